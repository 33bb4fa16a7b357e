import type { Text } from './text.ts';

/** Words for one enumeration: what people read in place of its codes. */
export type Vocabulary = { readonly [code: string]: Text };

/** A word in Chinese and English. */
function w(zh: string, en: string): Text {
  return { zh, en };
}

/**
 * Words for every enumeration of `graphql/schema.graphql` (a test holds the two together) and for the kinds of form
 * fields. Terms follow the licensing law (行政许可法), GB/T 33358 for the hotline, and the item tables of the exchange
 * platform. The names are the schema's enumeration names with a small first letter.
 */
export const words = {
  viewerKind: { person: w('个人', 'Person'), company: w('法人', 'Organisation'), staff: w('工作人员', 'Staff') },
  role: {
    citizen: w('个人', 'Citizen'),
    company: w('法人', 'Company'),
    agent: w('代办员', 'Agent'),
    window: w('窗口人员', 'Front desk'),
    clerk: w('经办人', 'Case officer'),
    approver: w('审核人', 'Approver'),
    head: w('签批人', 'Signatory'),
    village: w('村（社区）代办点', 'Village station'),
    designer: w('事项配置员', 'Designer'),
    operator: w('热线话务员', 'Hotline operator'),
    handler: w('工单承办人', 'Ticket handler'),
    editor: w('信息编辑', 'Editor'),
    officer: w('数据专员', 'Data officer'),
    supervisor: w('监察员', 'Supervisor'),
    evaluator: w('评估员', 'Evaluator'),
    admin: w('系统管理员', 'Administrator'),
  },
  unitLevel: {
    city: w('市级', 'City'),
    county: w('县级', 'County'),
    town: w('乡镇（街道）', 'Town'),
    village: w('村（社区）', 'Village'),
  },
  serviceKind: {
    permit: w('行政许可', 'Permit'),
    penalty: w('行政处罚', 'Penalty'),
    coercion: w('行政强制', 'Enforcement'),
    levy: w('行政征收', 'Levy'),
    benefit: w('行政给付', 'Benefit'),
    inspection: w('行政检查', 'Inspection'),
    confirmation: w('行政确认', 'Confirmation'),
    reward: w('行政奖励', 'Reward'),
    adjudication: w('行政裁决', 'Adjudication'),
    other: w('其他行政权力', 'Other power'),
    publicService: w('公共服务', 'Public service'),
  },
  applicantKind: { person: w('个人', 'Person'), company: w('法人', 'Organisation') },
  serviceMode: {
    immediate: w('即办件', 'Done at once'),
    promised: w('承诺件', 'Within a promised time'),
    joint: w('联办件', 'Several departments'),
    reported: w('上报件', 'Decided at a higher level'),
  },
  necessity: {
    required: w('必要', 'Required'),
    optional: w('非必要', 'Optional'),
    conditional: w('符合情形时提供', 'When it applies'),
  },
  materialForm: { original: w('原件', 'Original'), copy: w('复印件', 'Copy'), electronic: w('电子件', 'Electronic') },
  materialSource: {
    applicant: w('申请人自备', 'You prepare it'),
    government: w('政府部门核发', 'Issued by government'),
    other: w('其他机构出具', 'From another body'),
  },
  chartNodeKind: {
    start: w('开始', 'Start'),
    stage: w('环节', 'Step'),
    fork: w('分办', 'Fork'),
    join: w('汇合', 'Join'),
    end: w('结束', 'End'),
  },
  chartNodeStatus: {
    waiting: w('未开始', 'Not started'),
    open: w('进行中', 'In progress'),
    passed: w('已完成', 'Done'),
    refused: w('未通过', 'Not passed'),
    skipped: w('不需要', 'Not needed'),
  },
  channel: {
    web: w('网上', 'Online'),
    window: w('窗口', 'Counter'),
    agent: w('代办', 'Through an agent'),
    import: w('系统导入', 'Imported'),
  },
  caseState: {
    received: w('已收件，待受理', 'Received, not yet accepted'),
    supplementRequested: w('待补正', 'Waiting for your supplement'),
    accepted: w('办理中', 'In progress'),
    suspended: w('计时中止（特别程序）', 'Clock stopped (special procedure)'),
    granted: w('准予', 'Granted'),
    refused: w('不予许可', 'Refused'),
    notAccepted: w('不予受理', 'Not accepted'),
    withdrawn: w('已撤回', 'Withdrawn'),
  },
  dueLevel: {
    normal: w('正常', 'On time'),
    soon: w('即将到期', 'Due soon'),
    overdue: w('已超期', 'Overdue'),
    stopped: w('计时中止', 'Clock stopped'),
    unknown: w('待定', 'Not known yet'),
    done: w('已办结', 'Done'),
  },
  caseQueue: {
    todo: w('待我办理', 'To do'),
    open: w('在办', 'Open'),
    all: w('全部', 'All'),
    closed: w('已办结', 'Closed'),
    overdue: w('已超期', 'Overdue'),
  },
  stageKind: { review: w('审核', 'Review'), decide: w('决定', 'Decision') },
  stageDecision: { pass: w('通过', 'Pass'), refuse: w('不通过', 'Refuse') },
  procedure: {
    hearing: w('听证', 'Hearing'),
    tender: w('招标', 'Tender'),
    auction: w('拍卖', 'Auction'),
    inspection: w('检验', 'Inspection'),
    testing: w('检测', 'Testing'),
    quarantine: w('检疫', 'Quarantine'),
    appraisal: w('鉴定', 'Appraisal'),
    expertReview: w('专家评审', 'Expert review'),
  },
  caseAction: {
    accept: w('受理', 'Accept'),
    requestSupplement: w('一次性告知补正', 'Ask for a supplement'),
    declineAcceptance: w('不予受理', 'Do not accept'),
    supplement: w('提交补正材料', 'Send the supplement'),
    completeStage: w('办理本环节', 'Complete the step'),
    stopClock: w('启动特别程序', 'Stop the clock'),
    restartClock: w('结束特别程序', 'Restart the clock'),
    extendLimit: w('延长期限', 'Extend the limit'),
    withdraw: w('撤回申请', 'Withdraw'),
    rate: w('评价', 'Rate'),
  },
  licenceState: {
    valid: w('有效', 'Valid'),
    withheld: w('暂扣', 'Withheld'),
    annulled: w('撤销', 'Annulled'),
    cancelled: w('注销', 'Cancelled'),
    expired: w('失效', 'Expired'),
    transferred: w('转出', 'Transferred'),
    revoked: w('吊销', 'Revoked'),
    other: w('其他', 'Other'),
  },
  verificationResult: {
    valid: w('有效', 'Valid'),
    notValid: w('非有效状态', 'Not valid'),
    notFound: w('未查到', 'Not found'),
    malformed: w('格式不对', 'Not an identifier'),
    wrongCheckCharacter: w('校验位不对', 'Wrong check character'),
  },
  ticketState: {
    registered: w('已登记，待受理', 'Registered'),
    rejected: w('不予受理', 'Not accepted'),
    accepted: w('已受理，待派单', 'Accepted'),
    dispatched: w('已派单，待签收', 'Sent to a unit'),
    signed: w('办理中', 'In progress'),
    returned: w('已退回，待重派', 'Returned'),
    replied: w('已回复，待审核', 'Answered, under review'),
    reviewed: w('已审核，待回访', 'Reviewed, call-back due'),
    redoing: w('重办中', 'Being redone'),
    closed: w('已办结', 'Closed'),
  },
  ticketKind: {
    consultation: w('咨询', 'Question'),
    help: w('求助', 'Request for help'),
    complaint: w('投诉', 'Complaint'),
    report: w('举报', 'Report of an offence'),
    suggestion: w('建议', 'Suggestion'),
    praise: w('表扬', 'Praise'),
    siteError: w('我为政府网站找错', 'Website error'),
  },
  ticketChannel: {
    phone: w('电话', 'Phone'),
    web: w('网站', 'Website'),
    sms: w('短信', 'Text message'),
    mailbox: w('信箱', 'Mailbox'),
    app: w('手机应用', 'App'),
    miniProgram: w('小程序', 'Mini program'),
    officialAccount: w('公众号', 'Official account'),
  },
  ticketQueue: {
    todo: w('待我办理', 'To do'),
    open: w('在办', 'Open'),
    all: w('全部', 'All'),
    closed: w('已办结', 'Closed'),
    overdue: w('已超期', 'Overdue'),
  },
  ticketAction: {
    accept: w('受理', 'Accept'),
    reject: w('不予受理', 'Do not accept'),
    answerOnSpot: w('当场答复', 'Answer on the spot'),
    dispatch: w('派单', 'Dispatch'),
    sign: w('签收', 'Sign for'),
    returnBack: w('退回', 'Return'),
    reply: w('回复', 'Reply'),
    review: w('审核回复', 'Review the reply'),
    callBack: w('回访', 'Call back'),
    close: w('办结', 'Close'),
    redo: w('重办', 'Redo'),
  },
  definitionKind: {
    form: w('表单', 'Form'),
    flow: w('流程', 'Flow'),
    service: w('事项', 'Service item'),
    licenceType: w('证照类型', 'Licence type'),
  },
  definitionState: {
    draft: w('草稿', 'Draft'),
    published: w('已发布', 'Published'),
    changed: w('已发布，有未发布的修改', 'Published, with changes'),
    withdrawn: w('已停用', 'Withdrawn'),
  },
  problemLevel: { error: w('必须改正', 'Error'), warning: w('建议改进', 'Warning') },
  caseOutcome: {
    granted: w('准予', 'Granted'),
    refused: w('不予许可', 'Refused'),
    notAccepted: w('不予受理', 'Not accepted'),
    withdrawn: w('已撤回', 'Withdrawn'),
    open: w('在办', 'Open'),
  },
  openCaseDimension: {
    service: w('事项', 'Service'),
    unit: w('部门', 'Department'),
    channel: w('申请渠道', 'Channel'),
    outcome: w('办理结果', 'Outcome'),
    month: w('月份', 'Month'),
    onTime: w('是否按时', 'On time'),
  },
  openTicketDimension: {
    kind: w('类型', 'Kind'),
    category: w('分类', 'Category'),
    town: w('乡镇', 'Town'),
    month: w('月份', 'Month'),
    onTime: w('是否按时', 'On time'),
    satisfied: w('是否满意', 'Satisfied'),
  },
  measure: {
    decided: w('办结件', 'Decided'),
    onTime: w('按时办结', 'On time'),
    late: w('逾期办结', 'Late'),
    daysSaved: w('节省工作日', 'Days saved'),
    rated: w('评价', 'Ratings'),
    ticketsClosed: w('工单办结', 'Tickets closed'),
    ticketsOnTime: w('工单按时', 'Tickets on time'),
    ticketsSatisfied: w('工单满意', 'Tickets satisfied'),
  },
  fieldKind: {
    text: w('单行文字', 'Text'),
    longText: w('多行文字', 'Long text'),
    number: w('数值', 'Number'),
    integer: w('整数', 'Whole number'),
    money: w('金额', 'Amount'),
    boolean: w('是否', 'Yes or no'),
    choice: w('单选', 'Single choice'),
    choices: w('多选', 'Multiple choice'),
    date: w('日期', 'Date'),
    dateRange: w('起止日期', 'Date range'),
    time: w('时间', 'Time'),
    personName: w('姓名', 'Name'),
    identityNumber: w('身份证号码', 'Identity number'),
    creditCode: w('统一社会信用代码', 'Unified social credit code'),
    mobilePhone: w('手机号码', 'Mobile phone'),
    phone: w('联系电话', 'Phone'),
    email: w('电子邮箱', 'Email'),
    postcode: w('邮政编码', 'Postcode'),
    address: w('地址', 'Address'),
    division: w('行政区划', 'Division'),
    bankCard: w('银行卡号', 'Bank card'),
    licencePlate: w('车牌号', 'Licence plate'),
    place: w('地图位置', 'Place'),
    file: w('附件', 'File'),
    declaration: w('声明承诺', 'Declaration'),
    note: w('说明文字', 'Note'),
  },
} as const satisfies { readonly [name: string]: Vocabulary };

export type VocabularyName = keyof typeof words;
export type Language = 'zh' | 'en';

/**
 * The word for a code. A code that no vocabulary knows (a program newer than this page) reads 其他 or Other: people
 * never see codes.
 */
export function wordFor(name: VocabularyName, code: string | null | undefined, language: Language = 'zh'): string {
  const vocabulary: Vocabulary = words[name];
  const text = code != null && Object.hasOwn(vocabulary, code) ? vocabulary[code] : undefined;
  if (!text) return language === 'en' ? 'Other' : '其他';
  return textIn(text, language);
}

/** A text in the reader's language: English only where somebody wrote it. */
export function textIn(text: Text | { zh: string; en?: string | null }, language: Language = 'zh'): string {
  return language === 'en' ? text.en || text.zh : text.zh;
}

/** 星级 of the national rating scheme (好差评): 5 非常满意 ... 1 非常不满意. */
export const starWords: readonly Text[] = [
  w('非常不满意', 'Very dissatisfied'),
  w('不满意', 'Dissatisfied'),
  w('基本满意', 'Fairly satisfied'),
  w('满意', 'Satisfied'),
  w('非常满意', 'Very satisfied'),
];
