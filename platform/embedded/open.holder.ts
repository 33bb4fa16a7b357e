/** Run by open.spec.ts: opens a data folder, says so, and stays until it is killed. */
import { openEmbedded } from './open.ts';

const platform = await openEmbedded({
  dataDir: process.argv[2] as string,
  domain: { views: [], upcast: (commit) => commit },
});
await platform.vault.subjectFor('someone');
process.send?.('open');
setInterval(() => undefined, 1000);
