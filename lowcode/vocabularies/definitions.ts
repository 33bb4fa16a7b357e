import { type Vocabularies, w } from './vocabulary.ts';

/** What departments assemble, and how its versions differ. */
export const definitionsWords = {
  definitionKind: {
    form: w('表单', 'Form'),
    flow: w('流程', 'Flow'),
    service: w('事项', 'Service item'),
    licenceType: w('证照类型', 'Licence type'),
    system: w('内部系统', 'Inner system'),
    register: w('台账', 'Register'),
  },
  definitionState: {
    draft: w('草稿', 'Draft'),
    published: w('已发布', 'Published'),
    changed: w('已发布，有未发布的修改', 'Published, with changes'),
    withdrawn: w('已停用', 'Withdrawn'),
  },
  definitionMove: {
    edit: w('修改', 'Edit'),
    submit: w('送审', 'Submit'),
    publish: w('通过并发布', 'Publish'),
    return: w('退回', 'Return'),
    endPilot: w('转正或者结束试运行', 'End the trial'),
    withdraw: w('停用', 'Withdraw'),
  },
  outcomeChange: {
    invalid: w('原来能提交，现在不能', 'Could be submitted, now not'),
    valid: w('原来不能提交，现在能', 'Could not be submitted, now can'),
    shown: w('多问的问题', 'More is asked'),
    hidden: w('不再问的问题', 'No longer asked'),
    computed: w('算出的值变了', 'Another computed value'),
    fee: w('费用变了', 'Another fee'),
    path: w('办理环节变了', 'Other stages'),
    unit: w('承办单位变了', 'Another unit'),
    limit: w('时限变了', 'Another limit'),
    late: w('会逾期', 'Would be late'),
    audience: w('不再受理', 'No longer taken'),
  },
  migrationOutcome: { moved: w('可以迁移', 'Moved'), refused: w('不能迁移', 'Refused') },
  plannedChange: {
    new: w('新增', 'New'),
    changed: w('修改', 'Changed'),
    drafted: w('已送审', 'In review'),
    same: w('没有变化', 'The same'),
  },
} as const satisfies Vocabularies;
