import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, run, runNode } from './node24.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'chrome.exe'];
const APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Path of a Chromium that starts, or null: `CHROMIUM` of the environment, an installed one, or one Playwright
 * downloaded. Says nothing and changes nothing.
 */
export async function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = [
    process.env.CHROMIUM,
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...APPS,
    await downloadedPath(),
  ];
  return places.find((path) => path && existsSync(path) && starts(path)) ?? null;
}

/**
 * The same, after installing one when there is none: Playwright's download, else Debian's package when root. Throws
 * when none can be had.
 */
export async function needBrowser() {
  const found = await findBrowser();
  if (found) return found;
  console.log('No Chromium found; asking Playwright for one ...');
  await runNode(join(root, 'node_modules/playwright-core/cli.js'), ['install', 'chromium'], { quiet: true });
  const downloaded = await findBrowser();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log("Installing Debian's Chromium and Chinese fonts ...");
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env, quiet: true });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      env,
      quiet: true,
    });
    const packaged = await findBrowser();
    if (packaged) return packaged;
  }
  throw new Error('The browser tests need Chromium: install it, or name its path in CHROMIUM.');
}

async function downloadedPath() {
  if (!existsSync(join(root, 'node_modules/playwright-core'))) return null;
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}

/** A download may lack the system's libraries: only a run tells. */
function starts(path) {
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 15_000 }).status === 0;
}
