import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './node24.mjs';

/**
 * Makes `node_modules` hold what the lock file names: `prod` what the cloud needs to run, `all` also what tests need.
 * Does nothing when that is there already, and never takes development packages away again. Throws when npm fails.
 *
 * npm keeps a list of what it installed in `node_modules/.package-lock.json` and writes it last, so an installation
 * that was interrupted is seen as missing.
 */
export async function install(mode) {
  const missing = missingPackages(mode);
  if (missing.length === 0) return;
  const keepDev = mode === 'all' || installed().some((each) => each.dev);
  console.log(`Installing packages (${missing.length} missing or changed) ...`);
  const started = Date.now();
  // Not `npm ci`: it refuses a lock file without the optional packages of platforms that the registry had none for.
  // Versions and integrity are the lock file's all the same, and it is left as it is.
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!keepDev) args.push('--omit=dev');
  const windows = process.platform === 'win32';
  const status = await run(windows ? 'npm.cmd' : 'npm', args, { quiet: true, shell: windows });
  if (status !== 0) throw new Error('npm could not install the packages; its message is above.');
  console.log(`Installed in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
}

function missingPackages(mode) {
  const have = new Map(installed().map((each) => [each.path, each]));
  return packagesOf(join(root, 'package-lock.json')).filter((wanted) => {
    if (wanted.optional || wanted.path === '' || (wanted.dev && mode !== 'all')) return false;
    const found = have.get(wanted.path);
    return !found || found.version !== wanted.version;
  });
}

function installed() {
  const list = join(root, 'node_modules', '.package-lock.json');
  return existsSync(list) ? packagesOf(list) : [];
}

function packagesOf(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(packages).map(([path, { version, dev = false, optional = false, devOptional = false }]) => ({
    path,
    version,
    dev,
    optional: optional || devOptional,
  }));
}
