// Runs benchmarks: `node bin/bench.mjs [NAME ...]`, all of `bench/*.ts` when none is named.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { root, run, runNode } from './node24.mjs';
import { webIsBuilt } from './web-hash.mjs';

const folder = join(root, 'bench');

/** Installs the peers that `bench/package-lock.json` names unless that was done since it last changed. */
async function installPeers() {
  const lock = join(folder, 'package-lock.json');
  const done = join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing the peers to measure against ...');
  const windows = process.platform === 'win32';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
  const status = await run(windows ? 'npm.cmd' : 'npm', args, { quiet: true, shell: windows });
  if (status !== 0) throw new Error('npm could not install the peers; its message is above.');
}

try {
  const asked = process.argv.slice(2);
  const known = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
  if (asked.includes('--help') || asked.includes('-h')) {
    console.log(`npm run bench [-- NAME ...]: measures all of these, or those named: ${known.join(', ')}`);
    process.exit(0);
  }
  const names = asked.length > 0 ? asked : known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No benchmark ${unknown.join(', ')}; there are: ${known.join(', ')}.`);
  await install('all');
  await installPeers();
  // Checked here, since the peers' types are there only now.
  const types = await runNode('node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'bench']);
  if (types !== 0) throw new Error('The benchmarks do not fit the types of the code they measure.');
  // Pages are measured as they are now.
  if (names.includes('designer') && !webIsBuilt() && (await runNode('bin/build-web.mjs')) !== 0)
    throw new Error('The pages could not be built.');
  process.exitCode = await runNode(join(folder, 'lib', 'main.ts'), names);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
