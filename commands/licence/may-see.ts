import type { Licence } from '../../events/licence/fold.ts';
import { may } from '../access.ts';
import type { Actor } from '../actor.ts';

/** Whether the actor may see the licence: its holder, or staff of the units that issue it. */
export function maySeeLicence(state: Licence, actor: Actor): boolean {
  return actor.subject === state.issued.subject || may(actor, 'licence.read', state.issued.issuerPath);
}
