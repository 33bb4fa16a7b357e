import { defaultCalendar } from '../calendar/calendar.ts';
import { codeList } from '../code-lists/options.ts';
import { rowScope, type Scope } from '../rule/scope.ts';
import { sentenceOf } from '../rule/sentence.ts';
import type { Rule } from '../rule/tree.ts';
import { wordFor } from '../words.ts';
import type { Check, CodeListName, Field, FormDefinition, Group, Item } from './definition.ts';
import { fileKindWord } from './file-kinds.ts';
import { weekdayWords } from './messages.ts';
import { scopeOf } from './scope.ts';
import { itemsOf } from './walk.ts';

/** One difference between two versions of a form, as a sentence. */
export interface FormChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** What changed: a field or group (`group.field` in rows), `page:key`, `check:key`, or empty for the form. */
  readonly key: string;
  readonly text: string;
}

/** A part of a form with what can be said of it: words for each of its properties. */
interface Part {
  readonly key: string;
  readonly name: string;
  /** Property -> value, both as people read them; absent when not set. */
  readonly properties: ReadonlyMap<string, string>;
}

/** The changes from one version to the next as a list of Chinese sentences, parts in the order of the new version. */
export function diffForms(before: FormDefinition, after: FormDefinition): readonly FormChange[] {
  const old = partsOf(before);
  const now = partsOf(after);
  const oldKeys = new Map(old.map((part) => [part.key, part]));
  const newKeys = new Set(now.map(({ key }) => key));
  const removed = old.filter(({ key }) => !newKeys.has(key));
  return [
    ...removed.map(({ key, name }): FormChange => ({ kind: 'removed', key, text: `删除${name}` })),
    ...now.flatMap((part) => {
      const was = oldKeys.get(part.key);
      return was ? changesOf(was, part) : [{ kind: 'added', key: part.key, text: `新增${part.name}` } as const];
    }),
    ...movesOf(old, now),
  ];
}

function changesOf(before: Part, after: Part): readonly FormChange[] {
  const properties = new Set([...before.properties.keys(), ...after.properties.keys()]);
  return [...properties].flatMap((property): readonly FormChange[] => {
    const [was, is] = [before.properties.get(property), after.properties.get(property)];
    if (was === is) return [];
    const what = `${before.name}的${property}`;
    if (was === undefined) return [{ kind: 'changed', key: after.key, text: `${what}设为「${is}」` }];
    if (is === undefined) return [{ kind: 'changed', key: after.key, text: `取消${what}（原为「${was}」）` }];
    return [{ kind: 'changed', key: after.key, text: `${what}由「${was}」改为「${is}」` }];
  });
}

/** Parts that stand in another order among those that both versions have. */
function movesOf(old: readonly Part[], now: readonly Part[]): readonly FormChange[] {
  const kept = new Set(now.map(({ key }) => key));
  const before = old.filter(({ key }) => kept.has(key)).map(({ key }) => key);
  const known = new Set(before);
  const after = now.filter(({ key }) => known.has(key));
  const stay = longestCommon(
    before,
    after.map(({ key }) => key),
  );
  return after
    .filter(({ key }) => !stay.has(key))
    .map(({ key, name }): FormChange => ({ kind: 'moved', key, text: `${name}调整了位置` }));
}

/** The most keys that keep their order: the longest rising run of old places in the new order. */
function longestCommon(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const place = new Map(before.map((key, i) => [key, i]));
  const ends: { at: number; length: number; previous: number }[] = [];
  let best = -1;
  after.forEach((key, i) => {
    const at = place.get(key) ?? -1;
    let previous = -1;
    ends.forEach((end, j) => {
      if (end.at < at && (previous < 0 || end.length > (ends[previous]?.length ?? 0))) previous = j;
    });
    ends.push({ at, length: (ends[previous]?.length ?? 0) + 1, previous });
    if (best < 0 || (ends[i]?.length ?? 0) > (ends[best]?.length ?? 0)) best = i;
  });
  const keep = new Set<string>();
  for (let i = best; i >= 0; i = ends[i]?.previous ?? -1) keep.add(after[i] as string);
  return keep;
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
