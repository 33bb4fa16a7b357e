import { type Calendar, defaultCalendar } from '../calendar/calendar.ts';
import { type Problem, problem } from '../problem.ts';
import { checkRule } from '../rule/check.ts';
import { rowScope, type Scope } from '../rule/scope.ts';
import type { Rule } from '../rule/tree.ts';
import type { ValueType } from '../rule/value.ts';
import { DEEPEST_GROUP, MOST_INNER_ROWS, mostRows } from './bounds.ts';
import { checkField } from './check-field.ts';
import { runTests } from './check-tests.ts';
import { compileForm } from './compile.ts';
import { checkCost } from './cost.ts';
import type { Check, Field, FormDefinition, Group, Item } from './definition.ts';
import { saysOnly } from './kinds.ts';
import { checkLists } from './listing.ts';
import { isFieldKey } from './names.ts';
import { nodesOf, orderOf } from './order.ts';
import { scopeOf } from './scope.ts';
import { fieldsOf, itemsOf } from './walk.ts';

/** More questions than anybody answers; larger matters are several forms. */
const MOST_FIELDS = 300;

/**
 * Everything that blocks the publication of a form: names, texts, fields that contradict themselves, rules that do not
 * fit, circles of rules, and stored tests that do not come out as they say (only run when the rest is sound). Codes
 * are documented by their messages; paths lead to the place. Empty when the form can be published.
 */
export function checkForm(form: FormDefinition, calendar: Calendar = defaultCalendar): readonly Problem[] {
  const checker = new FormChecker(form, scopeOf(form, calendar));
  checker.structure();
  checker.rules();
  if (checker.problems.length > 0) return checker.problems;
  const costly = checkCost(form);
  if (costly.length > 0) return costly;
  const found = orderOf(nodesOf(form));
  if ('cycle' in found) {
    const labels = found.cycle.map(({ label }) => `“${label}”`).join('、');
    return [problem('RULE_CYCLE', found.cycle[0]?.path ?? '', `规则互相依赖，无法确定先后：${labels}`)];
  }
  return runTests(compileForm(form, calendar));
}

interface KeyPlace {
  readonly taken: Set<string>;
  readonly groups: Set<string>;
  readonly around: readonly Group[];
}

class FormChecker {
  readonly problems: Problem[] = [];
  private readonly form: FormDefinition;
  private readonly scope: Scope;

  constructor(form: FormDefinition, scope: Scope) {
    this.form = form;
    this.scope = scope;
  }

  private say(code: string, path: string, zh: string): void {
    this.problems.push(problem(code, path, zh));
  }

  structure(): void {
    const { form } = this;
    this.text(form.title.zh, 'title', '表单名称');
    if (form.pages.length === 0) this.say('NO_PAGES', 'pages', '表单没有页面');
    const fields = fieldsOf(form);
    if (!fields.some(({ field }) => !saysOnly(field.kind))) this.say('NO_FIELDS', 'pages', '表单没有可填写的字段');
    if (fields.length > MOST_FIELDS) this.say('TOO_MANY_FIELDS', 'pages', `表单最多${MOST_FIELDS}个字段`);
    this.unique(form.pages, 'pages', '页面');
    form.pages.forEach((page, p) => {
      this.text(page.title.zh, `pages.${p}.title`, '页面标题');
      if (page.sections.every(({ items }) => items.length === 0)) {
        this.say('EMPTY_PAGE', `pages.${p}`, `页面“${page.title.zh}”没有内容`);
      }
      this.unique(page.sections, `pages.${p}.sections`, '分区');
    });
    this.keys();
    for (const { field, path, group } of fields) {
      this.problems.push(...checkField(field, path, group !== null));
    }
    this.fee();
    this.problems.push(...checkLists(form));
  }

  private text(zh: string, path: string, what: string): void {
    if (zh.trim() === '') this.say('NO_TEXT', path, `缺少${what}`);
  }

  private unique(list: readonly { readonly key: string }[], path: string, what: string): void {
    const seen = new Set<string>();
    list.forEach(({ key }, i) => {
      if (!isFieldKey(key))
        this.say('BAD_KEY', `${path}.${i}.key`, `${what}标识“${key}”应以小写字母开头，只含字母和数字`);
      if (seen.has(key)) this.say('DUPLICATE_KEY', `${path}.${i}.key`, `${what}标识“${key}”重复`);
      seen.add(key);
    });
  }

  private keys(): void {
    const groups = new Set<string>();
    this.itemKeys(
      itemsOf(this.form).map(({ item, path }) => [item, path] as const),
      { taken: new Set(), groups, around: [] },
    );
  }

  /** Keys of a form are its own; those of a row are not those of rows around it; those of groups are of all the form. */
  private itemKeys(items: readonly (readonly [Item, string])[], place: KeyPlace): void {
    const { taken, groups, around } = place;
    for (const [item, path] of items) {
      this.text(item.label.zh, `${path}.label`, saysOnly(item.kind) ? '说明文字' : '填写项名称');
      if (!isFieldKey(item.key)) {
        this.say(
          'BAD_KEY',
          `${path}.key`,
          `“${item.label.zh}”的标识“${item.key}”应以小写字母开头，只含字母和数字，最多40个，且不是保留字`,
        );
      }
      if (taken.has(item.key) || (item.kind === 'group' && groups.has(item.key)))
        this.say('DUPLICATE_KEY', `${path}.key`, `“${item.label.zh}”的标识“${item.key}”与别的重复`);
      taken.add(item.key);
      if (item.kind !== 'group') continue;
      groups.add(item.key);
      this.group(item, path, around);
      // What stands beside an inner group is also seen from its rows.
      const outside = around.length > 0 ? taken : new Set<string>();
      const inside = item.fields.map((inner, i) => [inner, `${path}.fields.${i}`] as const);
      if (around.length < DEEPEST_GROUP)
        this.itemKeys(inside, { taken: new Set(outside), groups, around: [...around, item] });
    }
  }

