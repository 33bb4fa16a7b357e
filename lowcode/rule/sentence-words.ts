import { rowScope, type Scope, slotOf } from './scope.ts';
import type { NamedCheck, Rule } from './tree.ts';

export const CHECKS: { readonly [K in NamedCheck]: string } = {
  identityNumber: '有效的身份证号码',
  creditCode: '有效的统一社会信用代码',
  mobilePhone: '有效的手机号码',
  phone: '有效的电话号码',
  email: '有效的电子邮箱',
  postcode: '有效的邮政编码',
  licencePlate: '有效的车牌号',
  bankCard: '有效的银行卡号',
  licenceIdentifier: '有效的电子证照标识',
  chineseName: '中文姓名',
};
export const CONTEXT = { today: '今天', channel: '申请渠道', applicantKind: '申请人类型', region: '所在区划' } as const;
export const CONTEXT_VALUES: { readonly [value: string]: string } = {
  ...{ web: '网上', window: '窗口', agent: '代办', import: '导入', person: '个人', company: '法人' },
};
export const WORDS = {
  date: { '=': '是', '!=': '不是', '<': '早于', '<=': '不晚于', '>': '晚于', '>=': '不早于' },
  number: { '=': '等于', '!=': '不等于', '<': '小于', '<=': '不超过', '>': '大于', '>=': '不少于' },
  other: { '=': '是', '!=': '不是', '<': '小于', '<=': '不超过', '>': '大于', '>=': '不少于' },
} as const;
export const ROUNDING = { 'half-up': '四舍五入', down: '舍去尾数', up: '进位' } as const;
export const STEPS = { addDays: '天', addWorkingDays: '个工作日', addMonths: '个月', addYears: '年' } as const;
export const SPANS = {
  daysBetween: '天数',
  workingDaysBetween: '工作日数',
  yearsBetween: '整年数',
  monthsBetween: '月数',
} as const;

/** How tight the words of a rule hold together: what is looser stands in brackets inside of what is tighter. */
export const [CHOICE, JOINED, CONDITION, JOIN, SUM, PRODUCT, TIGHTEST] = [0, 1, 2, 3, 4, 5, 7] as const;

/** How tight the words of a rule hold together. */
export function levelOf(rule: Rule): number {
  switch (rule.op) {
    case 'if':
      return CHOICE;
    case 'and':
    case 'or':
    case 'not':
      return JOINED;
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
    case 'empty':
    case 'present':
    case 'contains':
    case 'startsWith':
    case 'valid':
    case 'every':
    case 'some':
      return CONDITION;
    case 'concat':
      return JOIN;
    case '+':
    case '-':
      return SUM;
    case '*':
    case '/':
      return PRODUCT;
    default:
      return TIGHTEST;
  }
}

export function isName(rule: Rule): rule is Extract<Rule, { op: 'field' | 'row' }> {
  return rule.op === 'field' || rule.op === 'row';
}

const DATES: ReadonlySet<Rule['op']> = new Set<Rule['op']>([
  ...(['date', 'birthDate', 'monthStart', 'addDays', 'addWorkingDays', 'addMonths', 'addYears'] as const),
]);
const NUMBERS: ReadonlySet<Rule['op']> = new Set<Rule['op']>([
  ...(['number', '+', '-', '*', '/', 'round', 'table', 'length', 'sum', 'count'] as const),
  ...(['daysBetween', 'workingDaysBetween', 'yearsBetween', 'monthsBetween'] as const),
]);

/** What a value is compared as. */
export function kindOf(rule: Rule, scope: Scope): keyof typeof WORDS {
  if (DATES.has(rule.op) || (rule.op === 'context' && rule.key === 'today')) return 'date';
  if (NUMBERS.has(rule.op)) return 'number';
  if (isName(rule)) {
    const type = slotOf(rule, scope)?.slot.type;
    return type === 'date' || type === 'number' ? type : 'other';
  }
  if (rule.op === 'if') return kindOf(rule.then, scope);
  if (rule.op === 'min' || rule.op === 'max') return rule.of[0] ? kindOf(rule.of[0], scope) : 'other';
  if (rule.op !== 'lowest' && rule.op !== 'highest') return 'other';
  const group = scope.groups.get(rule.group);
  return kindOf(rule.of, group ? rowScope(scope, group) : scope);
}
