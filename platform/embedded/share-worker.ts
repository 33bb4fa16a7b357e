import { parentPort, workerData } from 'node:worker_threads';
import type { Domain } from '../contract/platform.ts';
import { noFault } from '../projection/fault.ts';
import { ProjectionEngine } from './projection-engine.ts';
import { fillShare, type Share } from './projection-share.ts';
import { openSource } from './projection-source.ts';
import type { WorkerSetup } from './runner-remote.ts';
import { openViewsWriter } from './views-file.ts';

export type ShareSetup = Pick<WorkerSetup, 'file' | 'logFile' | 'domainModule' | 'exportName'> &
  Share & { readonly builds: readonly number[] };

/** A thread that folds one share of the log into new builds, tells how many events it read, and ends. */
const { file, logFile, domainModule, exportName, builds, ...share } = workerData as ShareSetup;
const module = (await import(domainModule)) as Record<string, unknown>;
const db = openViewsWriter(file);
const source = openSource(logFile);
const engine = new ProjectionEngine(db, source, module[exportName] as Domain, noFault, () => {});
const found = builds.map((id) => engine.builds.get(id));
if (!found.every((build) => build !== undefined)) throw new Error(`builds ${builds.join()} were taken away`);
parentPort?.postMessage(fillShare(engine, db, source, found, share));
source.close();
db.close();
