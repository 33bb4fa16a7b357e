import type { ReactNode } from 'react';
import { answerText, type Names } from '../../../lowcode/form/answer-text.ts';
import type { Answer, Field } from '../../../lowcode/form/definition.ts';
import { document } from '../api/ask.ts';
import { UNITS } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { DIVISIONS } from './DivisionControl.tsx';

export const STAFF = document<
  { readonly staffMembers: readonly { readonly code: string; readonly name: string }[] },
  Record<string, never>
>('query StaffMembers { staffMembers { code name } }');

const PLACES = document<
  { readonly divisionPaths: readonly { readonly path: readonly { readonly code: string; readonly name: string }[] }[] },
  { codes: readonly string[] }
>('query Places($codes: [ID!]!) { divisionPaths(codes: $codes) { path { code name } } }');

/** An answer as people read it, with the names of what it keeps by code; empty for an empty answer. */
export function answerWords(field: Field, answer: Answer): ReactNode {
  if (answer === null || answer === '') return '';
  const { kind } = field;
  if (kind === 'unit' || kind === 'units') return <WithUnits field={field} answer={answer} />;
  if (kind === 'staff') return <WithStaff field={field} answer={answer} />;
  if (kind === 'division' && typeof answer === 'string' && field.area !== 'country') return <InRegion code={answer} />;
  const place =
    kind === 'division' ? answer : kind === 'residence' ? (answer as { division?: unknown }).division : null;
  if (typeof place === 'string') return <WithPlace field={field} answer={answer} code={place} />;
  return answerText(field, answer);
}

interface Named {
  readonly field: Field;
  readonly answer: Answer;
}

const nameOf = (list: readonly { code: string; name: string }[] | undefined) => (code: string) =>
  list?.find((each) => each.code === code)?.name;

/** What is no unit of the region any more stays as it is kept. */
function WithUnits({ field, answer }: Named) {
  const { data } = useAsk(UNITS);
  const unit = nameOf(data?.units.map(({ code, name }) => ({ code, name: name.zh })));
  return data ? answerText(field, answer, false, { names: { unit } }) : '';
}

function WithStaff({ field, answer }: Named) {
  const { data } = useAsk(STAFF);
  return data ? answerText(field, answer, false, { names: { staff: nameOf(data.staffMembers) } }) : '';
}

/** A place of the country by its whole name. */
function WithPlace({ field, answer, code }: Named & { code: string }) {
  const { data } = useAsk(PLACES, { codes: [code] });
  const path = data?.divisionPaths[0]?.path.map(({ name }) => name).join('');
  const names: Names = { division: () => path || undefined };
  return data ? answerText(field, answer, false, { names }) : '';
}

/** Town and village by name, of a code of 9 or 12 digits; another region's code stays as it is. */
function InRegion({ code }: { code: string }) {
  const town = code.slice(0, 9);
  const towns = useAsk(DIVISIONS).data?.divisions;
  const villages = useAsk(code.length > 9 ? DIVISIONS : null, { parent: town }).data?.divisions;
  return [nameOf(towns)(town), nameOf(villages)(code)].filter(Boolean).join(' ') || (towns ? code : '');
}
