import { describe, expect, it } from 'vitest';
import { beginPilot, draft, publish, withdraw } from './decide.ts';
import type { DefinitionEvent } from './events.ts';
import { type Definition, definitionStream } from './fold.ts';

const which = { region: '430423', kind: 'service' as const, key: 'trial', unit: '430423' };
const today = '2026-03-02';
const how = { today, typeName: null, by: null };
const { evolve } = definitionStream('service');

const told = (state: Definition | null, events: readonly DefinitionEvent[]): Definition =>
  events.reduce<Definition | null>(
    (found, event) => evolve(found, { ...event, at: today, actor: 'staff/a', ordinal: 0 }),
    state,
  ) as Definition;

describe('given an item that was published and withdrawn', () => {
  const drafted = told(null, draft(null, which, { title: { zh: '事项' }, definition: {} }));
  const published = told(drafted, publish(drafted, which, how));
  const withdrawn = told(published, withdraw(published, which, { today, reason: '停办' }));

  it('when it is to be tried, then it is refused: nobody would be offered it', () => {
    const trial = { ...how, units: ['430423'], from: today, to: today, binds: [] };
    expect(() => beginPilot(withdrawn, which, trial)).toThrow('已经停用');
  });

  it('when it is published again, then it is in use', () => {
    const again = told(withdrawn, publish(withdrawn, which, how));
    expect(again.withdrawn).toBe(false);
    expect(again.published).toHaveLength(2);
  });
});
