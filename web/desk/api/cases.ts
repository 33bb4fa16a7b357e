import { document } from './ask.ts';
import { chart, due, dueWhy, licenceLine, pageInfo, timeline, unit } from './fragments.ts';
import type { CasePage, CaseQueue, CaseRow, CaseState, Connection, QueueCount } from './model.ts';

const row = `id number state trial channel applicantName submittedOn ${due} ${unit}
  service { key name { zh } } stages { key title { zh } mine }`;

export const CASES = document<
  { cases: Connection<CaseRow> },
  { queue: CaseQueue; state?: CaseState; search?: string; first: number; after?: string }
>(`query Cases($queue: CaseQueue!, $state: CaseState, $search: String, $first: Int!, $after: String) {
  cases(queue: $queue, filter: { state: $state, search: $search }, first: $first, after: $after) {
    edges { cursor node { ${row} } } ${pageInfo}
  }
}`);

export const CASE_COUNTS = document<{ caseCounts: readonly QueueCount[] }>(
  'query CaseCounts { caseCounts { queue count more } }',
);

const page = `id number state trial channel applicantName submittedOn ${unit}
  applicant { name kind maskedIdentifier phone }
  service { key name { zh } kind documents guide { materials { key name { zh } necessity source } } }
  filedBy acceptBy acceptedOn deemedAccepted acceptance { promisedDue legalDue } ${dueWhy} legalDue decidedOn daysUsed onTime fee answers
  formVersion { key version title { zh en } definition }
  attachments { id name type size material url } defects { at label reason } supplementRounds supplementTerm { due expiry }
  stages { key title { zh } ${unit} role kind enteredOn due mine procedures
    waysBack { to label } asksSigners signers { role ${unit} agrees } signsHere }
  ${chart} ${timeline} documentNumbers { document official } reasons remedies licence { ${licenceLine} } rating { stars tags on } actions revision`;

export const CASE = document<{ case: CasePage | null }, { number: string }>(
  `query Case($number: String!) { case(number: $number) { ${page} } }`,
);

interface OnCase {
  id: string;
  expect: number;
  commandId: string;
}
type CaseDone<Name extends string> = { [name in Name]: { id: string } };
/** One of the mutations on a case: its own arguments, then what all have. */
function onCase<Name extends string, Own = Record<never, never>>(name: Name, own = '', pass = '') {
  return document<CaseDone<Name>, OnCase & Own>(
    `mutation Do($id: ID!, $expect: Int, $commandId: ID${own && `, ${own}`}) {
      ${name}(id: $id, expect: $expect, commandId: $commandId${pass && `, ${pass}`}) { id }
    }`,
  );
}

export const ACCEPT_CASE = onCase('acceptCase');
export const REQUEST_SUPPLEMENT = onCase<'requestSupplement', { defects: readonly { at: string; reason: string }[] }>(
  'requestSupplement',
  '$defects: [DefectInput!]!',
  'defects: $defects',
);
export const SUPPLEMENT_CASE = onCase<'supplementCase', { answers: unknown }>(
  'supplementCase',
  '$answers: JSON!',
  'answers: $answers',
);
export const DECLINE_CASE = onCase<'declineCase', { reasons: string; remedies: string }>(
  'declineCase',
  '$reasons: String!, $remedies: String!',
  'reasons: $reasons, remedies: $remedies',
);
export const COMPLETE_STAGE = onCase<
  'completeStage',
  { stage: string; decision: 'pass' | 'refuse'; opinion: string; reasons?: string; remedies?: string }
>(
  'completeStage',
  '$stage: ID!, $decision: StageDecision!, $opinion: String!, $reasons: String, $remedies: String',
  'stage: $stage, decision: $decision, opinion: $opinion, reasons: $reasons, remedies: $remedies',
);
export const SEND_BACK = onCase<'sendBackStage', { stage: string; to: string; reason: string }>(
  'sendBackStage',
  '$stage: ID!, $to: ID!, $reason: String!',
  'stage: $stage, to: $to, reason: $reason',
);
export const ADD_SIGNER = onCase<'addSigner', { stage: string; role: string; unit: string; reason: string }>(
  'addSigner',
  '$stage: ID!, $role: Role!, $unit: ID!, $reason: String!',
  'stage: $stage, role: $role, unit: $unit, reason: $reason',
);
export const SIGN_STAGE = onCase<'signStage', { stage: string; agrees: boolean; opinion: string }>(
  'signStage',
  '$stage: ID!, $agrees: Boolean!, $opinion: String!',
  'stage: $stage, agrees: $agrees, opinion: $opinion',
);
export const STOP_CLOCK = onCase<'stopClock', { procedure: string; reason: string }>(
  'stopClock',
  '$procedure: Procedure!, $reason: String!',
  'procedure: $procedure, reason: $reason',
);
export const RESTART_CLOCK = onCase<'restartClock', { result: string }>(
  'restartClock',
  '$result: String!',
  'result: $result',
);
export const EXTEND_LIMIT = onCase<'extendLimit', { days: number; reason: string }>(
  'extendLimit',
  '$days: Int!, $reason: String!',
  'days: $days, reason: $reason',
);
export const WITHDRAW_CASE = onCase<'withdrawCase', { reason: string }>(
  'withdrawCase',
  '$reason: String!',
  'reason: $reason',
);
export const RATE_CASE = document<
  { rateCase: { stars: number } },
  { id: string; stars: number; tags: readonly string[]; commandId: string }
>(`mutation Rate($id: ID!, $stars: Int!, $tags: [String!]!, $commandId: ID) {
  rateCase(id: $id, stars: $stars, tags: $tags, commandId: $commandId) { stars }
}`);
