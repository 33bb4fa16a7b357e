import { defaultCalendar } from '../calendar/calendar.ts';
import { checkFlow } from '../flow/check.ts';
import type { FlowDefinition } from '../flow/definition.ts';
import type { Field, FormDefinition, Item, Page } from '../form/definition.ts';
import { isPersonal } from '../form/definition.ts';
import { scopeOf } from '../form/scope.ts';
import { itemsOf } from '../form/walk.ts';
import { type Problem, problem } from '../problem.ts';
import type { KnownToSystem } from './check.ts';
import { MATTER_COLUMNS, MATTER_FILTERS, type Summary, type SystemDefinition } from './definition.ts';
import { keysOn, pagesAtBeginning, pagesAtStage, stagesOfFlow } from './pages.ts';

/** Kinds whose answers a list can be filtered by: few values, or an order. */
const FILTERED: ReadonlySet<string> = new Set(['choice', 'choices', 'boolean', 'date', 'division', 'unit', 'units']);
const NUMBERS: ReadonlySet<string> = new Set(['number', 'integer', 'money']);

/** Kinds whose answers tell one person or organisation from all others. */
const PERSONS: ReadonlySet<string> = new Set(['identityNumber', 'creditCode']);

type Say = (code: string, path: string, zh: string) => void;

/** Whether a system, its form and its flow fit each other. Something that is not there is said, and nothing more about it. */
export function checkFit(system: SystemDefinition, { form, flow }: KnownToSystem): readonly Problem[] {
  const found: Problem[] = [];
  const say: Say = (code, path, zh) => found.push(problem(code, path, zh));
  if (!form) say('UNKNOWN_DEFINITION', 'form', `没有已发布的表单“${system.form}”`);
  if (!flow) say('UNKNOWN_DEFINITION', 'flow', `没有已发布的流程“${system.flow}”`);
  if (flow && flow.purpose !== 'office') {
    say('NOT_AN_OFFICE_FLOW', 'flow', `流程“${flow.title.zh}”是办理群众申请的；内部事务要用途为内部事务的流程`);
  }
  if (!form || flow?.purpose !== 'office') return found;
  for (const { message } of checkFlow(flow, scopeOf(form, defaultCalendar), form)) {
    say('FLOW_DOES_NOT_FIT', 'flow', `流程“${flow.title.zh}”：${message.zh}`);
  }
  beginningFits(system, form, flow, say);
  numberingsFit(system, flow, say);
  registersFit(system, form, flow, say);
  (system.summaries ?? []).forEach((summary, i) => {
    summaryFits(summary, form, flow, (code, path, zh) => say(code, `summaries.${i}.${path}`, zh));
  });
  return found;
}

function beginningFits(system: SystemDefinition, form: FormDefinition, flow: FlowDefinition, say: Say): void {
  const beginning = pagesAtBeginning(form, flow);
  if (beginning.length === 0) say('NO_BEGINNING', 'form', '表单的每一页都在后面的环节填写，发起时没有可填的内容');
  const item = itemOn(beginning, system.titleFrom);
  if (!item || item.kind === 'group' || item.kind === 'file' || item.kind === 'note') {
    say('UNKNOWN_FIELD', 'titleFrom', `发起时填写的页里没有可作标题的字段“${system.titleFrom}”`);
  } else if (item.required !== true && !item.computed) {
    say('NOT_SURE', 'titleFrom', `“${item.label.zh}”用作标题，应为必填`);
  }
  const person = system.personFrom === undefined ? undefined : itemOn(beginning, system.personFrom);
  if (system.personFrom !== undefined && !PERSONS.has(person?.kind ?? ''))
    say('UNKNOWN_FIELD', 'personFrom', `发起时填写的页里没有身份证号或信用代码字段“${system.personFrom}”`);
  else if (person && person.kind !== 'group' && person.required !== true)
    say('NOT_SURE', 'personFrom', `“${person.label.zh}”说明事务是关于谁的，应为必填`);
  if (system.onlyOne === undefined) return;
  const only = itemOn(beginning, system.onlyOne);
  if (!only || only.kind === 'group') say('UNKNOWN_FIELD', 'onlyOne', `发起时填写的页里没有字段“${system.onlyOne}”`);
  else if (only.required !== true) say('NOT_SURE', 'onlyOne', `“${only.label.zh}”用来防止重复，应为必填`);
}

