// `npm run properties [-- SEEDS [FIRST]]`: the specs with properties once for each of so many seeds (10), from this one on (a random
// one). Ends at the first seed that fails, and names it: `PROPERTY_SEED=<seed> npm test -- <spec>` tries it again.
import { globSync, readFileSync } from 'node:fs';
import { runNode } from './node24.mjs';

const [seeds = 10, first = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
const specs = globSync(['**/*.spec.ts', '**/*.spec.tsx'], {
  exclude: ['node_modules/**', 'build/**', 'test/browser/**'],
});
const withProperties = specs.filter((file) => readFileSync(file, 'utf8').includes("'fast-check'"));
for (let seed = first; seed < first + seeds; seed++) {
  console.log(`seed ${seed}`);
  const env = { PROPERTY_SEED: String(seed), NO_COLOR: '1' };
  process.exitCode = await runNode('node_modules/vitest/vitest.mjs', ['run', '--reporter=dot', ...withProperties], {
    env,
  });
  if (process.exitCode !== 0) break;
}
