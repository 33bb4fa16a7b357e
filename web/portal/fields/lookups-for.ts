import type { Field } from '../../../lowcode/form/definition.ts';
import { partsOf } from '../../../lowcode/form/parts.ts';
import { fieldsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import { COUNTRY, divisionSteps } from '../../../lowcode/identifier/division.ts';
import { DIVISIONS, type DivisionsAnswer, type FormVersionData } from '../data/drafts.ts';
import type { PageVisit } from '../page.tsx';
import { ask } from '../visit.ts';
import type { Lookups, PlaceName, UnitName } from './lookups.tsx';

const BELOW = `query Below($parent: ID) { divisions(parent: $parent) { code name } }`;
const PATHS = `query Places($codes: [ID!]!) { divisionPaths(codes: $codes) { code path { name } } }`;
const UNITS = `query FormUnits { units { code level name { zh en } } }`;
const STAFF = `query FormStaff { staffMembers { code name } }`;

interface PathsAnswer {
  readonly divisionPaths: readonly { readonly code: string; readonly path: readonly { readonly name: string }[] }[];
}

/** What can be chosen from beside the form's own options: only what some field of the form asks for. */
export async function lookupsFor(
  visit: PageVisit,
  form: Pick<FormVersionData, 'definition'>,
  answers: RawAnswers,
): Promise<Lookups> {
  const fields = fieldsOf(form.definition).flatMap(({ field }) => [field, ...(partsOf(field) ?? [])]);
  const some = (test: (field: Field) => boolean) => fields.some(test);
  const codes = divisionCodes(answers);
  const country = some(({ kind, area }) => kind === 'division' && area === 'country');
  const [divisions, below, places, units, staff] = await Promise.all([
    some(({ kind, area }) => kind === 'division' && area !== 'country') ? divisionsOf(visit) : [],
    country ? divisionsBelow(visit, codes) : new Map(),
    country && codes.length > 0 ? placesOf(visit, codes) : new Map(),
    some(({ kind }) => kind === 'unit' || kind === 'units')
      ? ask<{ readonly units: readonly UnitName[] }>(visit, UNITS).then((answer) => answer.units)
      : [],
    some(({ kind }) => kind === 'staff') && visit.viewer?.claims.kind === 'staff'
      ? ask<{ readonly staffMembers: readonly PlaceName[] }>(visit, STAFF).then((answer) => answer.staffMembers)
      : [],
  ]);
  return { divisions, below, places, units, staff };
}

/** Towns, and below each its villages. */
async function divisionsOf(visit: PageVisit): Promise<readonly PlaceName[]> {
  const { divisions } = await ask<DivisionsAnswer>(visit, DIVISIONS);
  const lists = await Promise.all(
    divisions.map(async (town) => {
      const answer = await ask<DivisionsAnswer>(visit, BELOW, { parent: town.code });
      return [
        town,
        ...answer.divisions.map((village) => ({ code: village.code, name: `${town.name} ${village.name}` })),
      ];
    }),
  );
  return lists.flat();
}

/** The lists on the way to each code that was chosen. */
async function divisionsBelow(visit: PageVisit, codes: readonly string[]): Promise<Lookups['below']> {
  const parents = [...new Set([COUNTRY, ...codes.flatMap(divisionSteps)])].slice(0, MOST_LISTS);
  const lists = parents.map(async (parent) => {
    const { divisions } = await ask<DivisionsAnswer>(visit, BELOW, { parent });
    return [parent, divisions] as const;
  });
  return new Map(await Promise.all(lists));
}

const MOST_LISTS = 60;

async function placesOf(visit: PageVisit, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { divisionPaths } = await ask<PathsAnswer>(visit, PATHS, { codes: codes.slice(0, 200) });
  return new Map(divisionPaths.map(({ code, path }) => [code, path.map(({ name }) => name).join(' ')]));
}

/** Everything in the answers that looks like a division's code; whatever else does is merely looked up in vain. */
function divisionCodes(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^[0-9]{6}(?:[0-9]{3}){0,2}$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(divisionCodes))];
}
