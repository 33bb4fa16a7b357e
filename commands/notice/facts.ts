import { dateWords } from '../../lowcode/dates.ts';
import type { NoticeFacts } from '../../lowcode/flow/notice-facts.ts';
import type { Happening } from '../../lowcode/flow/notices-due.ts';
import type { Text } from '../../lowcode/text.ts';
import { type Language, textIn } from '../../lowcode/words.ts';
import type { CommandContext } from '../context.ts';

/** Facts of a case or matter that do not hang on what happened. */
export interface Standing {
  readonly number: string;
  readonly service: Text;
  readonly unit: string;
  readonly applicant: string | null;
  readonly promisedDue: string | null;
  readonly licence: string | null;
  readonly supplementDue: string | null;
}

/** The facts that notices name, in words of a language. */
export async function factsInWords(
  { units, today }: Pick<CommandContext, 'units' | 'today'>,
  happenings: readonly Happening[],
  standing: Standing,
): Promise<(happening: Happening, language: Language) => NoticeFacts> {
  const codes = [standing.unit, ...happenings.flatMap(({ stage }) => stage?.unit ?? [])];
  const names = new Map<string, Text | undefined>();
  for (const code of new Set(codes)) names.set(code, (await units.get(code))?.name);
  return ({ stage, reason }, language) => {
    const text = (of: Text | undefined) => (of ? textIn(of, language) : null);
    const date = (of: string | null | undefined) => (of ? dateWords(of, language) : null);
    return {
      number: standing.number,
      service: text(standing.service),
      unit: text(names.get(standing.unit)),
      applicant: standing.applicant,
      stage: text(stage?.title),
      stageUnit: stage ? text(names.get(stage.unit)) : null,
      due: date(stage?.due),
      promisedDue: date(standing.promisedDue),
      reason: reason ?? null,
      licence: standing.licence,
      supplementDue: date(standing.supplementDue),
      on: date(today),
    };
  };
}
