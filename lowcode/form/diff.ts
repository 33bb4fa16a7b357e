import { defaultCalendar } from '../calendar/calendar.ts';
import { codeList } from '../code-lists/options.ts';
import { type Change, diffParts, type Part } from '../definition/diff-parts.ts';
import { rowScope, type Scope } from '../rule/scope.ts';
import { sentenceOf } from '../rule/sentence.ts';
import type { Rule } from '../rule/tree.ts';
import { wordFor } from '../words.ts';
import type { Check, CodeListName, Field, FormDefinition, Group, Item } from './definition.ts';
import { fileKindWord } from './file-kinds.ts';
import { weekdayWords } from './parts.ts';
import { scopeOf } from './scope.ts';
import { takenSentence } from './taken-words.ts';
import { itemsOf } from './walk.ts';

/** One difference between two versions of a form; `key` is a field or group (`group.field` in rows), `page:key`, `check:key`, or empty for the form. */
export type FormChange = Change;

/** The changes from one version to the next as a list of Chinese sentences, parts in the order of the new version. */
export function diffForms(before: FormDefinition, after: FormDefinition): readonly FormChange[] {
  return diffParts(partsOf(before), partsOf(after));
}

function partsOf(form: FormDefinition): readonly Part[] {
  const scope = scopeOf(form, defaultCalendar);
  const items = itemsOf(form);
  const whole = [
    ['名称', form.title.zh],
    ['说明', form.intro?.zh],
    ['费用字段', form.feeField],
  ] as const;
  return [
    { key: '', name: '表单', properties: given(whole) },
    ...form.pages.flatMap((page) => [
      {
        key: `page:${page.key}`,
        name: `页面“${page.title.zh}”`,
        properties: given([
          ['标题', page.title.zh],
          ['显示条件', rule(page.visible, scope)],
        ]),
      },
      ...items
        .filter((placed) => placed.page === page)
        .flatMap(({ item, section }) => {
          return itemParts(item, scope, '', section.title?.zh ?? section.key);
        }),
    ]),
    ...(form.checks ?? []).map((check) => checkPart(check, scope)),
  ];
}

/** A field; or a group with all that is in it, whose keys follow its own. */
function itemParts(item: Item, scope: Scope, prefix: string, section?: string): readonly Part[] {
  if (item.kind !== 'group') return [fieldPart(item, scope, prefix, section)];
  const slot = scope.groups.get(item.key);
  const inside = slot ? rowScope(scope, slot) : scope;
  const below = `${prefix}${item.key}.`;
  return [groupPart(item, scope, prefix, section), ...item.fields.flatMap((inner) => itemParts(inner, inside, below))];
}

function fieldPart(field: Field, scope: Scope, prefix: string, section?: string): Part {
  const { required } = field;
  const properties = given([
    ['名称', field.label.zh],
    ['类型', wordFor('fieldKind', field.kind)],
    ['所在分区', section],
    ['提示', field.hint?.zh],
    ['必填', typeof required === 'object' ? `当${sentenceOf(required, scope)}时` : required ? '是' : undefined],
    ['显示条件', rule(field.visible, scope)],
    ['计算规则', rule(field.computed, scope)],
    ['默认值', field.default],
    ['预填', field.prefill],
    ['从记录预填', field.takenFrom && takenSentence(field.takenFrom)],
    ['个人信息', field.personal === undefined ? undefined : field.personal ? '是' : '否'],
    ['选项', field.options?.map(({ label }) => label.zh).join('、')],
    ['标准代码表', field.codeList && wordFor('codeList', field.codeList)],
    ['大写金额', field.capitals ? '是' : undefined],
    ['可以填长期', field.openEnd ? '是' : undefined],
    ['同意的内容', field.terms && `${field.terms.version}：${field.terms.text.zh}`],
    ['预约时段', field.slots && [...field.slots.times, weekdayWords(field)].filter(Boolean).join('、')],
    ['证件类型', field.certificates?.map((code) => optionLabel('certificate', code)).join('、')],
    ['地区范围', field.area && wordFor('area', field.area)],
    ['至少选到', field.depth && wordFor('divisionLevel', field.depth)],
    ['图形', field.draws && wordFor('draws', field.draws)],
    ['下限', field.min],
    ['上限', field.max],
    ['小数位数', field.digits?.toString()],
    ['单位', field.unit?.zh],
    ['对应材料', field.material],
    ['文件数', field.maxFiles?.toString()],
    ['列表筛选', field.list?.filter ? '可以' : undefined],
    ['列表排序', field.list?.sort ? '可以' : undefined],
    ['文件类型', field.fileKinds?.map(fileKindWord).join('、')],
    ['文件大小', field.maxMegabytes === undefined ? undefined : `${field.maxMegabytes}MB`],
    ['单位层级', field.levels?.map((level) => wordFor('unitLevel', level)).join('、')],
  ]);
  return { key: prefix + field.key, name: `字段“${field.label.zh}”`, properties };
}

function optionLabel(list: CodeListName, code: string): string {
  return codeList(list).find(({ value }) => value === code)?.label.zh ?? code;
}

function groupPart(group: Group, scope: Scope, prefix: string, section?: string): Part {
  const slot = scope.groups.get(group.key);
  const inside = slot ? rowScope(scope, slot) : scope;
  const properties = given([
    ['名称', group.label.zh],
    ['所在分区', section],
    ['提示', group.hint?.zh],
    ['显示条件', rule(group.visible, scope)],
    ['最少行数', group.minRows?.toString()],
    ['最多行数', group.maxRows?.toString()],
    ['逐行校验', group.checks?.map((check) => sentenceOf(check.rule, inside)).join('；')],
  ]);
  return { key: prefix + group.key, name: `重复组“${group.label.zh}”`, properties };
}

function checkPart(check: Check, scope: Scope): Part {
  const properties = given([
    ['规则', sentenceOf(check.rule, scope)],
    ['提示', check.message.zh],
    ['提示位置', check.at],
  ]);
  return { key: `check:${check.key}`, name: `校验“${check.message.zh}”`, properties };
}

function rule(tree: Rule | undefined, scope: Scope): string | undefined {
  return tree && sentenceOf(tree, scope);
}

function given(entries: readonly (readonly [string, string | undefined])[]): ReadonlyMap<string, string> {
  return new Map(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
