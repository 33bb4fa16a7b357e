// `npm start`: sets up what is missing, then runs the cloud of one machine. See README.md.
import { install } from './install.mjs';
import { runNode } from './node24.mjs';
import { webIsBuilt } from './web-hash.mjs';

// GraphQL and React check far less when they are told that nobody develops here.
const env = { NODE_ENV: process.env.NODE_ENV ?? 'production' };

try {
  await install('prod');
  const built = webIsBuilt() ? 0 : await runNode('bin/build-web.mjs');
  process.exitCode = built || (await runNode('local/main.ts', process.argv.slice(2), { env }));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
