import { type GroupSlot, rowScope, type Scope, slotOf } from './scope.ts';
import {
  CHECKS,
  CHOICE,
  CONDITION,
  CONTEXT,
  CONTEXT_VALUES,
  isName,
  kindOf,
  levelOf,
  PRODUCT,
  ROUNDING,
  SPANS,
  STEPS,
  SUM,
  TIGHTEST,
  WORDS,
} from './sentence-words.ts';
import type { Rule } from './tree.ts';

/**
 * A rule as a Chinese sentence for clerks, with the labels of fields and options: 所有路段中“长度”×“宽度”的合计. Unknown
 * names are shown as they are, in quotes.
 */
export function sentenceOf(rule: Rule, scope: Scope): string {
  const say = (part: Rule) => sentenceOf(part, scope);
  /** In brackets unless it binds tighter than `level`. */
  const inner = (part: Rule, level: number = TIGHTEST) => bracketed(say(part), levelOf(part) < level);
  /** A condition among others: a bare yes or no says what it must be. */
  const holds = (part: Rule, level: number) =>
    isBareBoolean(part, scope) ? bracketed(`${say(part)}是“是”`, level === TIGHTEST) : inner(part, level);
  switch (rule.op) {
    case 'text':
      return `“${rule.value}”`;
    case 'number':
    case 'date':
      return rule.value;
    case 'boolean':
      return rule.value ? '是' : '否';
    case 'field':
    case 'row':
      return `“${slotOf(rule, scope)?.slot.label ?? rule.key}”`;
    case 'context':
      return CONTEXT[rule.key];
    case 'not':
      return `并非${holds(rule.of, TIGHTEST)}`;
    case 'and':
    case 'or':
      return rule.of.map((part) => holds(part, CONDITION)).join(rule.op === 'and' ? '，且' : '，或');
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
    case 'in': {
      const values = rule.values.map((value) => `“${optionOf(rule.of, scope, value)}”`).join('、');
      const several = isName(rule.of) && slotOf(rule.of, scope)?.slot.type === 'choices';
      return `${inner(rule.of)}${several ? '包含' : '是'}${values}${rule.values.length > 1 ? '之一' : ''}`;
    }
    case '+':
      return rule.of.map((part) => inner(part, SUM)).join('＋');
    case '*':
      return rule.of.map((part) => inner(part, PRODUCT)).join('×');
    case '-':
      return `${inner(rule.left, SUM)}－${inner(rule.right, PRODUCT)}`;
    case '/':
      return `${inner(rule.left, PRODUCT)}÷${inner(rule.right, PRODUCT + 1)}`;
    case 'min':
      return `最小值（${rule.of.map(say).join('、')}）`;
    case 'max':
      return `最大值（${rule.of.map(say).join('、')}）`;
    case 'round':
      return `${inner(rule.of)}${ROUNDING[rule.mode ?? 'half-up']}到${digitsOf(rule.digits)}`;
    case 'if':
      return `如果${holds(rule.when, CHOICE)}，则为${say(rule.then)}，否则为${say(rule.else)}`;
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
      return rule.of.map((part) => inner(part, SUM)).join('连接');
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
      return moved(rule, inner(rule.of), inner(rule.count));
    case 'daysBetween':
    case 'workingDaysBetween':
    case 'yearsBetween':
    case 'monthsBetween':
      return `从${inner(rule.from)}到${inner(rule.to)}的${SPANS[rule.op]}`;
    case 'birthDate':
      return `${inner(rule.of)}中的出生日期`;
    case 'monthStart':
      return `${inner(rule.of)}所在月的第一天`;
    case 'sex':
      return `${inner(rule.of)}中的性别`;
    case 'division':
      return `${inner(rule.of)}中的区划代码`;
    default:
      return rowsSentence(rule, scope);
  }
}

function bracketed(sentence: string, needed: boolean): string {
  return needed ? `（${sentence}）` : sentence;
}

function isBareBoolean(rule: Rule, scope: Scope): boolean {
  return isName(rule) && slotOf(rule, scope)?.slot.type === 'boolean';
}

function moved(rule: Extract<Rule, { count: Rule }>, from: string, count: string): string {
  const back = rule.count.op === 'number' && rule.count.value.startsWith('-');
  return `${from}${back ? '之前' : '之后'}${back ? count.slice(1) : count}${STEPS[rule.op]}`;
}

function rowsSentence(rule: Extract<Rule, { group: string }>, scope: Scope): string {
  const group = scope.groups.get(rule.group);
  const name = group?.label ?? rule.group;
  const inside = group ? rowScope(scope, group) : scope;
  const which = group ? ownRows(group, scope) : '';
  const say = (part: Rule) =>
    isBareBoolean(part, inside) ? `${sentenceOf(part, inside)}是“是”` : sentenceOf(part, inside);
  /** What is taken of each row; another sum within in brackets. */
  const each = (part: Rule) => bracketed(sentenceOf(part, inside), 'group' in part);
  switch (rule.op) {
    case 'sum':
      return `${which}所有${name}中${each(rule.of)}的合计`;
    case 'lowest':
      return `${which}所有${name}中${each(rule.of)}的最小值`;
    case 'highest':
      return `${which}所有${name}中${each(rule.of)}的最大值`;
    case 'count':
      return rule.where ? `${which}${say(rule.where)}的${name}的行数` : `${which}${name}的行数`;
    case 'every':
      return `${which}每一行${name}都满足：${say(rule.where)}`;
    case 'some':
      return `${which}至少有一行${name}满足：${say(rule.where)}`;
  }
}

/** Rows within a row are not those of all rows: of this row, or of the row around it. */
function ownRows(group: GroupSlot, scope: Scope): string {
  for (let row = scope.row; row !== null; row = row.parent) {
    if (row === group.parent) return row === scope.row ? '本行' : `同一行${row.label}的`;
  }
  return '';
}

function comparison(rule: Extract<Rule, { left: Rule; op: keyof typeof WORDS.other }>, scope: Scope): string {
  const kinds = [kindOf(rule.left, scope), kindOf(rule.right, scope)];
  const kind = kinds.includes('date') ? 'date' : kinds.includes('number') ? 'number' : 'other';
  const side = (part: Rule, said: string) => bracketed(said, levelOf(part) < SUM);
  const left = side(rule.left, sentenceOf(rule.left, scope));
  const words = WORDS[kind][rule.op];
  if (rule.right.op === 'boolean') return `${left}${words}“${rule.right.value ? '是' : '否'}”`;
  return `${left}${words}${side(rule.right, literal(rule.right, rule.left, scope))}`;
}

/** A value beside a choice is shown by its label. */
function literal(rule: Rule, beside: Rule, scope: Scope): string {
  return rule.op === 'text' ? `“${optionOf(beside, scope, rule.value)}”` : sentenceOf(rule, scope);
}

function optionOf(of: Rule, scope: Scope, value: string): string {
  if (of.op === 'context') return CONTEXT_VALUES[value] ?? value;
  return (isName(of) ? slotOf(of, scope)?.slot.options?.get(value) : undefined) ?? value;
}

function digitsOf(digits: number): string {
  return digits === 0 ? '整数' : digits > 0 ? `小数点后${digits}位` : `${10 ** -digits}的整倍数`;
}
