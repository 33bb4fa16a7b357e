import { type GroupSlot, slotOf as placeOf, type Scope, type Slot } from '../../../lowcode/rule/scope.ts';
import type { NamedCheck, Rule } from '../../../lowcode/rule/tree.ts';
import type { ValueType } from '../../../lowcode/rule/value.ts';

/** Whether a place wants a condition (yes or no) or a value. */
export type Want = 'condition' | 'value';

/** One thing a clerk can choose at a place of a rule. */
export interface Choice {
  /** `field:key`, `row:key`, `context:key` or `op:name`. */
  readonly id: string;
  readonly label: string;
  readonly heading: string;
}

const CONDITIONS: readonly (readonly [op: Rule['op'], label: string])[] = [
  ['=', '比较两个值'],
  ['in', '是其中之一'],
  ['present', '已填写'],
  ['empty', '没有填写'],
  ['contains', '包含文字'],
  ['startsWith', '以文字开头'],
  ['valid', '格式和校验位正确'],
];
const JOINED: readonly (readonly [op: Rule['op'], label: string])[] = [
  ['and', '全部满足'],
  ['or', '满足任意一项'],
  ['not', '不满足'],
  ['every', '每一行都满足'],
  ['some', '至少一行满足'],
];
const CONSTANTS: readonly (readonly [op: Rule['op'], label: string])[] = [
  ['number', '数'],
  ['text', '文字'],
  ['date', '日期'],
  ['boolean', '是或否'],
];
const COMPUTED: readonly (readonly [op: Rule['op'], label: string])[] = [
  ['+', '相加'],
  ['-', '相减'],
  ['*', '相乘'],
  ['/', '相除'],
  ['round', '四舍五入'],
  ['min', '取最小'],
  ['max', '取最大'],
  ['if', '如果……就……否则……'],
  ['table', '按表取数'],
  ['sum', '各行合计'],
  ['lowest', '各行中最小'],
  ['highest', '各行中最大'],
  ['count', '行数'],
  ['addDays', '日期加天数'],
  ['addWorkingDays', '日期加工作日'],
  ['addMonths', '日期加月数'],
  ['addYears', '日期加年数'],
  ['daysBetween', '相差天数'],
  ['workingDaysBetween', '相差工作日'],
  ['yearsBetween', '相差整年'],
  ['monthsBetween', '相差月数'],
  ['monthStart', '所在月的第一天'],
  ['birthDate', '身份证的出生日期'],
  ['sex', '身份证的性别'],
  ['division', '身份证的行政区划'],
  ['concat', '连成一段文字'],
  ['length', '文字长度'],
  ['trim', '去掉首尾空格'],
  ['upper', '转为大写字母'],
];
const CONTEXT = [
  ['today', '今天'],
  ['channel', '申请渠道'],
  ['applicantKind', '申请人类型'],
  ['region', '所在行政区划'],
] as const;

export const COMPARISONS = [
  ['=', '等于'],
  ['!=', '不等于'],
  ['<', '小于'],
  ['<=', '不大于'],
  ['>', '大于'],
  ['>=', '不小于'],
] as const satisfies readonly (readonly [Rule['op'], string])[];
const COMPARED = new Set<string>(COMPARISONS.map(([op]) => op));

export const NAMED: Readonly<Record<NamedCheck, string>> = {
  identityNumber: '身份证号码',
  creditCode: '统一社会信用代码',
  mobilePhone: '手机号码',
  phone: '电话号码',
  email: '电子邮箱',
  postcode: '邮政编码',
  licencePlate: '车牌号',
  bankCard: '银行卡号',
  licenceIdentifier: '电子证照标识',
  chineseName: '中文姓名',
};

/** What can be chosen at a place, under headings. */
export function choicesFor(want: Want, scope: Scope): readonly Choice[] {
  const ops = (heading: string, list: readonly (readonly [string, string])[]) =>
    list
      .filter(([op]) => scope.groups.size > 0 || !OVER_ROWS.has(op))
      .map(([op, label]) => ({ id: `op:${op}`, label, heading }));
  const slots = (heading: string, op: 'field' | 'row', fields: ReadonlyMap<string, Slot>) =>
    [...fields]
      .filter(([, slot]) => want === 'value' || slot.type === 'boolean')
      .map(([key, slot]) => ({ id: `${op}:${key}`, label: slot.label, heading }));
  const row = scope.row ? slots('本行的填写项', 'row', scope.row.fields) : [];
  const fields = slots('填写项', 'field', scope.fields);
  if (want === 'condition') return [...ops('条件', CONDITIONS), ...ops('组合', JOINED), ...row, ...fields];
  const context = CONTEXT.map(([key, label]) => ({ id: `context:${key}`, label, heading: '申请时的情况' }));
  return [...row, ...fields, ...ops('固定的值', CONSTANTS), ...context, ...ops('计算', COMPUTED)];
}
const OVER_ROWS = new Set<string>(['every', 'some', 'sum', 'lowest', 'highest', 'count']);

