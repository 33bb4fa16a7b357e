import type { FieldKind } from '../../../lowcode/form/definition.ts';
import { words } from '../../../lowcode/words.ts';
import type { Part } from './form-outline.ts';

/** Something that can be added to a form. */
export interface Addable {
  readonly id: string;
  readonly part: Exclude<Part, 'form'>;
  readonly kind?: FieldKind;
  readonly label: string;
  /** What it looks like when it is answered, or what it is for. */
  readonly example: string;
  readonly heading: string;
  /** Other words people look for. */
  readonly words: string;
}

type Entry = readonly [kind: string, example: string, words?: string];

/** Kinds by what they are about, each with an answer as an example. A kind that is not here yet is found under 其他. */
const HEADINGS: readonly (readonly [heading: string, kinds: readonly Entry[]])[] = [
  [
    '文字',
    [
      ['text', '如：示例广场改造工程', '单行 输入框'],
      ['longText', '几句话：为什么申请、怎么做', '多行 理由 说明 备注'],
    ],
  ],
  [
    '选择',
    [
      ['choice', '从几项里选一项，如：新办、延续', '单选 下拉'],
      ['choices', '可以选几项，如：水、电、气', '多选 复选'],
      ['boolean', '是 / 否', '有无 是否'],
    ],
  ],
  [
    '数与金额',
    [
      ['number', '如：12.50 米', '小数 面积 长度'],
      ['integer', '如：3 人', '整数 人数 天数'],
      ['money', '如：1,200.00 元', '费用 价格'],
    ],
  ],
  [
    '日期时间',
    [
      ['date', '2026年3月16日', '年月日'],
      ['dateRange', '3月16日 至 3月20日', '起止 期限'],
      ['time', '09:30', '几点'],
    ],
  ],
  [
    '人和单位',
    [
      ['personName', '如：李建国', '姓名'],
      ['identityNumber', '18位，自动验证校验位', '身份证'],
      ['person', '姓名、证件类型和号码一起填', '人员 申请人'],
      ['certificate', '证件类型和号码', '护照 军官证 居住证'],
      ['creditCode', '18位统一社会信用代码', '企业 法人'],
      ['company', '名称和信用代码一起填', '企业 单位 法人'],
      ['unit', '从本县单位里选一个', '部门'],
      ['units', '从本县单位里选几个', '部门'],
      ['staff', '从工作人员里选一个', '经办人'],
      ['bankCard', '自动验证校验位', '账号 银行'],
      ['licencePlate', '如：湘D12345', '车牌'],
      ['licenceReference', '引用已有的电子证照', '许可证 证照'],
      ['propertyUnit', '28位不动产单元号', '房产 土地'],
    ],
  ],
  [
    '联系与地点',
    [
      ['mobilePhone', '11位手机号码', '电话'],
      ['landline', '如：0734-1234567', '固定电话'],
      ['phone', '手机或座机', '座机 电话'],
      ['email', 'name@example.cn', '邮件'],
      ['address', '如：开云镇示例路1号', '住址'],
      ['residence', '户籍地或现住址，逐级选择', '户籍 住址'],
      ['postcode', '6位', '邮编'],
      ['division', '选到乡镇、村', '行政区划 乡镇'],
      ['place', '在地图上的经纬度', '坐标 位置'],
      ['geometry', '在地图上画的线或面', '范围 红线'],
      ['appointment', '选一天里的一个时段', '预约 时段'],
    ],
  ],
  [
    '材料',
    [
      ['file', 'PDF、图片等，可限个数和大小', '附件 上传 证明'],
      ['image', '现场照片', '照片 图片'],
      ['signature', '手写签名', '签字'],
    ],
  ],
  [
    '说明、承诺与其他',
    [
      ['heading', '一段的小标题', '标题'],
      ['note', '只显示，不用填', '说明 提示'],
      ['declaration', '申请人必须勾选', '承诺 声明'],
      ['consent', '看过条款后同意，留下版本', '授权 同意 隐私'],
      ['rating', '一到五星', '评分 满意度'],
      ['hidden', '不显示，由规则带出', '隐藏'],
    ],
  ],
];

const STRUCTURE: readonly Addable[] = [
  ['group', '重复组', '一人一行、一处一行，如：家庭成员', '子表 明细 表格'],
  ['section', '分组', '一页里的一段，有自己的标题', '段落'],
  ['page', '页', '一个主题一页，手机上一页一页填', '步骤'],
].map(([part = '', label = '', example = '', words = '']) => ({
  ...{ id: part, part: part as 'page', label, example, words, heading: '结构' },
}));

const named = new Set(HEADINGS.flatMap(([, kinds]) => kinds.map(([kind]) => kind)));
const kind = (heading: string, [id, example, words = '']: Entry): Addable => ({
  ...{ id, part: 'field', kind: id as FieldKind, heading, example, words, label: labelOf(id) },
});
const labelOf = (id: string): string => words.fieldKind[id as FieldKind]?.zh ?? id;

/** Everything that can be added, under its headings. */
export const PALETTE: readonly Addable[] = [
  ...HEADINGS.flatMap(([heading, kinds]) =>
    kinds.filter(([id]) => id in words.fieldKind).map((each) => kind(heading, each)),
  ),
  ...Object.keys(words.fieldKind)
    .filter((id) => !named.has(id))
    .map((id) => kind('其他', [id, ''])),
  ...STRUCTURE,
];

/** What fits the words somebody typed, the best first; what has one heading stays together. */
export function findIn(palette: readonly Addable[], search: string): readonly Addable[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return palette;
  const rank = ({ label, words, example, heading }: Addable): number => {
    if (label === wanted) return 0;
    const places = [label, words, example, heading].findIndex((text) => text.toLowerCase().includes(wanted));
    return places < 0 ? 9 : places + 1;
  };
  const found = palette.filter((each) => rank(each) < 9);
  const best = new Map<string, number>();
  for (const each of found) best.set(each.heading, Math.min(best.get(each.heading) ?? 9, rank(each)));
  return found.sort((a, b) =>
    a.heading === b.heading ? rank(a) - rank(b) : (best.get(a.heading) ?? 9) - (best.get(b.heading) ?? 9),
  );
}
