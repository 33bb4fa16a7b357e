// Runs a TypeScript file of the project under Node 24: `node bin/run.mjs FILE [ARGUMENTS]`.
import { runNode } from './node24.mjs';

const [file, ...args] = process.argv.slice(2);
try {
  if (!file) throw new Error('usage: node bin/run.mjs FILE [ARGUMENTS]');
  process.exitCode = await runNode(file, args);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
