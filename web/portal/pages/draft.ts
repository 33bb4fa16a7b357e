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
import type { PageVisit } from '../page.tsx';
import { ask } from '../visit.ts';

/** Reads a draft; null when there is none for this person. */
export async function readDraft(visit: PageVisit, id: string): Promise<DraftData | null> {
  return (await ask<DraftAnswer>(visit, DRAFT, { id })).draft;
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
