import { type FormDefinition, isPersonal } from '../form/definition.ts';
import { type Problem, problem } from '../problem.ts';
import type { FlowDefinition, Notice, OutcomeNotice, Stage } from './definition.ts';
import { hasNoticeFact, isNoticeFact, isOutcome } from './notice-facts.ts';
import { fieldsByKey } from './notice-text.ts';
import { stagesOf } from './walk.ts';

/** Words of a notice that stand for something: `{key}`. */
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** What a field may be called by at all. */
const FIELD_KEY = /^[A-Za-z][A-Za-z0-9]{0,60}$/;

/** What is wrong with the notices of a flow: no words, places that stand for nothing, nobody to tell, moments that never come. */
export function noticeProblems(flow: FlowDefinition, form: FormDefinition | undefined): readonly Problem[] {
  const ofStages = stagesOf(flow).flatMap(({ stage, path }) =>
    (stage.notices ?? []).flatMap((notice, i) => problemsOf(flow, stage, notice, `${path}.notices.${i}`, form)),
  );
  const ofOutcome = (flow.notices ?? []).flatMap((notice, i) => problemsOf(flow, null, notice, `notices.${i}`, form));
  return [...ofStages, ...ofOutcome];
}

function problemsOf(
  flow: FlowDefinition,
  stage: Stage | null,
  notice: Notice | OutcomeNotice,
  path: string,
  form: FormDefinition | undefined,
): readonly Problem[] {
  const name = stage ? `环节“${stage.title.zh}”的通知` : '办理结果的通知';
  return [
    ...textProblems(flow, notice, path, name, form),
    ...whomProblems(flow, stage, notice, path, name),
    ...momentProblems(flow, stage, notice, path, name),
  ];
}

function textProblems(
  flow: FlowDefinition,
  { on, text }: Notice | OutcomeNotice,
  path: string,
  name: string,
  form: FormDefinition | undefined,
): readonly Problem[] {
  const at = `${path}.text`;
  if (text.zh.trim() === '') return [problem('NO_TITLE', at, `${name}没有内容`)];
  const placed = [text.zh, text.en ?? ''].flatMap((words) => [...words.matchAll(PLACEHOLDER)]);
  return [...new Set(placed.map(([, key = '']) => key))].flatMap((key) => {
    const wrong = faultOf(flow, on, key, form);
    return wrong ? [problem('UNKNOWN_FIELD', at, `${name}中“{${key.slice(0, 40)}}”${wrong}`)] : [];
  });
}

function faultOf(
  flow: FlowDefinition,
  on: (Notice | OutcomeNotice)['on'],
  key: string,
  form: FormDefinition | undefined,
): string | null {
  if (key.startsWith('@')) {
    const fact = key.slice(1);
    if (!isNoticeFact(fact)) return '不是可以写进通知的内容';
    return hasNoticeFact(flow, on, fact) ? null : '在这个时候还没有，不能写进这条通知';
  }
  if (key === 'number') return null;
  if (!form) return FIELD_KEY.test(key) ? null : '不是表单中的字段';
  const field = fieldsByKey(form).get(key);
  if (!field) return '不是表单中的字段';
  return isPersonal(field) ? '是个人信息，不能写进通知' : null;
}

function whomProblems(
  flow: FlowDefinition,
  stage: Stage | null,
  { to, stage: of }: Notice | OutcomeNotice,
  path: string,
  name: string,
): readonly Problem[] {
  if (to === 'applicant' && flow.purpose === 'office') {
    return [problem('WRONG_PURPOSE', `${path}.to`, `${name}要告诉申请人，内部流程没有申请人`)];
  }
  if (of !== undefined && !stagesOf(flow).some((one) => one.stage.key === of)) {
    return [problem('NOTICE_TO_NOBODY', `${path}.stage`, `${name}要告诉的环节“${of.slice(0, 40)}”不存在`)];
  }
  if (to === 'actors' && stage === null && of === undefined) {
    return [problem('NOTICE_TO_NOBODY', `${path}.to`, `${name}没有说告诉哪个环节的办理人`)];
  }
  return [];
}

function momentProblems(
  flow: FlowDefinition,
  stage: Stage | null,
  notice: Notice | OutcomeNotice,
  path: string,
  name: string,
): readonly Problem[] {
  const { on } = notice;
  const say = (zh: string) => [problem('NOTICE_NEVER', `${path}.on`, `${name}永远不会发出：${zh}`)];
  if (isOutcome(on)) {
    const never = flow.purpose === 'office' ? on !== 'done' && on !== 'refused' : on === 'done';
    if (never) return say('这类流程没有这样的结果');
    if (on === 'supplement' && flow.supplement?.allowed === false) return say('这个流程不许要求补正');
    const lapses = (flow.supplement?.expiry ?? 'waits') !== 'waits';
    return on === 'lapsed' && !lapses ? say('补正没有期限，或者过期仍然等待') : [];
  }
  if (!stage) return [];
  if (on === 'sentBack' && !stagesOf(flow).some((one) => one.stage.backTo?.includes(stage.key))) {
    return say('没有环节可以退回到这里');
  }
  if (on !== 'near' && on !== 'over') return [];
  if (stage.limitDays === undefined && stage.limit === undefined) return say('这个环节没有时限');
  if (on === 'over') return [];
  if (stage.limit?.unit === 'hours') return say('按小时计的时限没有“到期前几天”，请用催办');
  const days = stage.limitDays ?? stage.limit?.count;
  const before = (notice as Notice).before ?? 1;
  return typeof days === 'number' && days < before ? say(`时限只有${days}天，到不了到期前${before}天`) : [];
}
