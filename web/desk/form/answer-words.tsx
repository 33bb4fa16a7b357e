import type { ReactNode } from 'react';
import { answerText } from '../../../lowcode/form/answer-text.ts';
import type { Answer, Field } from '../../../lowcode/form/definition.ts';
import { useAsk } from '../api/use-ask.ts';
import { DIVISIONS } from './DivisionControl.tsx';

/** An answer as people read it, a division by its names; empty for an empty answer. */
export function answerWords(field: Field, answer: Answer): ReactNode {
  if (field.kind === 'division' && typeof answer === 'string' && answer) return <DivisionName code={answer} />;
  return answerText(field, answer);
}

/** Town and village by name, of a code of 9 or 12 digits; another region's code stays as it is. */
function DivisionName({ code }: { code: string }) {
  const town = code.slice(0, 9);
  const towns = useAsk(DIVISIONS).data?.divisions;
  const villages = useAsk(code.length > 9 ? DIVISIONS : null, { parent: town }).data?.divisions;
  const name = (list: typeof towns, wanted: string) => list?.find((each) => each.code === wanted)?.name ?? '';
  return [name(towns, town), name(villages, code)].filter(Boolean).join(' ') || (towns ? code : '');
}
