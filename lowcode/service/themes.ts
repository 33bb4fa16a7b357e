/**
 * The themes of the national service directory (政务服务事项主题分类). The national list has one part for people and one
 * for organisations, which call three fields by two names; a directory for both shows each field once, so a definition
 * takes the name given here.
 */
export interface Theme {
  /** Set where a theme concerns only one of the two; others may concern both. */
  readonly only?: 'person' | 'company';
}

const person = { only: 'person' } as const;
const company = { only: 'company' } as const;

export const THEMES: Readonly<Record<string, Theme>> = {
  ...{ 生育收养: person, 户籍办理: person, 婚姻登记: person, 入伍服役: person, 优待抚恤: person, 离职退休: person },
  ...{ 死亡殡葬: person, 出境入境: person, 旅游观光: {}, 消费维权: {}, 公共安全: {}, 行政缴费: {} },
  ...{ 设立变更: company, 年检年审: company, 税收财务: company, 招标拍卖: company, 法人注销: company },
  ...{ 破产清算: company, 投资审批: company, 资质认证: company },
  ...{ 准营准办: {}, 职业资格: {}, 就业创业: {}, 教育科研: {}, 规划建设: {}, 住房保障: {}, 社会保障: {}, 证件办理: {} },
  ...{ 交通出行: {}, 司法公证: {}, 知识产权: {}, 环保绿化: {}, 文化体育: {}, 公用事业: {}, 医疗卫生: {}, 民族宗教: {} },
  ...{
    抵押质押: {},
    人力资源: {},
    融资信贷: {},
    商务贸易: {},
    海关口岸: {},
    涉外服务: {},
    农林牧渔: {},
    应对气候变化: {},
  },
  ...{ 水务气象: {}, 科技创新: {}, 质量技术: {}, 检验检疫: {}, 安全生产: {}, 公安消防: {}, 档案文物: {} },
  ...{ 地方特色分类: {}, 其他: {} },
};

/** What the part for organisations calls a field that the part for people names too, and the one name shown. */
const SAME: Readonly<Record<string, string>> = {
  国土和规划建设: '规划建设',
  交通运输: '交通出行',
  文体教育: '文化体育',
};

/** What is wrong with a theme's name, in words; null where the directory knows it. */
export function themeProblem(name: string): string | null {
  if (Object.hasOwn(THEMES, name)) return null;
  const same = Object.hasOwn(SAME, name) ? SAME[name] : undefined;
  if (same) return `“${name}”与“${same}”是同一主题，目录中统一写作“${same}”`;
  return `“${name}”不在国家政务服务事项主题分类中`;
}