  private group(group: Group, path: string, around: readonly Group[]): void {
    const name = group.label.zh;
    const [outer] = around;
    if (around.length >= DEEPEST_GROUP) {
      this.say('GROUP_TOO_DEEP', path, `重复组“${name}”套得太深：重复组里最多再放一层重复组`);
      return;
    }
    if (group.fields.length === 0) this.say('EMPTY_GROUP', `${path}.fields`, `重复组“${name}”没有填写项`);
    if ((group.minRows ?? 0) > mostRows(group))
      this.say('BAD_BOUNDS', `${path}.minRows`, `重复组“${name}”的最少行数大于最多行数`);
    if (outer && mostRows(outer) * mostRows(group) > MOST_INNER_ROWS) {
      const most = Math.max(1, Math.floor(MOST_INNER_ROWS / mostRows(outer)));
      this.say(
        'TOO_MANY_ROWS',
        `${path}.maxRows`,
        `“${outer.label.zh}”最多${mostRows(outer)}行，每行的“${name}”最多${mostRows(group)}行，合计超过${MOST_INNER_ROWS}行；“${name}”请不超过${most}行，或减少“${outer.label.zh}”的行数`,
      );
    }
  }

  private fee(): void {
    const { feeField } = this.form;
    if (feeField === undefined) return;
    const field = itemsOf(this.form).find(({ item }) => item.key === feeField)?.item;
    if (field?.kind !== 'money' || field.computed === undefined) {
      this.say('BAD_FEE_FIELD', 'feeField', `费用字段“${feeField}”应是自动计算的金额字段`);
    }
  }

  rules(): void {
    const { form, scope } = this;
    form.pages.forEach((page, p) => {
      this.rule(page.visible, scope, `pages.${p}.visible`, `页面“${page.title.zh}”的显示条件`);
      page.sections.forEach((section, s) => {
        const name = section.title?.zh ?? section.key;
        this.rule(section.visible, scope, `pages.${p}.sections.${s}.visible`, `分区“${name}”的显示条件`);
      });
    });
    for (const { item, path } of itemsOf(form)) this.itemRules(item, scope, path);
    this.checks(form.checks, scope, 'checks', new Set(itemsOf(form).map(({ item }) => item.key)));
  }

  private itemRules(item: Item, scope: Scope, path: string): void {
    this.rule(item.visible, scope, `${path}.visible`, `“${item.label.zh}”的显示条件`);
    if (item.kind !== 'group') {
      this.fieldRules(item, scope, path);
      return;
    }
    const group = scope.groups.get(item.key);
    if (!group) return;
    const inside = rowScope(scope, group);
    item.fields.forEach((inner, i) => {
      this.itemRules(inner, inside, `${path}.fields.${i}`);
    });
    this.checks(item.checks, inside, `${path}.checks`, new Set(item.fields.map(({ key }) => key)));
  }

  private fieldRules(field: Field, scope: Scope, path: string): void {
    const name = field.label.zh;
    if (typeof field.required === 'object') this.rule(field.required, scope, `${path}.required`, `“${name}”的必填条件`);
    this.rule(field.computed, scope, `${path}.computed`, `“${name}”的计算规则`, resultTypes(field));
    field.options?.forEach((option, i) => {
      const at = `${path}.options.${i}.visible`;
      this.rule(option.visible, scope, at, `“${name}”的选项“${option.label.zh}”的显示条件`);
    });
  }

  private checks(checks: readonly Check[] | undefined, scope: Scope, path: string, keys: ReadonlySet<string>): void {
    this.unique(checks ?? [], path, '校验');
    checks?.forEach((check, i) => {
      this.rule(check.rule, scope, `${path}.${i}.rule`, `校验“${check.message.zh}”`);
      this.text(check.message.zh, `${path}.${i}.message`, '校验不通过时的提示');
      if (!keys.has(check.at))
        this.say(
          'UNKNOWN_FIELD',
          `${path}.${i}.at`,
          `校验“${check.message.zh}”的提示位置已经不在表单中（原标识“${check.at}”）`,
        );
    });
  }

  /** Each problem says whose rule it is: the place in the definition is for programs. */
  private rule(
    rule: Rule | undefined,
    scope: Scope,
    path: string,
    whose: string,
    types: readonly ValueType[] = ['boolean'],
  ): void {
    if (!rule) return;
    for (const { code, path: at, message } of checkRule(rule, scope, types, path))
      this.say(code, at, `${whose}：${message.zh}`);
  }
}

/** The types a computed value may have to be kept in a field. */
function resultTypes(field: Field): readonly ValueType[] {
  switch (field.kind) {
    case 'number':
    case 'integer':
    case 'money':
      return ['number'];
    case 'boolean':
      return ['boolean'];
    case 'date':
      return ['date'];
    default:
      return ['text', 'choice'];
  }
}
