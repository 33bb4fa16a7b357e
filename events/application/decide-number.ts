import { placeOf, type Today } from './decide-intake.ts';
import type { ApplicationEvent } from './events.ts';
import type { Application } from './fold.ts';

type Numbered = Extract<ApplicationEvent, { type: 'DocumentNumbered' }>;

/** The fact that the document of a decision has its number; a case is decided once, so it has one number. */
export function numberDocument(
  state: Application,
  number: Omit<Numbered['data'], keyof ReturnType<typeof placeOf>>,
  at: Today,
): Numbered {
  return { type: 'DocumentNumbered', v: 1, data: { ...placeOf(state, at), ...number } };
}
