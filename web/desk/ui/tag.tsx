import type { ReactNode } from 'react';
import { wordFor } from '../../../lowcode/words.ts';
import type { CaseState, DefinitionState, LicenceState, TicketState } from '../api/model.ts';

export type Tone = 'plain' | 'primary' | 'success' | 'warn' | 'danger';

export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}

const CASE_TONES: Readonly<Partial<Record<CaseState, Tone>>> = {
  received: 'primary',
  supplementRequested: 'warn',
  accepted: 'primary',
  suspended: 'warn',
  granted: 'success',
  refused: 'danger',
  notAccepted: 'danger',
};
export function CaseStateTag({ state }: { state: CaseState }) {
  return <Tag tone={CASE_TONES[state] ?? 'plain'}>{wordFor('caseState', state)}</Tag>;
}

/** Says that a case was filed on trial, and so counts nowhere. */
export function TrialTag({ trial }: { trial: boolean }) {
  return trial ? <Tag tone="warn">试运行</Tag> : null;
}

const TICKET_TONES: Readonly<Partial<Record<TicketState, Tone>>> = {
  registered: 'primary',
  accepted: 'primary',
  dispatched: 'primary',
  signed: 'primary',
  returned: 'warn',
  replied: 'warn',
  redoing: 'warn',
  rejected: 'danger',
  closed: 'success',
};
export function TicketStateTag({ state }: { state: TicketState }) {
  return <Tag tone={TICKET_TONES[state] ?? 'plain'}>{wordFor('ticketState', state)}</Tag>;
}

export function LicenceStateTag({ state }: { state: LicenceState }) {
  return <Tag tone={state === 'valid' ? 'success' : 'warn'}>{wordFor('licenceState', state)}</Tag>;
}

const DEFINITION_TONES: Readonly<Record<DefinitionState, Tone>> = {
  draft: 'plain',
  published: 'success',
  changed: 'warn',
  withdrawn: 'danger',
};
export function DefinitionStateTag({ state }: { state: DefinitionState }) {
  return <Tag tone={DEFINITION_TONES[state]}>{wordFor('definitionState', state)}</Tag>;
}
