import { isDeepStrictEqual } from 'node:util';
import type { DefectFact } from '../../events/application/events.ts';
import { saysWhoApplies } from '../../lowcode/form/applicant.ts';
import type { Answers, FormDefinition, Item, Row } from '../../lowcode/form/definition.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';
import type { CheckedAnswers } from './answers.ts';

/**
 * The defects that a supplement leaves as they were. A defect is touched when the field, any row's field, or a field that
 * holds the material has another answer. What no answer can correct (a computed field, a paper handed in, who applies, what
 * is not asked) is not counted.
 */
export function untouched(
  form: FormDefinition,
  defects: readonly DefectFact[],
  before: Answers,
  { answers: after, visible }: Pick<CheckedAnswers, 'answers' | 'visible'>,
): readonly DefectFact[] {
  const items = itemsOf(form).flatMap(({ item }) => (visible.has(item.key) ? [item] : []));
  return defects.filter(({ at }) => {
    const places = items.flatMap((item) => placesAt(item, at));
    return places.length > 0 && places.every((read) => isDeepStrictEqual(read(before), read(after)));
  });
}

type Read = (answers: Answers) => unknown;

/** How to read what an item answers to a defect: nothing when the defect does not speak of it. */
function placesAt(item: Item, at: string): readonly Read[] {
  const whole: Read = (answers) => answers[item.key] ?? null;
  if (item.kind !== 'group') {
    const asked = item.key === at || item.material === at;
    return asked && !item.computed && item.kind !== 'note' && !saysWhoApplies(item) ? [whole] : [];
  }
  if (item.key === at) return [whole];
  return item.fields
    .filter((field) => !field.computed && (`${item.key}.${field.key}` === at || field.material === at))
    .map(
      ({ key }) =>
        (answers) =>
          ((answers[item.key] ?? []) as readonly Row[]).map((row) => row[key] ?? null),
    );
}
