import { isDate } from '../calendar/date.ts';
import { type Problem, problem } from '../problem.ts';
import { type GroupSlot, rowScope, type Scope, slotOf } from './scope.ts';
import type { Rule } from './tree.ts';
import { LARGEST, type ValueType } from './value.ts';
import { childrenOf } from './walk.ts';

/** Bounds of one rule, so that no rule is slow to run or impossible to read. */
export const MOST_NODES = 500;
export const DEEPEST = 30;

const DECIMAL = /^-?(?:0|[1-9][0-9]{0,19})(?:\.[0-9]{1,20})?$/;
const TYPE_NAMES: { readonly [T in ValueType]: string } = {
  text: '文字',
  number: '数字',
  boolean: '是否',
  date: '日期',
  choice: '单选',
  choices: '多选',
  presence: '附件或期间',
};

/** Whether a text is a decimal as rules and answers write it: no exponent, no plus sign, no leading zeros. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * Everything wrong with a rule at its place: too large, unknown names, operands of the wrong type, options that do not
 * exist, a result that is not of a type `expected`. Empty when the rule may be compiled.
 */
export function checkRule(rule: Rule, scope: Scope, expected: readonly ValueType[], path: string): readonly Problem[] {
  const size = sizeProblem(rule, path);
  if (size) return [size];
  const checker = new Checker();
  checker.expect(rule, scope, expected, path);
  return checker.problems;
}

function sizeProblem(rule: Rule, path: string): Problem | null {
  let nodes = 0;
  const fits = (node: Rule, depth: number): boolean =>
    depth <= DEEPEST && ++nodes <= MOST_NODES && childrenOf(node).every(([, child]) => fits(child, depth + 1));
  if (fits(rule, 1)) return null;
  return problem('RULE_TOO_LARGE', path, `规则过于复杂：最多${MOST_NODES}个组成部分、${DEEPEST}层`);
}

class Checker {
  readonly problems: Problem[] = [];

  private add(code: string, path: string, zh: string): null {
    this.problems.push(problem(code, path, zh));
    return null;
  }

  /** The type, after saying so when it is none of those expected. Null when unknown, which was said before. */
  expect(rule: Rule, scope: Scope, expected: readonly ValueType[], path: string): ValueType | null {
    const type = this.type(rule, scope, path);
    if (type === null || expected.includes(type)) return type;
    const names = expected.map((one) => TYPE_NAMES[one]).join('或');
    const what = rule.op === 'field' || rule.op === 'row' ? slotOf(rule, scope)?.slot.label : undefined;
    const got = what === undefined ? '得到的' : `“${what}”`;
    return this.add('RULE_TYPE', path, `此处需要${names}，但${got}是${TYPE_NAMES[type]}`);
  }

  private type(rule: Rule, scope: Scope, path: string): ValueType | null {
    const texts: readonly ValueType[] = ['text', 'choice'];
    const all = (expected: readonly ValueType[], inner = scope) => {
      for (const [name, child] of childrenOf(rule)) this.expect(child, inner, expected, `${path}.${name}`);
    };
    switch (rule.op) {
      case 'text':
        return 'text';
      case 'number':
        return isDecimal(rule.value) && LARGEST.gte(rule.value.replace('-', ''))
          ? 'number'
          : this.add('RULE_NUMBER', path, `“${rule.value.slice(0, 40)}”不是规范的数字`);
      case 'boolean':
        return 'boolean';
      case 'date':
        return isDate(rule.value) ? 'date' : this.add('RULE_DATE', path, `“${rule.value.slice(0, 40)}”不是有效日期`);
      case 'field':
      case 'row':
        return this.name(rule, scope, path);
      case 'context':
        return rule.key === 'today' ? 'date' : 'text';
      case 'not':
        all(['boolean']);
        return 'boolean';
      case 'and':
      case 'or':
        this.some(rule.of, path);
        all(['boolean']);
        return 'boolean';
      case 'empty':
      case 'present':
        all(['text', 'number', 'boolean', 'date', 'choice', 'choices', 'presence']);
        return 'boolean';
      case '=':
      case '!=':
        this.alike(rule, scope, path, ['text', 'choice', 'number', 'boolean', 'date']);
        return 'boolean';
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.alike(rule, scope, path, ['number', 'date']);
        return 'boolean';
      case 'in':
        this.some(rule.values, path);
        this.expect(rule.of, scope, ['text', 'choice', 'choices'], `${path}.of`);
        this.options(rule.of, scope, rule.values, path);
        return 'boolean';
      case '+':
      case '*':
        this.some(rule.of, path);
        all(['number']);
        return 'number';
      case 'min':
      case 'max':
        this.some(rule.of, path);
        return this.same(rule.of, scope, ['number', 'date'], `${path}.of.`);
      case '-':
      case '/':
        all(['number']);
        return 'number';
      case 'round':
        if (!Number.isInteger(rule.digits) || rule.digits < -6 || rule.digits > 6) {
          this.add('RULE_NUMBER', `${path}.digits`, '保留小数位数应为-6到6的整数');
        }
        all(['number']);
        return 'number';
      case 'if': {
        this.expect(rule.when, scope, ['boolean'], `${path}.when`);
        const either: readonly ValueType[] = ['text', 'choice', 'number', 'boolean', 'date'];
        const then = this.expect(rule.then, scope, either, `${path}.then`);
        const kind = then === null ? either : texts.includes(then) ? texts : [then];
        const other = this.expect(rule.else, scope, kind, `${path}.else`);
        return then === other ? then : 'text';
      }
      case 'table':
        this.expect(rule.of, scope, texts, `${path}.of`);
        this.options(rule.of, scope, Object.keys(rule.rows), path);
        for (const [value, number] of Object.entries(rule.rows)) {
          if (!isDecimal(number))
            this.add('RULE_NUMBER', `${path}.rows.${value}`, `“${number.slice(0, 40)}”不是规范的数字`);
        }
        if (rule.otherwise !== undefined && !isDecimal(rule.otherwise)) {
          this.add('RULE_NUMBER', `${path}.otherwise`, `“${rule.otherwise.slice(0, 40)}”不是规范的数字`);
        }
        return 'number';
      case 'sum':
      case 'lowest':
      case 'highest':
      case 'count':
      case 'every':
      case 'some':
        return this.rows(rule, scope, path);
      case 'length':
        all(texts);
        return 'number';
      case 'trim':
      case 'upper':
      case 'sex':
      case 'division':
        all(texts);
        return 'text';
      case 'concat':
        this.some(rule.of, path);
        all(['text', 'choice', 'number', 'date']);
        return 'text';
      case 'contains':
      case 'startsWith':
        all(texts);
        return 'boolean';
      case 'valid':
        all(texts);
        return 'boolean';
      case 'birthDate':
        all(texts);
        return 'date';
      case 'addDays':
      case 'addWorkingDays':
      case 'addMonths':
      case 'addYears':
        this.expect(rule.of, scope, ['date'], `${path}.of`);
        this.expect(rule.count, scope, ['number'], `${path}.count`);
        return 'date';
      case 'monthStart':
        all(['date']);
        return 'date';
      case 'daysBetween':
      case 'monthsBetween':
      case 'workingDaysBetween':
      case 'yearsBetween':
        all(['date']);
        return 'number';
      default:
        return this.add('RULE_UNKNOWN_OPERATOR', path, '规则中有不认识的运算');
    }
  }

