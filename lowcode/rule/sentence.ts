import { rowScope, type Scope, slotOf } from './scope.ts';
import type { NamedCheck, Rule } from './tree.ts';

const CHECKS: { readonly [K in NamedCheck]: string } = {
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
const CONTEXT = { today: '今天', channel: '申请渠道', applicantKind: '申请人类型', region: '所在区划' } as const;
const CONTEXT_VALUES: { readonly [value: string]: string } = {
  ...{ web: '网上', window: '窗口', agent: '代办', import: '导入', person: '个人', company: '法人' },
};
const COMPARISONS = { '=': '是', '!=': '不是', '<': '小于', '<=': '不超过', '>': '大于', '>=': '不少于' } as const;
const DATE_ORDER = { '=': '是', '!=': '不是', '<': '早于', '<=': '不晚于', '>': '晚于', '>=': '不早于' } as const;
const ROUNDING = { 'half-up': '四舍五入', down: '舍去尾数', up: '进位' } as const;
const STEPS = { addDays: '天', addWorkingDays: '个工作日', addMonths: '个月', addYears: '年' } as const;
const SPANS = { daysBetween: '天数', workingDaysBetween: '工作日数', yearsBetween: '整年数' } as const;

/**
 * A rule as a Chinese sentence for clerks, with the labels of fields and options: 所有路段中“长度”×“宽度”的合计. Unknown
 * names are shown as they are, in quotes.
 */
export function sentenceOf(rule: Rule, scope: Scope): string {
  const inner = (part: Rule) => grouped(part, sentenceOf(part, scope));
  const say = (part: Rule) => sentenceOf(part, scope);
  switch (rule.op) {
    case 'text':
      return `“${rule.value}”`;
    case 'number':
      return rule.value;
    case 'boolean':
      return rule.value ? '是' : '否';
    case 'date':
      return rule.value;
    case 'field':
    case 'row':
      return `“${slotOf(rule, scope)?.slot.label ?? rule.key}”`;
    case 'context':
      return CONTEXT[rule.key];
    case 'not':
      return `并非${inner(rule.of)}`;
    case 'and':
      return rule.of.map(inner).join('，且');
    case 'or':
      return rule.of.map(inner).join('，或');
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(rule, scope);
    case 'empty':
      return `${inner(rule.of)}未填写`;
    case 'present':
      return `${inner(rule.of)}已填写`;
    case 'in':
      return `${inner(rule.of)}是${rule.values.map((value) => `“${optionOf(rule.of, scope, value)}”`).join('、')}${rule.values.length > 1 ? '之一' : ''}`;
    case '+':
      return rule.of.map(inner).join('＋');
    case '*':
      return rule.of.map(inner).join('×');
    case '-':
      return `${inner(rule.left)}－${inner(rule.right)}`;
    case '/':
      return `${inner(rule.left)}÷${inner(rule.right)}`;
    case 'min':
      return `最小值（${rule.of.map(say).join('、')}）`;
    case 'max':
      return `最大值（${rule.of.map(say).join('、')}）`;
    case 'round':
      return `${inner(rule.of)}${ROUNDING[rule.mode ?? 'half-up']}到${digitsOf(rule.digits)}`;
    case 'if':
      return `如果${say(rule.when)}，则为${say(rule.then)}，否则为${say(rule.else)}`;
    case 'table': {
      const rows = Object.entries(rule.rows).map(([value, number]) => `${optionOf(rule.of, scope, value)}为${number}`);
      const otherwise = rule.otherwise === undefined ? '' : `，其他为${rule.otherwise}`;
      return `按${inner(rule.of)}取值（${rows.join('，')}${otherwise}）`;
    }
    case 'length':
      return `${inner(rule.of)}的字数`;
    case 'trim':
      return `${inner(rule.of)}去掉首尾空格`;
    case 'upper':
      return `${inner(rule.of)}转为大写`;
    case 'concat':
      return rule.of.map(say).join('连接');
    case 'contains':
      return `${inner(rule.of)}包含${inner(rule.text)}`;
    case 'startsWith':
      return `${inner(rule.of)}以${inner(rule.text)}开头`;
    case 'valid':
      return `${inner(rule.of)}是${CHECKS[rule.as]}`;
    case 'addDays':
    case 'addWorkingDays':
    case 'addMonths':
    case 'addYears':
      return `${inner(rule.of)}之后${inner(rule.count)}${STEPS[rule.op]}`;
    case 'daysBetween':
    case 'workingDaysBetween':
    case 'yearsBetween':
      return `从${inner(rule.from)}到${inner(rule.to)}的${SPANS[rule.op]}`;
    case 'birthDate':
      return `${inner(rule.of)}中的出生日期`;
    case 'sex':
      return `${inner(rule.of)}中的性别`;
    case 'division':
      return `${inner(rule.of)}中的区划代码`;
    default:
      return rowsSentence(rule, scope);
  }
}

function rowsSentence(rule: Extract<Rule, { group: string }>, scope: Scope): string {
  const group = scope.groups.get(rule.group);
  const name = group?.label ?? rule.group;
  const inside = group ? rowScope(scope, group) : scope;
  const say = (part: Rule) => sentenceOf(part, inside);
  switch (rule.op) {
    case 'sum':
      return `所有${name}中${say(rule.of)}的合计`;
    case 'lowest':
      return `所有${name}中${say(rule.of)}的最小值`;
    case 'highest':
      return `所有${name}中${say(rule.of)}的最大值`;
    case 'count':
      return rule.where ? `${say(rule.where)}的${name}的行数` : `${name}的行数`;
    case 'every':
      return `每一行${name}都满足：${say(rule.where)}`;
    case 'some':
      return `至少有一行${name}满足：${say(rule.where)}`;
  }
}

function comparison(rule: Extract<Rule, { left: Rule; op: keyof typeof COMPARISONS }>, scope: Scope): string {
  const words = isDateLike(rule.left, scope) || isDateLike(rule.right, scope) ? DATE_ORDER : COMPARISONS;
  const left = grouped(rule.left, sentenceOf(rule.left, scope));
  if (rule.right.op === 'boolean') return `${left}${words[rule.op]}“${rule.right.value ? '是' : '否'}”`;
  return `${left}${words[rule.op]}${literal(rule.right, rule.left, scope)}`;
}

/** A value beside a choice is shown by its label. */
function literal(rule: Rule, beside: Rule, scope: Scope): string {
  if (rule.op === 'text') return `“${optionOf(beside, scope, rule.value)}”`;
  return grouped(rule, sentenceOf(rule, scope));
}

function optionOf(of: Rule, scope: Scope, value: string): string {
  if (of.op === 'context') return CONTEXT_VALUES[value] ?? value;
  if (of.op !== 'field' && of.op !== 'row') return value;
  return slotOf(of, scope)?.slot.options?.get(value) ?? value;
}

function isDateLike(rule: Rule, scope: Scope): boolean {
  if (rule.op === 'field' || rule.op === 'row') return slotOf(rule, scope)?.slot.type === 'date';
  if (rule.op === 'context') return rule.key === 'today';
  return ['date', 'birthDate', 'addDays', 'addWorkingDays', 'addMonths', 'addYears'].includes(rule.op);
}

/** Brackets around what would be read together with its neighbours. */
function grouped(rule: Rule, sentence: string): string {
  return ['and', 'or', '+', '-', '*', '/', 'if', 'concat', 'not'].includes(rule.op) ? `（${sentence}）` : sentence;
}

function digitsOf(digits: number): string {
  return digits === 0 ? '整数' : digits > 0 ? `小数点后${digits}位` : `${10 ** -digits}的整倍数`;
}
