import type { Field, FieldKind } from '../../../lowcode/form/definition.ts';

/** What a new field of a kind begins with, so that it says at once what it needs. */
export function settingsFor(kind: FieldKind): Partial<Field> {
  switch (kind) {
    case 'choice':
    case 'choices':
      return { options: [1, 2].map((n) => ({ value: `option${n}`, label: { zh: `选项${n}` } })) };
    case 'consent':
      return { terms: { version: '1', text: { zh: '' } } };
    case 'appointment':
      return { slots: { times: ['09:00-10:00', '10:00-11:00'], weekdays: [1, 2, 3, 4, 5] } };
    default:
      return {};
  }
}