  private name(rule: Extract<Rule, { op: 'field' | 'row' }>, scope: Scope, path: string): ValueType | null {
    if (rule.op === 'row' && scope.row === null) {
      return this.add('RULE_ROW_OUTSIDE', path, `“${labelInRows(rule.key, scope)}”按行取值，但此处不在重复组内`);
    }
    return (
      slotOf(rule, scope)?.slot.type ??
      this.add('RULE_UNKNOWN_FIELD', path, `规则用到的填写项已经不在表单中（原标识“${rule.key}”）`)
    );
  }

  private rows(rule: Extract<Rule, { group: string }>, scope: Scope, path: string): ValueType | null {
    const group = scope.groups.get(rule.group);
    if (!group) return this.add('RULE_UNKNOWN_GROUP', path, `规则用到的重复组已经不在表单中（原标识“${rule.group}”）`);
    const inside = rowScope(scope, group);
    const nested = childrenOf(rule).some(([, child]) => goesElsewhere(child, group, scope));
    if (nested) return this.add('RULE_NESTED_ROWS', path, `对“${group.label}”的逐行统计中，只能再统计这一行里的重复组`);
    switch (rule.op) {
      case 'sum':
        this.expect(rule.of, inside, ['number'], `${path}.of`);
        return 'number';
      case 'lowest':
      case 'highest':
        return this.expect(rule.of, inside, ['number', 'date'], `${path}.of`);
      case 'count':
        if (rule.where) this.expect(rule.where, inside, ['boolean'], `${path}.where`);
        return 'number';
      default:
        this.expect(rule.where, inside, ['boolean'], `${path}.where`);
        return 'boolean';
    }
  }

  private alike(
    rule: { readonly left: Rule; readonly right: Rule },
    scope: Scope,
    path: string,
    expected: readonly ValueType[],
  ): void {
    const left = this.expect(rule.left, scope, expected, `${path}.left`);
    if (left === null) return;
    this.expect(rule.right, scope, left === 'text' || left === 'choice' ? ['text', 'choice'] : [left], `${path}.right`);
    if (rule.right.op === 'text') this.options(rule.left, scope, [rule.right.value], path);
    if (rule.left.op === 'text') this.options(rule.right, scope, [rule.left.value], path);
  }

  private same(of: readonly Rule[], scope: Scope, expected: readonly ValueType[], path: string): ValueType | null {
    let type: ValueType | null = null;
    of.forEach((part, i) => {
      type = this.expect(part, scope, type === null ? expected : [type], `${path}${i}`) ?? type;
    });
    return type;
  }

  private some(list: readonly unknown[], path: string): void {
    if (list.length === 0) this.add('RULE_EMPTY_LIST', path, '规则缺少内容：至少需要一项');
  }

  /** A rule that compares a choice with a value it cannot have would silently never hold. */
  private options(of: Rule, scope: Scope, values: readonly string[], path: string): void {
    const slot = of.op === 'field' || of.op === 'row' ? slotOf(of, scope)?.slot : undefined;
    if (!slot?.options) return;
    for (const value of values) {
      if (!slot.options.has(value))
        this.add('RULE_UNKNOWN_OPTION', path, `“${value.slice(0, 40)}”不是“${slot.label}”的选项`);
    }
  }
}

/** What a key is called in whatever group has it. */
function labelInRows(key: string, scope: Scope): string {
  for (const { fields } of scope.groups.values()) {
    const slot = fields.get(key);
    if (slot) return slot.label;
  }
  return key;
}

/** Whether a part of what is asked of each row goes through rows that are not within that row. */
function goesElsewhere(rule: Rule, row: GroupSlot, scope: Scope): boolean {
  if ('group' in rule) {
    const group = scope.groups.get(rule.group);
    return group !== undefined && group.parent !== row;
  }
  return childrenOf(rule).some(([, child]) => goesElsewhere(child, row, scope));
}
