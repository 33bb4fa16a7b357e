import { defaultCalendar } from '../calendar/calendar.ts';
import { scopeOf } from '../form/scope.ts';
import { fieldsOf } from '../form/walk.ts';
import { checkRule } from '../rule/check.ts';
import { applicationForm } from './application-form.ts';
import type { Material, ServiceDefinition } from './definition.ts';
import type { KnownDefinitions, Say } from './known.ts';
import { vacuousPart } from './vacuous.ts';

/** Materials: named, countable, with their source; conditions that the form can decide; a slot for each in the form. */
export function lintMaterials(service: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const keys = new Set<string>();
  service.materials.forEach((material, i) => {
    const path = `materials.${i}`;
    if (keys.has(material.key)) say('error', 'DUPLICATE_KEY', `${path}.key`, `材料标识“${material.key}”重复`);
    keys.add(material.key);
    lintMaterial(material, path, say);
  });
  const bare = service.form === undefined ? undefined : known.forms.get?.(service.form);
  if (!bare) return;
  // Rules may speak of the answers to guided questions, and derived upload places count.
  const form = applicationForm(bare, service);
  const scope = scopeOf(form, defaultCalendar);
  service.materials.forEach(({ when }, i) => {
    for (const { message } of when ? checkRule(when, scope, ['boolean'], '') : []) {
      say('error', 'CONDITION_DOES_NOT_FIT', `materials.${i}.when`, `材料的适用条件与申请表不符：${message.zh}`);
    }
  });
  const slots = new Set(fieldsOf(form).flatMap(({ field }) => field.material ?? []));
  for (const slot of slots) {
    if (!keys.has(slot))
      say('error', 'UNKNOWN_MATERIAL', 'form', `申请表的附件对应材料“${slot}”，但事项中没有这份材料`);
  }
  service.materials.forEach(({ key, name, necessity, source }, i) => {
    if (necessity === 'required' && source !== 'government' && !slots.has(key)) {
      say('warning', 'MATERIAL_WITHOUT_SLOT', `materials.${i}`, `必要材料“${name.zh}”在申请表中没有上传的地方`);
    }
  });
}

function lintMaterial(material: Material, path: string, say: Say): void {
  const name = material.name.zh;
  if (name.trim() === '') say('error', 'MISSING_ELEMENT', `${path}.name`, '缺少材料名称');
  const part = vacuousPart(name);
  if (part) say('error', 'VACUOUS', `${path}.name`, `材料名称“${name}”中的“${part}”没有实际内容，请逐项写明`);
  if (material.form.length === 0)
    say('error', 'NO_MATERIAL_FORM', `${path}.form`, `材料“${name}”没有写明原件、复印件还是电子件`);
  const onPaper = material.form.some((form) => form !== 'electronic');
  if (onPaper && material.copies === 0) say('error', 'NO_COPIES', `${path}.copies`, `材料“${name}”没有写明份数`);
  if (material.necessity === 'conditional') {
    if (material.whenText === undefined || material.whenText.zh.trim() === '') {
      say('error', 'CONDITION_WITHOUT_TEXT', `${path}.whenText`, `材料“${name}”只在部分情形需要，缺少情形说明`);
    }
    if (material.when === undefined && !material.situations?.length) {
      say('warning', 'CONDITION_WITHOUT_RULE', `${path}.when`, `材料“${name}”的情形没有规则，网上申请时无法自动判断`);
    }
  } else if (material.when !== undefined) {
    say('error', 'CONDITION_NOT_USED', `${path}.when`, `材料“${name}”设了适用情形，必要性应为“符合情形时提供”`);
  }
  if (material.source !== 'applicant' && material.issuer === undefined) {
    say('warning', 'NO_ISSUER', `${path}.issuer`, `材料“${name}”不是申请人自备，缺少出具单位`);
  }
}
