import { REGISTER, type RegisterAnswer } from '../data/look-ups.ts';
import { goTo, type PageVisit } from '../page.tsx';
import type { FormError } from '../parts/form-bits.tsx';
import { ask, Refusal } from '../visit.ts';
import { problemWords } from './errors.tsx';

/**
 * Registers a ticket once and shows its receipt; what the hotline refuses is an error at `path`, with the page to be
 * drawn again.
 */
export async function registerTicket(
  visit: PageVisit,
  input: Readonly<Record<string, unknown>>,
  commandId: string,
  path: string,
): Promise<Response | FormError> {
  try {
    const answer = await ask<RegisterAnswer>(visit, REGISTER, { input, commandId });
    const note = crypto.randomUUID();
    await visit.notes.put('receipt', note, { kind: 'ticket', ...answer.registerTicket });
    return goTo(`/receipts/${note}`);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code.startsWith('INTERNAL')) throw error;
    return { path, message: problemWords(error, visit.t.language) };
  }
}

/** Whether somebody can be called back at it. */
export function isCallable(phone: string): boolean {
  return /^[0-9+ -]{7,20}$/.test(phone);
}
