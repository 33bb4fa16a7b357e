import type { FormDefinition } from '../form/definition.ts';
import { itemsOf } from '../form/walk.ts';
import { FACT_PLACES, type Place } from './template-text.ts';

/** What can be put into a document's text, each under a name of its own: facts of the case, then the form's answers. */
export function placesFor(form: FormDefinition | null): readonly Place[] {
  const taken = new Set(FACT_PLACES.map(({ label }) => label));
  const answers = (form ? [...itemsOf(form)] : []).flatMap(({ item }) => {
    if (item.kind === 'group' || item.kind === 'note' || item.kind === 'file') return [];
    let label = item.label.zh;
    for (let n = 2; taken.has(label); n++) label = `${item.label.zh}（${n}）`;
    taken.add(label);
    return [{ name: item.key, label }];
  });
  return [...FACT_PLACES, ...answers];
}
