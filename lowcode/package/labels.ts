import { words } from '../words.ts';

/** Properties of flows, items, licence types and systems as people call them; a test holds the list complete. */
export const PROPERTY_WORDS: { readonly [property: string]: string } = {
  ...{
    title: '名称',
    name: '名称',
    about: '说明',
    key: '标识',
    kind: '类型',
    unit: '单位',
    purpose: '用途',
    role: '办理角色',
  },
  ...{ when: '条件', goTo: '办完后转到', to: '转到', byDivision: '按行政区划分派', field: '依据的字段', units: '单位' },
  ...{ division: '行政区划', unitField: '单位取自字段', eachOf: '逐个办理的单位取自字段', limitDays: '时限（工作日）' },
  ...{
    limit: '时限',
    count: '数量',
    procedures: '特别程序',
    backTo: '可退回到',
    signers: '允许加签',
    pages: '填写的页',
  },
  ...{
    numbering: '编号',
    chases: '催办',
    from: '取自',
    after: '之后',
    notices: '通知',
    on: '时机',
    before: '提前',
    supplement: '补正规则',
    allowed: '可以要求补正',
    by: '谁可以要求',
    times: '次数',
    days: '工作日',
    expiry: '逾期以后',
    remedies: '救济途径',
    text: '内容',
  },
  ...{ branches: '分支', steps: '步骤', stage: '环节' },
  ...{ audience: '服务对象', themes: '主题', mode: '办理方式', legalDays: '法定期限', promisedDays: '承诺期限' },
  ...{ basis: '依据', conditions: '办理条件', materials: '材料', fees: '收费', process: '办理程序', place: '办理地点' },
  ...{
    hours: '办理时间',
    consultPhone: '咨询电话',
    complaintPhone: '投诉电话',
    visits: '到现场次数',
    onlineDepth: '网上办理深度',
  },
  ...{
    faq: '常见问题',
    basicCode: '基本编码',
    implementationCode: '实施编码',
    intakeUnit: '受理单位',
    jointUnits: '联办单位',
  },
  ...{
    keywords: '搜索词',
    onCommitment: '告知承诺',
    legalLimitText: '法定期限说明',
    visitReason: '到现场的原因',
    result: '办理结果',
  },
  ...{
    form: '表单',
    flow: '流程',
    onePerPerson: '每人同时一件',
    demonstration: '示例',
    law: '法律法规',
    article: '条款',
  },
  ...{
    necessity: '必要性',
    copies: '份数',
    source: '来源',
    whenText: '何时需要',
    issuer: '出具单位',
    specification: '规格要求',
  },
  ...{
    acceptance: '受理标准',
    standard: '标准',
    reduction: '减免',
    who: '办理人',
    days: '天数',
    question: '问题',
    answer: '回答',
  },
  ...{
    licenceType: '证照类型',
    validYears: '有效年数',
    validText: '有效期说明',
    sample: '样本',
    documents: '文书模板',
  },
  ...{
    questions: '情形引导的问题',
    options: '选项',
    value: '值',
    hint: '提示',
    situations: '适用情形',
    values: '选项',
  },
  ...{
    uploadMaterials: '网上提交材料',
    openData: '开放数据集',
    published: '开放',
    occasion: '什么时候用',
    blocks: '文书内容',
    align: '位置',
    of: '列出什么',
  },
  ...{
    rows: '各行',
    cells: '各格',
    span: '占几列',
    down: '占几行',
    height: '高度',
    group: '重复组',
    least: '至少几行',
  },
  ...{
    typeCode: '类型代码',
    definer: '定义机构',
    holder: '持有人',
    fields: '票面字段',
    label: '标签',
    personal: '个人信息',
  },
  ...{ validity: '有效期', start: '起始日', end: '截止日', area: '区域' },
  ...{
    begins: '谁可以发起',
    titleFrom: '标题取自',
    registers: '台账',
    numberings: '编号',
    summaries: '汇总',
    sees: '可以查看的单位',
  },
  ...{
    closes: '谁来办结',
    onlyOne: '同时只办一件',
    personFrom: '当事人取自',
    pattern: '编号格式',
    byUnit: '各单位的格式',
    digits: '位数',
  },
  ...{
    columns: '栏目',
    filters: '筛选',
    sort: '排序',
    shows: '显示',
    roles: '角色',
    totals: '合计',
    compareBy: '对比',
  },
};

const MORE: { readonly [value: string]: string } = {
  ...{ work: '办理', service: '办理申请', office: '内部事务', workingDays: '工作日', days: '自然日', hours: '小时' },
  ...{
    remind: '催办',
    supervise: '督办',
    report: '通报',
    entered: '进入环节',
    ended: '办完环节',
    due: '到期',
    begun: '发起时间',
  },
  ...{
    applicant: '申请人',
    actors: '办理人',
    unit: '单位',
    both: '个人和法人',
    open: '在办',
    closed: '办结',
    other: '其他',
  },
};

/** What a value of an enumeration is called; itself where it is no code. */
export function valueWord(value: string | number): string {
  const code = String(value);
  if (typeof value === 'number' || !/^[a-z][A-Za-z]*$/.test(code)) return code;
  if (Object.hasOwn(MORE, code)) return MORE[code] as string;
  for (const name of VOCABULARIES) {
    const vocabulary = words[name] as { readonly [code: string]: { readonly zh: string } };
    const word = Object.hasOwn(vocabulary, code) ? vocabulary[code]?.zh : undefined;
    if (word) return word;
  }
  return '其他';
}

const VOCABULARIES = [
  ...(['role', 'stageKind', 'procedure', 'serviceKind', 'serviceMode', 'applicantKind'] as const),
  ...(['necessity', 'materialForm', 'materialSource', 'documentOccasion'] as const),
] as const;
