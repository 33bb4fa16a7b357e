import { Bounded } from '../platform/contract/bounded.ts';
import { casesView } from '../views/cases/view.ts';
import type { Context } from './context.ts';

interface Place {
  readonly lane: number;
  readonly position: number;
}

/** How long a list waits for what its reader wrote. */
const PATIENCE_MS = 2000;
const WRITERS = 10_000;

/**
 * What everybody wrote last, where one process answers everybody: a receipt need not wait until the lists show the case, since
 * the lists of who wrote it do. Where there are many processes, the receipt waits.
 */
export class Written {
  readonly #last = new Bounded<readonly Place[]>(WRITERS);

  note(actor: string, place: Place): void {
    const others = (this.#last.get(actor) ?? []).filter(({ lane }) => lane !== place.lane);
    this.#last.set(actor, [...others, place]);
  }

  /** Resolves when the list of cases shows what the actor wrote here. */
  async shown({ cloud, command }: Context): Promise<void> {
    const { id } = command.actor;
    const places = this.#last.get(id);
    if (!places) return;
    for (const place of places) await cloud.platform.views.waitFor(casesView, place, PATIENCE_MS);
    if (this.#last.get(id) === places) this.#last.delete(id);
  }
}

/** Makes sure that who wrote a case finds it in lists from now on. */
export async function findable(context: Context, place: Place): Promise<void> {
  if (context.written) context.written.note(context.command.actor.id, place);
  else await context.cloud.platform.views.waitFor(casesView, place, PATIENCE_MS);
}