/** Which choice a rule is. */
export function choiceOf(rule: Rule): string {
  if (rule.op === 'field' || rule.op === 'row' || rule.op === 'context') return `${rule.op}:${rule.key}`;
  return COMPARED.has(rule.op) ? 'op:=' : `op:${rule.op}`;
}

/** A new rule for a choice; what the old one was about is kept where it fits. */
export function ruleFor(choice: string, old: Rule | null, scope: Scope): Rule {
  const [kind = '', ...rest] = choice.split(':');
  const key = rest.join(':');
  if (kind === 'field' || kind === 'row') return { op: kind, key };
  if (kind === 'context') return { op: 'context', key: key as 'today' };
  return begin(key as Rule['op'], old, scope);
}

/** The first field of a place, which a new rule begins with. */
function firstField(scope: Scope): Rule {
  const row = scope.row?.fields.keys().next();
  if (row && !row.done) return { op: 'row', key: row.value };
  const field = scope.fields.keys().next();
  return field.done ? { op: 'text', value: '' } : { op: 'field', key: field.value };
}

function begin(op: Rule['op'], old: Rule | null, scope: Scope): Rule {
  const held = old && (old.op === 'field' || old.op === 'row') ? old : subjectOf(old);
  const of = held ?? firstField(scope);
  const group = scope.groups.keys().next().value ?? '';
  const inside = { ...scope, row: scope.groups.get(group) ?? null };
  const number: Rule = { op: 'number', value: '0' };
  const condition: Rule = { op: 'present', of: firstField(scope) };
  switch (op) {
    case 'text':
      return { op, value: '' };
    case 'number':
      return { op, value: '0' };
    case 'date':
      return { op, value: '2026-01-01' };
    case 'boolean':
      return { op, value: true };
    case '=':
    case '-':
    case '/':
      return { op, left: of, right: number };
    case 'and':
    case 'or':
      return { op, of: old && isCondition(old) ? [old] : [condition] };
    case 'not':
      return { op, of: old && isCondition(old) ? old : condition };
    case 'in':
      return { op, of, values: [] };
    case '+':
    case '*':
    case 'min':
    case 'max':
    case 'concat':
      return { op, of: [of, op === 'concat' ? { op: 'text', value: '' } : number] };
    case 'round':
      return { op, of: old ?? of, digits: 2 };
    case 'if':
      // biome-ignore lint/suspicious/noThenProperty: the rule tree has it
      return { op, when: condition, then: old ?? number, else: number };
    case 'table':
      return { op, of, rows: {} };
    case 'sum':
    case 'lowest':
    case 'highest':
      return { op, group, of: firstField(inside) };
    case 'count':
      return { op, group };
    case 'every':
    case 'some':
      return { op, group, where: { op: 'present', of: firstField(inside) } };
    case 'contains':
    case 'startsWith':
      return { op, of, text: { op: 'text', value: '' } };
    case 'valid':
      return { op, of, as: 'mobilePhone' };
    case 'addDays':
    case 'addWorkingDays':
    case 'addMonths':
    case 'addYears':
      return { op, of, count: number };
    case 'daysBetween':
    case 'workingDaysBetween':
    case 'yearsBetween':
    case 'monthsBetween':
      return { op, from: of, to: { op: 'context', key: 'today' } };
    default:
      return { op, of } as Rule;
  }
}

/** The field a condition is about, to be kept when another kind of condition is chosen. */
function subjectOf(rule: Rule | null): Rule | null {
  const found =
    rule && ('left' in rule ? rule.left : 'of' in rule && !Array.isArray(rule.of) ? (rule.of as Rule) : null);
  return found && (found.op === 'field' || found.op === 'row') ? found : null;
}

const CONDITION_OPS = new Set<string>([...CONDITIONS, ...JOINED, ...COMPARISONS].map(([op]) => op));
export function isCondition(rule: Rule): boolean {
  return CONDITION_OPS.has(rule.op);
}

/** What the places inside of a rule want, by the name of the place. */
export function wantOf(parent: Rule, place: string): Want {
  if (place === 'when' || place === 'where') return 'condition';
  return parent.op === 'and' || parent.op === 'or' || parent.op === 'not' ? 'condition' : 'value';
}

/** What a field-like rule stands for, to offer its options and fitting constants. */
export function slotOf(rule: Rule, scope: Scope): Slot | null {
  return rule.op === 'row' || rule.op === 'field' ? (placeOf(rule, scope)?.slot ?? null) : null;
}

/** A constant to compare a field with: of the field's type. */
export function constantFor(type: ValueType): Rule {
  if (type === 'number') return { op: 'number', value: '0' };
  if (type === 'date') return { op: 'context', key: 'today' };
  return type === 'boolean' ? { op: 'boolean', value: true } : { op: 'text', value: '' };
}

/** The scope inside of a rule that goes through rows. */
export function scopeInside(rule: Rule, scope: Scope): Scope {
  const group: GroupSlot | undefined = 'group' in rule ? scope.groups.get(rule.group) : undefined;
  return group ? { ...scope, row: group } : scope;
}
