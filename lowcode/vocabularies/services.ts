import { type Vocabularies, w } from './vocabulary.ts';

/** What an item is and takes, and the chart of how it is handled. */
export const servicesWords = {
  serviceChangeKind: { added: w('新增', 'New'), revised: w('修订', 'Revised') },
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
  documentOccasion: {
    application: w('申请表（套打）', 'Application form'),
    supplement: w('补正告知书', 'Notice of what is wanting'),
    acceptance: w('受理通知书', 'Notice of acceptance'),
    suspension: w('特别程序告知书', 'Notice of a special procedure'),
    notAccepted: w('不予受理决定书', 'Decision not to accept'),
    granted: w('准予决定书', 'Decision to grant'),
    refused: w('不予决定书', 'Decision to refuse'),
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
  chartEdgeKind: {
    next: w('接着', 'then'),
    jump: w('有时转到', 'sometimes on to'),
    sendBack: w('可以退回', 'may be sent back to'),
  },
} as const satisfies Vocabularies;
