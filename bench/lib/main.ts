import { cpus, loadavg } from 'node:os';
import { type Benchmark, printTable, type Target } from './report.ts';

// What else the machine does decides over absolute numbers; ratios of one run bear it better.
const load = loadavg()[0]?.toFixed(1);
console.log(`${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.version}, load before the start ${load}`);
const targets: (Target & { benchmark: string })[] = [];
for (const name of process.argv.slice(2)) {
  const benchmark = (await import(`../${name}.ts`)) as Benchmark;
  for (const target of await benchmark.run()) targets.push({ benchmark: name, ...target });
}
if (targets.length > 0)
  printTable(
    'Targets',
    targets.map(({ benchmark, what, measured, wanted, met }) => ({
      '': `${met ? 'met   ' : 'MISSED'} ${benchmark}: ${what}`,
      measured,
      wanted,
    })),
  );
