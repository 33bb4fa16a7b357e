// `npm run check`: types, lint and format, doors of the house, dead code. Runs all, fails when one fails.
import { install } from './install.mjs';
import { runNode } from './node24.mjs';

const checks = [
  ['types', () => runNode('node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.'])],
  [
    'lint and format',
    () =>
      runNode('node_modules/@biomejs/biome/bin/biome', [
        'ci',
        '--error-on-warnings',
        `--colors=${process.stdout.isTTY ? 'force' : 'off'}`,
        '.',
      ]),
  ],
  ['doors', () => runNode('bin/doors.mjs')],
  ['dead code', () => runNode('node_modules/knip/bin/knip.js', ['--no-progress'])],
];

try {
  await install('all');
  const failed = [];
  for (const [name, check] of checks) {
    const started = Date.now();
    const status = await check();
    if (status !== 0) failed.push(name);
    console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
