import type { Field, FormDefinition, Page } from '../form/definition.ts';
import { fieldsOf, itemsOf } from '../form/walk.ts';
import type { Rule } from '../rule/tree.ts';
import type { Material, ServiceDefinition } from './definition.ts';
import type { GuideQuestion, Situation } from './questions.ts';

/**
 * The form as it is filled in for an item: the item's questions first, then the form, then a place to upload each material
 * that has none in the form. Materials and questions are declared once, in the item; guide, upload places and what a
 * supplement may ask for derive from it. The form itself where the item declares neither.
 */
export function applicationForm(form: FormDefinition, service: ServiceDefinition): FormDefinition {
  // Shared names are refused when the item is published; a form published alone later must not make it unreadable.
  const shared = sharedKeys(form, service);
  const questions = (service.questions ?? []).filter(({ key }) => !shared.has(key));
  const materials = uploadedMaterials(form, service).filter(({ key }) => !shared.has(key));
  if (questions.length === 0 && materials.length === 0) return form;
  const keys = new Set(form.pages.map(({ key }) => key));
  const before = questions.length > 0 ? [pageOf('situation', '您的情形', questions.map(fieldOfQuestion), keys)] : [];
  const after = materials.length > 0 ? [pageOf('materials', '上传材料', materials.map(fieldOfMaterial), keys)] : [];
  return { ...form, pages: [...before, ...form.pages, ...after] };
}

/** Materials that are uploaded where the item says so, and for which the form has no place of its own. */
export function uploadedMaterials(form: FormDefinition, service: ServiceDefinition): readonly Material[] {
  if (!service.uploadMaterials) return [];
  const placed = new Set(fieldsOf(form).flatMap(({ field }) => field.material ?? []));
  return service.materials.filter((material) => isUploaded(material) && !placed.has(material.key));
}

/** What another office keeps is fetched from it; what is wanted as an original on paper only is brought along. */
function isUploaded({ source, form }: Material): boolean {
  return source !== 'government' && form.some((one) => one !== 'original');
}

/** Keys that the item's own fields share with the form: what would be asked under one name twice. */
export function sharedKeys(form: FormDefinition, service: ServiceDefinition): ReadonlySet<string> {
  const taken = new Set(itemsOf(form).map(({ item }) => item.key));
  const own = [...(service.questions ?? []), ...uploadedMaterials(form, service)].map(({ key }) => key);
  return new Set(own.filter((key, at) => taken.has(key) || own.indexOf(key) !== at));
}

function pageOf(key: string, zh: string, items: readonly Field[], taken: ReadonlySet<string>): Page {
  let free = key;
  for (let n = 2; taken.has(free); n++) free = `${key}${n}`;
  return { key: free, title: { zh }, sections: [{ key: free, items }] };
}

function fieldOfQuestion({ key, label, hint, options, when }: GuideQuestion): Field {
  return {
    kind: 'choice',
    key,
    label,
    ...(hint ? { hint } : {}),
    required: true,
    options,
    personal: false,
    ...(when ? { visible: ruleOf(when) } : {}),
  };
}

function fieldOfMaterial(material: Material): Field {
  const { key, name, specification, necessity, when, situations = [] } = material;
  const conditions = [...situations.map(ruleOf), ...(when ? [when] : [])];
  const [only, ...more] = conditions;
  return {
    kind: 'file',
    key,
    label: name,
    ...(specification ? { hint: specification } : {}),
    material: key,
    ...(necessity === 'optional' || (necessity === 'conditional' && !only) ? {} : { required: true }),
    ...(only ? { visible: more.length > 0 ? { op: 'and', of: conditions } : only } : {}),
  };
}

function ruleOf({ question, values }: Situation): Rule {
  return { op: 'in', of: { op: 'field', key: question }, values };
}
