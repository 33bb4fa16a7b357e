import type { Tone } from './bits.tsx';

/** Colour and mark of a case's state; the word stands beside it always. */
export function caseTone(state: string): Tone {
  if (state === 'granted') return 'success';
  if (state === 'supplementRequested' || state === 'suspended') return 'warn';
  if (state === 'refused' || state === 'notAccepted') return 'danger';
  // No colour: it was the applicant's own wish, and nothing waits any more.
  if (state === 'withdrawn') return 'ended';
  return state === 'accepted' ? 'primary' : 'plain';
}

export function ticketTone(state: string): Tone {
  if (state === 'closed') return 'success';
  if (state === 'rejected') return 'danger';
  if (state === 'redoing' || state === 'returned') return 'warn';
  return state === 'registered' ? 'plain' : 'primary';
}
