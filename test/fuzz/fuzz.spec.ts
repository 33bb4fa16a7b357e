import { describe, expect, test } from 'vitest';
import { fuzz } from './target.ts';
import { allTargets } from './targets.ts';

const targets = await allTargets();

describe('a few of what `npm run fuzz` tries', () => {
  test.each(targets)('$name', (target) => {
    const { inputs, failure } = fuzz(target, 1000, 30_000, 20_261_122);
    expect(failure).toBeNull();
    expect(inputs).toBeGreaterThan(50);
  });
});
