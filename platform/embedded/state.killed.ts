/** Run by state.spec.ts: takes and prints numbers until it is killed. */
import { writeSync } from 'node:fs';
import { systemClock } from '../contract/platform.ts';
import { keyring } from '../vault/keyring.ts';
import { openState } from './state.ts';

const state = openState({ file: process.argv[2] as string, keys: keyring(Buffer.alloc(32, 5)), clock: systemClock });
for (;;) writeSync(1, `${await state.takeNumbers('series', 1)}\n`);
