import { writeSync } from 'node:fs';
import { openLog } from './log.ts';

/**
 * A process made to be killed: writes to many streams as fast as it can and prints each acknowledged commit,
 * `<command> <stream> <ordinal> <position>`, one line each, straight to the pipe.
 */
const [file, run] = process.argv.slice(2) as [string, string];
const log = await openLog({ file });

async function write(writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const pair = [`left/${run}-${writer}-${n}`, `right/${run}-${writer}-${n}`];
    let after = pair.map(() => 'new' as 'new' | { lane: number; ordinal: number });
    for (let i = 0; i < 3; i++) {
      const commandId = `${run}-${writer}-${n}-${i}`;
      const events = [{ type: 'Noted', v: 1, data: { filler: 'x'.repeat(n % 700) } }];
      const streams = pair.map((stream, k) => ({ stream, after: after[k] as 'new', events }));
      const { commits } = await log.append({ commandId, actor: 'crash', at: new Date().toISOString(), streams });
      for (const { stream, ordinal, position } of commits)
        writeSync(1, `${commandId} ${stream} ${ordinal} ${position}\n`);
      after = commits.map(({ lane, ordinal }) => ({ lane, ordinal }));
    }
  }
}

await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)));
