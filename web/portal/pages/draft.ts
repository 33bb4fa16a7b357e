import { fieldsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import {
  DIVISIONS,
  type Division,
  type DivisionsAnswer,
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

export async function evaluateDraft(
  visit: PageVisit,
  form: { readonly key: string; readonly version: number },
  answers: RawAnswers,
): Promise<Evaluated> {
  const applicantKind = visit.viewer?.claims.kind === 'company' ? 'company' : 'person';
  const variables = { key: form.key, version: form.version, answers, applicantKind };
  return (await ask<EvaluateAnswer>(visit, EVALUATE, variables)).evaluateForm;
}

const VILLAGES = `query Villages($parent: ID) { divisions(parent: $parent) { code name } }`;

/** Divisions to choose from, when a form asks for one: towns, and below each its villages. */
export async function divisionsFor(visit: PageVisit, form: DraftData['formVersion']): Promise<readonly Division[]> {
  if (!fieldsOf(form.definition).some(({ field }) => field.kind === 'division')) return [];
  const { divisions } = await ask<DivisionsAnswer>(visit, DIVISIONS);
  const below = await Promise.all(
    divisions.map(async (town) => {
      const answer = await ask<DivisionsAnswer>(visit, VILLAGES, { parent: town.code });
      return [
        town,
        ...answer.divisions.map((village) => ({ code: village.code, name: `${town.name} ${village.name}` })),
      ];
    }),
  );
  return below.flat();
}
