import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import {
  DRAFT,
  type DraftAnswer,
  type DraftData,
  EVALUATE,
  type EvaluateAnswer,
  type Evaluated,
} from '../data/drafts.ts';
import { goTo, type PageVisit, signInFirst } from '../page.tsx';
import { ask } from '../visit.ts';
import { notFound } from './errors.tsx';

/**
 * A draft that may still be filled in, or the answer to give instead: sign-in, 404, or to the cases when it was
 * submitted (people press Back).
 */
export async function openDraft(visit: PageVisit, id: string): Promise<DraftData | Response> {
  if (!visit.viewer) return signInFirst(visit);
  const { draft, myDrafts } = await ask<DraftAnswer>(visit, DRAFT, { id });
  if (!draft) return notFound(visit);
  // A submitted draft is emptied and leaves the list. Staff fill in drafts of others, which are in no list of theirs.
  const submitted = visit.viewer.claims.kind !== 'staff' && !myDrafts.some((each) => each.id === id);
  return submitted && Object.keys(draft.answers).length === 0 ? goTo('/my') : draft;
}

/** What the rules say of the answers, by the form as it is filled in for the item. */
export async function evaluateDraft(
  visit: PageVisit,
  {
    formVersion: form,
    service,
  }: {
    readonly formVersion: { readonly key: string; readonly version: number };
    readonly service: { readonly key: string; readonly version: number };
  },
  answers: RawAnswers,
): Promise<Evaluated> {
  const applicantKind = visit.viewer?.claims.kind === 'company' ? 'company' : 'person';
  const item = { service: service.key, serviceVersion: service.version };
  const variables = { key: form.key, version: form.version, ...item, answers, applicantKind };
  return (await ask<EvaluateAnswer>(visit, EVALUATE, variables)).evaluateForm;
}
