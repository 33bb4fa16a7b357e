import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as decide from '../../events/definition/decide.ts';
import type { DefinitionEvent } from '../../events/definition/events.ts';
import { type Definition, definitionStream, pilotOf } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { type DefinitionRow, definitionsView } from './view.ts';

const which = { region: '430423', kind: 'form' as const, key: 'trial', unit: '430423' };
const stream = definitionStream('form');
const today = '2026-03-02';
const draft = (n: number) => ({ title: { zh: `第${n}稿` }, definition: { n } });
const publishing = { today, typeName: null, by: null };
const steps = {
  revise: (state: Definition, n: number) => decide.revise(state, which, draft(n)),
  submit: (state: Definition) => decide.submit(state, which, { today, note: '', together: [which] }),
  sendBack: (state: Definition) => decide.sendBack(state, which, { today, reasons: '再改' }),
  publish: (state: Definition) => decide.publish(state, which, publishing),
  beginPilot: (state: Definition) =>
    decide.beginPilot(state, which, { ...publishing, units: ['430423'], from: today, to: today, binds: [] }),
  confirm: (state: Definition) => decide.endPilot(state, which, { ...publishing, confirmed: true, reason: '' }),
  giveUp: (state: Definition) => decide.endPilot(state, which, { ...publishing, confirmed: false, reason: '不行' }),
  withdraw: (state: Definition) => decide.withdraw(state, which, { today, reason: '停用' }),
};
type Step = keyof typeof steps;

/** The definition as its stream tells it, and its line in the lists. */
class Story {
  state: Definition | null = null;
  row: DefinitionRow | null = null;
  #ordinal = 0;

  constructor() {
    this.happens(decide.draft(null, which, draft(0)));
  }

  happens(events: readonly DefinitionEvent[]): void {
    for (const event of events) {
      const placed = { ...event, stream: 'form/430423/trial', ordinal: this.#ordinal, at: today, actor: 'a' };
      this.state = stream.evolve(this.state, placed);
      this.row = definitionsView.evolve(this.row as never, placed as never, placed.stream) as never;
    }
    this.#ordinal += 1;
  }

  /** What is refused does not happen. */
  tries(step: Step, n = 0): void {
    try {
      this.happens(steps[step](this.state as Definition, n));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

it('a draft that waits for review goes on waiting when an older version is confirmed after its trial', () => {
  const story = new Story();
  for (const step of ['beginPilot', 'revise', 'submit', 'confirm'] as const) story.tries(step, 1);
  expect(story.row).toMatchObject({ version: 2, state: 'changed', inReview: true, piloting: false });
});

it('whatever is done, the lists say of a definition what its stream says', () => {
  const step = fc.tuple(fc.constantFrom(...(Object.keys(steps) as Step[])), fc.nat(3));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (all) => {
      const story = new Story();
      for (const [name, n] of all) {
        story.tries(name, n);
        const state = story.state as Definition;
        const last = state.published.at(-1);
        expect(story.row).toMatchObject({
          title: state.title,
          version: last?.version ?? null,
          state: state.withdrawn ? 'withdrawn' : !last ? 'draft' : state.changed ? 'changed' : 'published',
          inReview: state.review !== null,
          piloting: pilotOf(state) !== null,
        });
      }
    }),
  );
});
