import { type Place, toLabels } from '../document/template-text.ts';
import { wordFor } from '../words.ts';
import type { FlowDefinition, Notice, OutcomeNotice } from './definition.ts';
import { noticePlaces } from './notice-facts.ts';
import { stagesOf } from './walk.ts';

/** A notice as a sentence: 到期前1个工作日，告诉“审查”的办理人：“…”. `answers` are the form's fields by the names they are shown by. */
export function noticeWords(
  flow: FlowDefinition,
  notice: Notice | OutcomeNotice,
  answers: readonly Place[] = [],
): string {
  const places = [...noticePlaces(flow, notice.on), { name: 'number', label: '编号' }, ...answers];
  return `${momentWords(notice)}，告诉${whomWords(flow, notice)}：“${toLabels(notice.text.zh, places)}”`;
}

function momentWords(notice: Notice | OutcomeNotice): string {
  if (notice.on !== 'near') return wordFor('noticeMoment', notice.on);
  return `到期前${notice.before ?? 1}天`;
}

function whomWords(flow: FlowDefinition, { to, stage: key }: Notice | OutcomeNotice): string {
  const whom = wordFor('noticeTo', to);
  if (to === 'applicant' || key === undefined) return whom;
  const stage = stagesOf(flow).find((one) => one.stage.key === key)?.stage;
  return `“${stage?.title.zh ?? '（没有这个环节）'}”的${whom}`;
}
