import { isDeepStrictEqual } from 'node:util';
import type { DefectFact } from '../../events/application/events.ts';
import { saysWhoApplies } from '../../lowcode/form/applicant.ts';
import type { Answers, FormDefinition, Item, Row } from '../../lowcode/form/definition.ts';
import { saysOnly } from '../../lowcode/form/kinds.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';
import type { CheckedAnswers } from './answers.ts';

/**
 * The defects that a supplement leaves as they were. A defect is touched when the field, any row's field, or a field that
 * holds the material has another answer. What no answer can correct (a computed field, a paper handed in, who applies, what
 * a record fixes, what is not asked) is not counted.
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

type Read = (answers: Answers | Row) => unknown;

/** How to read what an item answers to a defect: nothing when the defect does not speak of it. */
function placesAt(item: Item, at: string, name: string = item.key): readonly Read[] {
  if (item.kind !== 'group') {
    const asked = name === at || item.material === at;
    if (!asked || item.computed || item.takenFrom?.fixed || saysOnly(item.kind) || saysWhoApplies(item)) return [];
    return [(answers) => answers[item.key] ?? null];
  }
  if (name === at) return [(answers) => answers[item.key] ?? null];
  return item.fields
    .flatMap((inner) => placesAt(inner, at, `${name}.${inner.key}`))
    .map(
      (read): Read =>
        (answers) =>
          ((answers[item.key] ?? []) as readonly Row[]).map(read),
    );
}
