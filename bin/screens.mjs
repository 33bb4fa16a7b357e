// `npm run screens`: renews docs/screens by visiting every page, as the browser tests do.
import { needBrowser } from './browser.mjs';
import { install } from './install.mjs';
import { runNode } from './node24.mjs';

await install('all');
process.env.CHROMIUM = await needBrowser();
process.env.SCREENS = 'docs/screens';
/** The specs that keep pictures of what they look at. */
const pages = ['pages', 'versions', 'every-kind', 'story-pilot'].map((name) => `test/browser/${name}.spec.ts`);
process.exitCode = await runNode('node_modules/vitest/vitest.mjs', [
  'run',
  '--config',
  'vitest.browser.config.ts',
  ...pages,
]);
