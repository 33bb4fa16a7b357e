import { STAGE_ROLES } from '../../../lowcode/flow/roles.ts';
import { MATTER_COLUMNS, MATTER_FILTERS } from '../../../lowcode/system/definition.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { Property } from './properties.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What the form and flow of a system offer for its properties. */
export interface SystemChoices {
  readonly forms: readonly Choice[];
  readonly flows: readonly Choice[];
  /** Fields answered at the beginning. */
  readonly first: readonly Choice[];
  /** Fields answered once for a matter. */
  readonly fields: readonly Choice[];
  /** Stages that each of several units ends, and the fields they answer there. */
  readonly stages: readonly Choice[];
  readonly answered: readonly Choice[];
  /** Official numbers that stages take. */
  readonly numbered: readonly Choice[];
}

const ROLES: readonly Choice[] = STAGE_ROLES.map((value) => ({ value, label: wordFor('role', value) }));
const OWN: readonly Choice[] = MATTER_COLUMNS.map((value) => ({ value, label: wordFor('matterColumn', value) }));
const OWN_FILTERS = OWN.filter(({ value }) => MATTER_FILTERS.includes(value));
const freshKey = (prefix: string) => `${prefix}${Date.now().toString(36).slice(-5)}`;

/** The parts of a system as its editor shows them. */
export function systemParts(choices: SystemChoices): readonly {
  readonly key: string;
  readonly label: string;
  readonly properties: readonly Property[];
}[] {
  const pick = (name: string, label: string, options: readonly Choice[], more: Partial<Property> = {}): Property => ({
    ...{ name, label, kind: 'select', options },
    ...more,
  });
  const several = (
    name: string,
    label: string,
    options: readonly Choice[],
    more: Partial<Property> = {},
  ): Property => ({
    ...{ name, label, kind: 'multi', options },
    ...more,
  });
  const title: Property = { name: 'title', label: '名称', kind: 'zh', needed: true };
  const key: Property = {
    ...{ name: 'key', label: '程序读取时的名称', kind: 'string', needed: true },
    hint: '已经编好，一般不用改。',
  };
  return [
    {
      key: 'main',
      label: '基本信息',
      properties: [
        { name: 'name', label: '系统名称', kind: 'zh', needed: true },
        { name: 'about', label: '办什么事', kind: 'longZh', needed: true },
        { name: 'unit', label: '管理单位', kind: 'unit', needed: true, hint: '管理单位看得到全部事务。' },
        { name: 'sees', label: '还有哪些单位看得到全部事务', kind: 'units' },
      ],
    },
    {
      key: 'binding',
      label: '表单和流程',
      properties: [
        pick('form', '表单', choices.forms, { needed: true, hint: '各页在流程的哪个环节填写，在流程里设置。' }),
        pick('flow', '流程', choices.flows, { needed: true }),
        pick('titleFrom', '用哪一项作标题', choices.first, { needed: true }),
        pick('personFrom', '关于谁：身份证号或信用代码是哪一项', choices.first, { none: '不针对个人或企业' }),
        pick('onlyOne', '这一项相同的，同时只能有一件在办', choices.first, { none: '不限制' }),
      ],
    },
    {
      key: 'who',
      label: '谁发起、谁办结',
      properties: [
        {
          ...{ name: 'begins', label: '谁可以发起', kind: 'list', item: '发起人', needed: true },
          each: [
            pick('role', '角色', ROLES, { needed: true }),
            { name: 'units', label: '哪些单位', kind: 'units', hint: '不选为任何单位。' },
          ],
          fresh: () => ({ role: 'clerk' }),
        },
        pick('closes.role', '只有谁可以办结（销号）', ROLES, { none: '最后一个环节办完即办结' }),
        { name: 'closes.unit', label: '哪个单位的', kind: 'unit', hint: '不选为管理单位。' },
      ],
    },
    {
      key: 'numberings',
      label: '文号',
      properties: [
        {
          ...{ name: 'numberings', label: '文号', kind: 'list', item: '文号' },
          each: [
            title,
            pick('key', '哪个环节编', choices.numbered, { needed: true, hint: '在流程里设置哪个环节办结时编文号。' }),
            {
              ...{ name: 'pattern', label: '格式', kind: 'string', needed: true },
              hint: '如 衡政发〔{year}〕{n}号：{year} 为年份，{n} 为顺序号，{unit} 为单位代号。每个单位每年从 1 编起，不跳号。',
            },
            {
              ...{ name: 'byUnit', label: '单位自己的格式', kind: 'list', item: '单位' },
              each: [
                { name: 'unit', label: '单位', kind: 'unit', needed: true },
                { name: 'pattern', label: '格式', kind: 'string', needed: true },
              ],
              fresh: () => ({ unit: '', pattern: '〔{year}〕{n}号' }),
            },
            { name: 'digits', label: '至少几位数字', kind: 'integer', min: 1, max: 8, none: '不补零' },
          ],
          fresh: () => ({ key: choices.numbered[0]?.value ?? '', title: { zh: '文号' }, pattern: '〔{year}〕{n}号' }),
        },
      ],
    },
    {
      key: 'registers',
      label: '台账',
      properties: [
        {
          ...{ name: 'registers', label: '台账', kind: 'list', item: '台账', needed: true },
          each: [
            title,
            several('columns', '各栏', [...OWN, ...choices.fields], { needed: true }),
            several('filters', '可以按哪些栏筛选', [...OWN_FILTERS, ...choices.fields]),
            pick(
              'sort',
              '先列',
              [
                { value: 'begun', label: '最近发起的' },
                { value: 'due', label: '最早到期的' },
              ],
              { none: '最近发起的' },
            ),
            pick(
              'shows',
              '列哪些',
              [
                { value: 'open', label: '在办的' },
                { value: 'closed', label: '办结的' },
              ],
              { none: '全部' },
            ),
            several('roles', '给谁看', ROLES),
            key,
          ],
          fresh: () => ({ key: freshKey('list'), title: { zh: '' }, columns: ['$number', '$begun', '$stage'] }),
        },
      ],
    },
    {
      key: 'summaries',
      label: '汇总',
      properties: [
        {
          ...{ name: 'summaries', label: '各单位填报的汇总表', kind: 'list', item: '汇总表' },
          each: [
            title,
            pick('stage', '汇总哪个环节', choices.stages, { needed: true, hint: '由多个单位分别办理的环节。' }),
            several('columns', '各栏', choices.answered, { needed: true }),
            several('totals', '哪些栏合计', choices.answered),
            pick('compareBy', '这一项相同的前一件为上期', choices.fields, { none: '不与上期比较' }),
          ],
          fresh: () => ({ stage: choices.stages[0]?.value ?? '', title: { zh: '汇总表' }, columns: [] }),
        },
      ],
    },
  ];
}

/** The part of a system that a problem's path belongs to. */
export function systemPartOf(path: string): string {
  const first = path.split('.')[0] ?? '';
  if (['form', 'flow', 'titleFrom', 'onlyOne', 'personFrom'].includes(first)) return 'binding';
  if (['begins', 'closes'].includes(first)) return 'who';
  return ['numberings', 'registers', 'summaries'].includes(first) ? first : 'main';
}
