import type { ReactNode } from 'react';
import { answerText } from '../../../lowcode/form/answer-text.ts';
import type { Answer, Field } from '../../../lowcode/form/definition.ts';
import { UNITS } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { DIVISIONS } from './DivisionControl.tsx';

/** An answer as people read it, a division by its names; empty for an empty answer. */
export function answerWords(field: Field, answer: Answer): ReactNode {
  if (field.kind === 'division' && typeof answer === 'string' && answer) return <DivisionName code={answer} />;
  if (field.kind === 'unit' && typeof answer === 'string' && answer) return <UnitNames codes={[answer]} />;
  if (field.kind === 'units' && Array.isArray(answer)) return <UnitNames codes={answer as readonly string[]} />;
  return answerText(field, answer);
}

/** Units by name; what is no unit of the region any more stays as it is kept. */
function UnitNames({ codes }: { codes: readonly string[] }) {
  const { data } = useAsk(UNITS);
  const names = new Map(data?.units.map(({ code, name }) => [code, name.zh]));
  return data ? codes.map((code) => names.get(code) ?? code).join('、') : '';
}

/** Town and village by name, of a code of 9 or 12 digits; another region's code stays as it is. */
function DivisionName({ code }: { code: string }) {
  const town = code.slice(0, 9);
  const towns = useAsk(DIVISIONS).data?.divisions;
  const villages = useAsk(code.length > 9 ? DIVISIONS : null, { parent: town }).data?.divisions;
  const name = (list: typeof towns, wanted: string) => list?.find((each) => each.code === wanted)?.name ?? '';
  return [name(towns, town), name(villages, code)].filter(Boolean).join(' ') || (towns ? code : '');
}
