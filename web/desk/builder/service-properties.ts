import { MOST_OPEN_COLUMNS } from '../../../lowcode/service/open-columns.ts';
import { words } from '../../../lowcode/words.ts';
import type { Property } from './properties.ts';

const list = (vocabulary: Readonly<Record<string, { readonly zh: string }>>) =>
  Object.entries(vocabulary).map(([value, word]) => ({ value, label: word.zh }));
const zh = (name: string, label: string, more: Partial<Property> = {}): Property => ({
  name,
  label,
  kind: 'zh',
  ...more,
});
const text = (name: string, label: string, more: Partial<Property> = {}): Property => ({
  name,
  label,
  kind: 'string',
  ...more,
});
const freshKey = (prefix: string) => `${prefix}${Date.now().toString(36).slice(-5)}`;

/** The parts of an implementation item as an editor shows them, with the properties of each. */
export const SERVICE_PARTS: readonly {
  readonly key: string;
  readonly label: string;
  readonly properties: readonly Property[];
}[] = [
  {
    key: 'main',
    label: '基本信息',
    properties: [
      zh('name', '事项名称', { needed: true }),
      { name: 'kind', label: '事项类型', kind: 'select', needed: true, options: list(words.serviceKind) },
      { name: 'unit', label: '实施主体', kind: 'unit', needed: true },
      { name: 'intakeUnit', label: '受理单位', kind: 'unit', hint: '与实施主体不同时才选。' },
      { name: 'jointUnits', label: '联办单位', kind: 'units' },
      { name: 'audience', label: '服务对象', kind: 'multi', needed: true, options: list(words.applicantKind) },
      { name: 'themes', label: '主题', kind: 'strings', needed: true },
      { name: 'keywords', label: '群众会怎么搜', kind: 'strings' },
      text('basicCode', '基本编码', { hint: '12 位。' }),
      text('implementationCode', '实施编码', { hint: '31 或 33 位。' }),
    ],
  },
  {
    key: 'limits',
    label: '办件类型和时限',
    properties: [
      { name: 'mode', label: '办件类型', kind: 'select', needed: true, options: list(words.serviceMode) },
      { name: 'onCommitment', label: '实行告知承诺', kind: 'boolean' },
      { name: 'legalDays', label: '法定时限（工作日）', kind: 'integer', min: 0, max: 365, needed: true },
      zh('legalLimitText', '法定时限的原文', { hint: '法律不以工作日规定时填写，如：三个月。' }),
      { name: 'promisedDays', label: '承诺时限（工作日）', kind: 'integer', min: 0, max: 365, needed: true },
      { name: 'visits', label: '到现场次数', kind: 'integer', min: 0, max: 10, needed: true },
      zh('visitReason', '为什么要到现场'),
      {
        name: 'process',
        label: '办理环节',
        kind: 'list',
        item: '环节',
        each: [
          zh('name', '环节', { needed: true }),
          zh('who', '谁办', { needed: true }),
          { name: 'days', label: '工作日', kind: 'integer', min: 0, max: 365, needed: true },
          zh('result', '结果'),
        ],
        fresh: () => ({ name: { zh: '' }, who: { zh: '' }, days: 0 }),
        needed: true,
      },
    ],
  },
  {
    key: 'basis',
    label: '设定依据',
    properties: [
      {
        name: 'basis',
        label: '依据',
        kind: 'list',
        item: '依据',
        needed: true,
        each: [
          text('law', '法律法规', { needed: true }),
          text('article', '条款', { needed: true }),
          { name: 'text', label: '原文', kind: 'longString' },
        ],
        fresh: () => ({ law: '', article: '' }),
      },
    ],
  },
  {
    key: 'conditions',
    label: '办理条件',
    properties: [
      {
        name: 'conditions',
        label: '条件',
        kind: 'list',
        item: '条件',
        needed: true,
        each: [{ name: '', label: '内容', kind: 'longZh', needed: true }],
        fresh: () => ({ zh: '' }),
      },
    ],
  },
  {
    key: 'questions',
    label: '情形引导',
    properties: [
      {
        name: 'questions',
        label: '引导问题',
        kind: 'list',
        item: '问题',
        hint: '回答决定要交哪些材料：先写问题，再在每份材料里选它适用的回答。',
        each: [
          zh('label', '问题', { needed: true }),
          text('key', '标识', { needed: true, hint: '小写字母开头，只含字母和数字；发布后不要改。' }),
          zh('hint', '提示'),
          {
            name: 'options',
            label: '选项',
            kind: 'list',
            item: '选项',
            needed: true,
            each: [zh('label', '选项', { needed: true })],
            fresh: () => ({ value: freshKey('o'), label: { zh: '' } }),
          },
          { name: 'when', label: '只在前面这样回答时才问', kind: 'situation' },
        ],
        fresh: () => ({ key: freshKey('q'), label: { zh: '' }, options: [] }),
      },
    ],
  },
  {
    key: 'materials',
    label: '申请材料',
    properties: [
      {
        name: 'uploadMaterials',
        label: '网上申请时逐份上传材料（不用在表单里另加附件）',
        kind: 'boolean',
      },
      {
        name: 'materials',
        label: '材料',
        kind: 'list',
        item: '材料',
        needed: true,
        each: [
          zh('name', '材料名称', { needed: true }),
          text('key', '标识', { needed: true, hint: '表单里的附件用它对应这份材料。' }),
          { name: 'necessity', label: '必要性', kind: 'select', needed: true, options: list(words.necessity) },
          zh('whenText', '什么情形下提供'),
          { name: 'situations', label: '适用的情形（情形引导的回答）', kind: 'situations' },
          { name: 'when', label: '提供的条件（按表单的填写）', kind: 'condition', none: '没有设置条件' },
          { name: 'form', label: '形式', kind: 'multi', needed: true, options: list(words.materialForm) },
          { name: 'copies', label: '份数', kind: 'integer', min: 0, max: 20, needed: true },
          { name: 'source', label: '来源', kind: 'select', needed: true, options: list(words.materialSource) },
          zh('issuer', '出具单位'),
          zh('specification', '填写和规格要求'),
          text('basis', '要求它的依据'),
          zh('acceptance', '受理标准'),
        ],
        fresh: () => ({
          key: freshKey('material'),
          name: { zh: '' },
          necessity: 'required',
          form: ['electronic'],
          copies: 1,
          source: 'applicant',
        }),
      },
    ],
  },
  {
    key: 'fees',
    label: '收费',
    properties: [
      {
        name: 'fees',
        label: '收费项目',
        kind: 'list',
        item: '收费',
        needed: true,
        each: [
          zh('name', '名称', { needed: true }),
          zh('standard', '标准', { needed: true }),
          text('basis', '依据', { needed: true }),
          zh('reduction', '减免'),
        ],
        fresh: () => ({ name: { zh: '' }, standard: { zh: '' }, basis: '' }),
      },
    ],
  },
  {
    key: 'place',
    label: '办理地点和电话',
    properties: [
      zh('place', '办理地点', { needed: true }),
      zh('hours', '办公时间', { needed: true }),
      text('consultPhone', '咨询电话', { needed: true }),
      text('complaintPhone', '投诉电话', { needed: true }),
    ],
  },
  {
    key: 'result',
    label: '结果',
    properties: [
      zh('result.name', '结果名称'),
      { name: 'result.licenceType', label: '颁发的证照', kind: 'definition', none: '不颁发证照' },
      {
        name: 'result.validYears',
        label: '有效期（年）',
        kind: 'integer',
        min: 1,
        max: 100,
        none: '长期，或由申请内容决定',
      },
      zh('result.validText', '有效期怎样确定（由申请内容决定时）'),
    ],
  },
  {
    key: 'binding',
    label: '表单和流程',
    properties: [
      { name: 'form', label: '申请用的表单', kind: 'definition', none: '只有指南，不能网上申请' },
      { name: 'flow', label: '办理流程', kind: 'definition' },
      { name: 'onePerPerson', label: '同一申请人同时只能有一件在办', kind: 'boolean' },
      {
        name: 'onlineDepth',
        label: '网上办理深度（1 至 4 级）',
        kind: 'integer',
        min: 1,
        max: 4,
        needed: true,
      },
    ],
  },
  {
    key: 'openData',
    label: '开放数据',
    properties: [
      {
        name: 'openData.published',
        label: '另作一个数据集开放（不勾选也计入“政务服务办件”，只有件数、时限和结果）',
        kind: 'boolean',
      },
      {
        name: 'openData.columns',
        label: '还按哪些内容统计',
        kind: 'multi',
        max: MOST_OPEN_COLUMNS,
        hint: `最多${MOST_OPEN_COLUMNS}项：选项、是否和区划分组，日期按季度分组，数字只公布平均。个人信息和自由填写的内容不能选；不足5件的合并。`,
      },
    ],
  },
  {
    key: 'documents',
    label: '文书和表单套打',
    properties: [{ name: 'documents', label: '文书', kind: 'list', item: '文书' }],
  },
  {
    key: 'faq',
    label: '常见问题',
    properties: [
      {
        name: 'faq',
        label: '问答',
        kind: 'list',
        item: '问答',
        needed: true,
        each: [zh('question', '问', { needed: true }), { name: 'answer', label: '答', kind: 'longZh', needed: true }],
        fresh: () => ({ question: { zh: '' }, answer: { zh: '' } }),
      },
    ],
  },
];

/** The part of an item that a problem's path belongs to. */
export function servicePartOf(path: string): string {
  const first = path.split('.')[0];
  return (
    SERVICE_PARTS.find(({ properties }) => properties.some(({ name }) => name.split('.')[0] === first))?.key ?? 'main'
  );
}
