import { fieldsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import {
  DIVISIONS,
  type DivisionsAnswer,
  DRAFT,
  type DraftAnswer,
  type DraftData,
  EVALUATE,
  type EvaluateAnswer,
  type Evaluated,
} from '../data/drafts.ts';
import type { Lookups, PlaceName, UnitName } from '../fields/lookups.tsx';
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

const VILLAGES = `query Villages($parent: ID) { divisions(parent: $parent) { code name } }`;

const UNITS = `query FormUnits { units { code level name { zh en } } }`;

/** What can be chosen from beside the form's own options: only what some field of the form asks for. */
export async function lookupsFor(visit: PageVisit, form: DraftData['formVersion']): Promise<Lookups> {
  const kinds = new Set(fieldsOf(form.definition).map(({ field }) => field.kind));
  const [divisions, units] = await Promise.all([
    kinds.has('division') ? divisionsOf(visit) : [],
    kinds.has('unit') || kinds.has('units')
      ? ask<{ readonly units: readonly UnitName[] }>(visit, UNITS).then((answer) => answer.units)
      : [],
  ]);
  return { divisions, units };
}

/** Towns, and below each its villages. */
async function divisionsOf(visit: PageVisit): Promise<readonly PlaceName[]> {
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
