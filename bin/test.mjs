// `npm test`: installs what tests need, then checks, unit and cloud tests, and the browser's tests. See README.md.
// With arguments, runs only the specs they name: `npm test -- lowcode`.
import { existsSync } from 'node:fs';
import { needBrowser } from './browser.mjs';
import { install } from './install.mjs';
import { runNode } from './node24.mjs';
import { webIsBuilt } from './web-hash.mjs';

const vitest = (...args) => runNode('node_modules/vitest/vitest.mjs', ['run', ...args], { env: { NO_COLOR: '1' } });

try {
  await install('all');
  const only = process.argv.slice(2);
  process.exitCode = only.length > 0 ? await vitest(...only) : await everything();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function everything() {
  const steps = [
    () => runNode('bin/check.mjs'),
    () => (webIsBuilt() ? 0 : runNode('bin/build-web.mjs')),
    () => vitest(),
    async () => {
      if (!existsSync('vitest.browser.config.ts')) throw new Error('vitest.browser.config.ts is missing');
      process.env.CHROMIUM = await needBrowser();
      return vitest('--config', 'vitest.browser.config.ts');
    },
  ];
  // All of them run, so that one report names everything that is wrong.
  let status = 0;
  for (const step of steps) status = (await step()) || status;
  return status;
}