function numberingsFit(system: SystemDefinition, flow: FlowDefinition, say: Say): void {
  const keys = new Set((system.numberings ?? []).map(({ key }) => key));
  const used = new Set(stagesOfFlow(flow).flatMap(({ numbering }) => numbering ?? []));
  for (const stage of stagesOfFlow(flow)) {
    if (stage.numbering !== undefined && !keys.has(stage.numbering))
      say('UNKNOWN_NUMBERING', 'numberings', `环节“${stage.title.zh}”要编的文号“${stage.numbering}”没有设置`);
    if (stage.numbering !== undefined && stage.eachOf !== undefined)
      say('NUMBERING_OF_EACH', 'flow', `环节“${stage.title.zh}”由多个单位分别办理，不能在这里编号`);
  }
  (system.numberings ?? []).forEach(({ key, title }, i) => {
    if (!used.has(key)) say('UNUSED_NUMBERING', `numberings.${i}.key`, `流程的任何环节都不编“${title.zh}”`);
  });
}

function registersFit(system: SystemDefinition, form: FormDefinition, flow: FlowDefinition, say: Say): void {
  const own = new Set<string>(MATTER_COLUMNS);
  const fields = fieldsOfTheMatter(form, flow);
  system.registers.forEach(({ columns, filters = [] }, i) => {
    columns.forEach((column, c) => {
      if (!own.has(column) && !fields.has(column))
        say('UNKNOWN_FIELD', `registers.${i}.columns.${c}`, `没有可以列出的一栏“${column}”`);
    });
    filters.forEach((filter, f) => {
      const at = `registers.${i}.filters.${f}`;
      const field = fields.get(filter);
      if (MATTER_FILTERS.includes(filter)) return;
      if (!field) say('UNKNOWN_FIELD', at, `没有可以筛选的一栏“${filter}”`);
      else if (isPersonal(field)) say('LIST_PERSONAL', at, `“${field.label.zh}”是个人信息，加密保存，不能用来筛选`);
      else if (!FILTERED.has(field.kind)) say('LIST_KIND', at, `“${field.label.zh}”不是选项、日期或单位，不能用来筛选`);
    });
  });
}

/** Fields outside groups that are answered once for the whole matter: what a list can show. */
export function fieldsOfTheMatter(form: FormDefinition, flow: FlowDefinition): ReadonlyMap<string, Field> {
  const each = new Set(stagesOfFlow(flow).flatMap(({ eachOf, pages }) => (eachOf === undefined ? [] : (pages ?? []))));
  return new Map(
    itemsOf(form).flatMap(({ item, page }) =>
      item.kind === 'group' || item.kind === 'note' || item.kind === 'file' || each.has(page.key)
        ? []
        : [[item.key, item] as const],
    ),
  );
}

function summaryFits(summary: Summary, form: FormDefinition, flow: FlowDefinition, say: Say): void {
  const stage = stagesOfFlow(flow).find(({ key }) => key === summary.stage);
  if (stage?.eachOf === undefined) {
    say('UNKNOWN_STAGE', 'stage', `流程中没有由各单位分别办理的环节“${summary.stage}”`);
    return;
  }
  const pages = pagesAtStage(form, stage);
  const keys = keysOn(pages);
  summary.columns.forEach((key, i) => {
    const item = itemOn(pages, key);
    if (!keys.has(key) || !item || item.kind === 'group' || item.kind === 'note')
      say('UNKNOWN_FIELD', `columns.${i}`, `环节“${stage.title.zh}”填写的页里没有字段“${key}”`);
  });
  (summary.totals ?? []).forEach((key, i) => {
    const item = itemOn(pages, key);
    if (!summary.columns.includes(key)) say('NOT_A_COLUMN', `totals.${i}`, `要合计的“${key}”不在各栏之中`);
    else if (item && !NUMBERS.has(item.kind)) say('NOT_A_NUMBER', `totals.${i}`, `“${item.label.zh}”不是数，不能合计`);
  });
  if (summary.compareBy === undefined) return;
  const field = fieldsOfTheMatter(form, flow).get(summary.compareBy);
  if (!field) say('UNKNOWN_FIELD', 'compareBy', `没有字段“${summary.compareBy}”可以找到上一期`);
  else if (isPersonal(field)) say('LIST_PERSONAL', 'compareBy', `“${field.label.zh}”是个人信息，不能用来找上一期`);
}

function itemOn(pages: readonly Page[], key: string): Item | undefined {
  return pages.flatMap(({ sections }) => sections.flatMap(({ items }) => items)).find((item) => item.key === key);
}
