import { defaultCalendar } from '../calendar/calendar.ts';
import { checkDocuments } from '../document/check.ts';
import { checkFlow, MOST_ITEM_UNITS, unitsInFlow } from '../flow/check.ts';
import { stagesIn } from '../flow/walk.ts';
import { scopeOf } from '../form/scope.ts';
import { fieldsOf } from '../form/walk.ts';
import { checkValidity } from '../licence/check-validity.ts';
import type { ServiceDefinition } from './definition.ts';
import type { KnownDefinitions, Say } from './known.ts';

/** Units, form, flow and licence type that the item names: that they exist, and fit each other. */
export function lintBindings(service: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const { unit, intakeUnit, jointUnits = [], mode, form, flow, fees, result } = service;
  const units = [
    [unit, 'unit', '实施主体'],
    [intakeUnit, 'intakeUnit', '受理单位'],
    ...jointUnits.map((code, i) => [code, `jointUnits.${i}`, '联办单位'] as const),
  ] as const;
  for (const [code, path, what] of units) {
    if (code === '') say('error', 'MISSING_ELEMENT', path, `缺少${what}`);
    else if (code !== undefined && !known.units.has(code)) {
      say('error', 'UNKNOWN_UNIT', path, `${what}“${code}”不存在`);
    }
  }
  const steps = flow === undefined ? undefined : known.flows.get?.(flow);
  const concerned = new Set([...units.flatMap(([code]) => code ?? []), ...(steps ? unitsInFlow(steps) : [])]);
  if (concerned.size > MOST_ITEM_UNITS) {
    const zh = `事项连同办理流程涉及${concerned.size}个单位，最多${MOST_ITEM_UNITS}个`;
    say('error', 'TOO_MANY_UNITS', 'jointUnits', zh);
  }
  if (mode === 'joint' && jointUnits.length === 0) {
    say('error', 'JOINT_WITHOUT_UNITS', 'jointUnits', '联办件缺少联办单位');
  }
  const bound = [
    [form, 'form', '申请表', known.forms],
    [flow, 'flow', '办理流程', known.flows],
    [result?.licenceType, 'result.licenceType', '证照类型', known.licenceTypes],
  ] as const;
  for (const [key, path, what, list] of bound) {
    if (key !== undefined && !list.has(key))
      say('error', 'UNKNOWN_DEFINITION', path, `${what}“${key}”不存在或尚未发布`);
  }
  if (form !== undefined && flow === undefined) {
    say('error', 'FORM_WITHOUT_FLOW', 'flow', '配置了网上申请表，但没有办理流程，申请提交后无人办理');
  }
  if (flow !== undefined && form === undefined) {
    say('warning', 'FLOW_WITHOUT_FORM', 'form', '配置了办理流程，但没有网上申请表');
  }
  const definition = form === undefined ? undefined : known.forms.get?.(form);
  if (definition && fees.length > 0 && definition.feeField === undefined) {
    say('warning', 'FEE_NOT_COMPUTED', 'fees', '事项收费，但申请表没有自动计算的费用字段');
  }
  if (definition?.feeField !== undefined && fees.length === 0) {
    say('error', 'FEE_WITHOUT_BASIS', 'fees', '申请表计算费用，但事项没有收费项目、标准和依据');
  }
  for (const { field } of definition ? fieldsOf(definition) : [])
    if (field.kind === 'staff' && field.required)
      say('error', 'STAFF_IN_APPLICATION', 'form', `申请人不能替工作人员填写“${field.label.zh}”，请改为选填`);
  lintFlow(service, known, say);
  lintFace(service, known, say);
  lintValidity(service, known, say);
  const scope = definition ? scopeOf(definition, defaultCalendar) : null;
  for (const { code, path, message } of checkDocuments(
    service.documents ?? [],
    definition ?? null,
    scope,
    'documents',
  )) {
    say('error', code, path, message.zh);
  }
}

function lintFlow({ form, flow }: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const steps = flow === undefined ? undefined : known.flows.get?.(flow);
  const answers = form === undefined ? undefined : known.forms.get?.(form);
  if (!steps) return;
  for (const { message } of checkFlow(steps, answers && scopeOf(answers, defaultCalendar), answers)) {
    say('error', 'FLOW_DOES_NOT_FIT', 'flow', `办理流程与申请表不符：${message.zh}`);
  }
  for (const [stage] of steps.steps.flatMap((step) => stagesIn(step, ''))) {
    for (const unit of [stage.unit ?? [], stage.byDivision?.units.map((one) => one.unit) ?? []].flat()) {
      if (known.units.has(unit)) continue;
      say('error', 'UNKNOWN_UNIT', 'flow', `办理流程环节“${stage.title.zh}”的单位“${unit}”不存在`);
    }
  }
}

function lintFace({ form, result }: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const type = result?.licenceType === undefined ? undefined : known.licenceTypes.get?.(result.licenceType);
  const definition = form === undefined ? undefined : known.forms.get?.(form);
  if (!type || !definition) return;
  const keys = scopeOf(definition, defaultCalendar);
  for (const { label, from } of type.fields) {
    if (!keys.fields.has(from) && !keys.groups.has(from)) {
      say(
        'error',
        'FACE_DOES_NOT_FIT',
        'result.licenceType',
        `证照上的“${label.zh}”取自申请表字段“${from}”，但申请表没有这个字段`,
      );
    }
  }
}

/** How long the licence holds: that the form says it for every application, and that the guide says the same. */
function lintValidity({ form, result }: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const type = result?.licenceType === undefined ? undefined : known.licenceTypes.get?.(result.licenceType);
  if (!result || !type) return;
  const definition = form === undefined ? undefined : known.forms.get?.(form);
  if (definition) {
    for (const { message } of checkValidity(type, definition)) {
      say('error', 'VALIDITY_DOES_NOT_FIT', 'result.licenceType', message.zh);
    }
  }
  if (result.validYears !== type.validYears) {
    const years = (count: number | undefined) => (count === undefined ? '没有写年数' : `${count}年`);
    const zh = `办事指南写的有效期（${years(result.validYears)}）与证照类型（${years(type.validYears)}）不一致`;
    say('error', 'VALIDITY_DIFFERS', 'result.validYears', zh);
  }
  const fromForm = type.validity?.end ?? type.validity?.days;
  if (fromForm !== undefined && !result.validText?.zh.trim()) {
    say('error', 'VALIDITY_WITHOUT_TEXT', 'result.validText', '有效期由申请内容决定，办事指南应写明怎样确定');
  }
}
