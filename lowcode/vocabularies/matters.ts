import { type Vocabularies, w } from './vocabulary.ts';

/** Inner matters of offices, and what people are told of. */
export const mattersWords = {
  matterQueue: { mine: w('本单位的', 'Ours'), handled: w('经办过的', 'Handled') },
  matterState: {
    open: w('在办', 'Open'),
    ended: w('待办结', 'To be closed'),
    done: w('已办结', 'Closed'),
    refused: w('不同意', 'Refused'),
    withdrawn: w('已撤回', 'Withdrawn'),
  },
  matterAction: {
    sign: w('签署', 'Sign'),
    endStage: w('办理本环节', 'Do this stage'),
    close: w('办结', 'Close'),
    sendBack: w('退回', 'Send back'),
    askSigner: w('加签', 'Ask for a signature'),
    chase: w('催办、督办', 'Chase'),
    withdraw: w('撤回', 'Withdraw'),
  },
  chaseKind: { remind: w('催办', 'Reminder'), supervise: w('督办', 'Order'), report: w('通报', 'Notice') },
  matterColumn: {
    $number: w('登记号', 'Register number'),
    $official: w('文号', 'Official number'),
    $unit: w('发起单位', 'Begun by'),
    $begun: w('发起日期', 'Begun on'),
    $stage: w('当前环节', 'Stage'),
    $due: w('到期', 'Due'),
    $state: w('状态', 'State'),
    $closed: w('办结日期', 'Closed on'),
  },
  noticeMoment: {
    entered: w('进入环节时', 'When it is entered'),
    ended: w('办完时', 'When it ends'),
    sentBack: w('退回到这里重办时', 'When it is sent back here'),
    near: w('快到期时', 'When it is nearly due'),
    over: w('超期时', 'When it is overdue'),
    granted: w('准予时', 'When it is granted'),
    refused: w('不予许可或不同意时', 'When it is refused'),
    done: w('办结时', 'When it is done'),
    supplement: w('要求补正时', 'When a supplement is asked for'),
    lapsed: w('逾期未补正时', 'When no supplement came in time'),
  },
  messageKind: { case: w('办件', 'Application'), matter: w('内部事务', 'Inner matter') },
  noticeTo: {
    applicant: w('申请人', 'the applicant'),
    actors: w('办理人', 'who acts'),
    unit: w('单位负责人', 'the head of the unit'),
  },
} as const satisfies Vocabularies;
