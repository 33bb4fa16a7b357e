import type { FlowDefinition } from '../flow/definition.ts';
import type { FormDefinition, Item } from '../form/definition.ts';
import { isFileField } from '../form/kinds.ts';
import { keyFromLabel } from '../form/names.ts';
import { itemsOf } from '../form/walk.ts';
import type { Text } from '../text.ts';
import type { Material, ProcessStep, ServiceDefinition, ServiceKind } from './definition.ts';

/** What a clerk says of a new service; the rest is taken from its unit, its form and its flow. */
export interface ServiceStart {
  readonly name: string;
  readonly kind: ServiceKind;
  readonly audience: readonly ('person' | 'company')[];
  readonly themes: readonly string[];
  readonly legalDays: number;
  /** 0: done on the spot. */
  readonly promisedDays: number;
  readonly law: string;
  readonly article: string;
  /** One a line. */
  readonly conditions: string;
  readonly materials: string;
  readonly unit: {
    readonly code: string;
    readonly phone: string | null;
    readonly address: string | null;
    readonly hours: string | null;
  };
}

/** The county's hotline takes complaints about every service. */
const HOTLINE = '12345';

/** A service item that begins with all that is known: what the linter still misses is for the clerk to say. */
export function startService(start: ServiceStart, form: FormDefinition, flow: FlowDefinition): ServiceDefinition {
  const { unit, promisedDays } = start;
  const text = (zh: string): Text => ({ zh });
  return {
    name: text(start.name.trim()),
    kind: start.kind,
    unit: unit.code,
    audience: start.audience,
    themes: start.themes,
    keywords: [...new Set([start.name.trim(), form.title.zh])],
    mode: promisedDays === 0 ? 'immediate' : 'promised',
    legalDays: start.legalDays,
    promisedDays,
    basis: start.law.trim() === '' ? [] : [{ law: start.law.trim(), article: start.article.trim() }],
    conditions: linesOf(start.conditions).map(text),
    materials: materialsOf(start.materials, form),
    uploadMaterials: true,
    fees: [],
    process: processOf(flow, promisedDays),
    place: text(unit.address ?? ''),
    hours: text(unit.hours ?? ''),
    consultPhone: unit.phone ?? '',
    complaintPhone: HOTLINE,
    visits: 0,
    onlineDepth: 3,
    faq: [],
  };
}

/** Names of the papers that a pasted form asks for, and the form without places for them: the item declares them. */
export function withoutFiles(form: FormDefinition): {
  readonly form: FormDefinition;
  readonly files: readonly string[];
} {
  const files = itemsOf(form).flatMap(({ item }) => (isFileField(item) ? [item.label.zh] : []));
  if (files.length === 0) return { form, files };
  const kept = (item: Item) => !isFileField(item);
  const pages = form.pages
    .map((page) => ({
      ...page,
      sections: page.sections
        .map((section) => ({ ...section, items: section.items.filter(kept) }))
        .filter(({ items }) => items.length > 0),
    }))
    .filter(({ sections }) => sections.length > 0);
  // A form of nothing but papers keeps its places: it must have something to fill in.
  return pages.length > 0 ? { form: { ...form, pages }, files } : { form, files: [] };
}

/** Lines with something on them, without the numbers or bullets before them. */
export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) =>
      line.replace(/^\s*(?:[-·•*]|[0-9]{1,2}[.、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）])\s*/u, '').trim(),
    )
    .filter((line) => line !== '')
    .slice(0, 60);
}

function materialsOf(lines: string, form: FormDefinition): readonly Material[] {
  const taken = new Set(itemsOf(form).map(({ item }) => item.key));
  return linesOf(lines).map((line): Material => {
    const key = keyFromLabel(line, taken);
    taken.add(key);
    const name = { zh: line.slice(0, 200) };
    return { key, name, necessity: 'required', form: ['electronic'], copies: 1, source: 'applicant' };
  });
}

/** What the guide says of the way, from handing in to hearing: the promised days are those of the last stages. */
function processOf(flow: FlowDefinition, promisedDays: number): readonly ProcessStep[] {
  const stages = flow.steps.map((step) => (step.kind === 'stage' ? step.stage.title : step.title));
  const last = stages.length - 1;
  const days = (at: number) => {
    if (last <= 0) return promisedDays;
    return at === last ? Math.min(1, promisedDays) : at === 0 ? Math.max(0, promisedDays - 1) : 0;
  };
  const step = (zh: string, who: string, count: number): ProcessStep => ({
    name: { zh },
    who: { zh: who },
    days: count,
  });
  return [
    step('申请', '申请人', 0),
    step('受理', '受理人员', 0),
    ...stages.map((title, at) => step(title.zh, '承办部门', days(at))),
    step('送达', '承办部门', 0),
  ];
}
