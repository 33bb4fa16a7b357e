import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../events/stream.ts';

/** A UUID version 7 (RFC 9562): ordered by time, the rest random. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  return format(bytes, 0x70);
}

/** What a command id ends with when it says which wish it was given for: a keyed hash of the wish. */
const WISH = /#w1\.[A-Za-z0-9_-]{20,60}$/;

/** A command id that says for which wish it was given, so that it stands for no other. */
export function commandIdFor(given: string, wishDigest: string): string {
  return `${given}#w1.${wishDigest}`;
}

/**
 * Whether a command is the one that was carried out. Throws COMMAND_REUSED when its id was given for another wish then;
 * ids of old, which do not say for what, stand for any.
 */
export function isSameCommand(done: string, asked: string): boolean {
  if (done === asked) return true;
  const [before, now] = [done.replace(WISH, ''), asked.replace(WISH, '')];
  if (before !== now || before === done) return before === now;
  throw new Refusal('COMMAND_REUSED', '这个 commandId 已经用于另一项操作；请换一个新的再提交');
}

/** The id of a stream that a command creates: the same for every retry of the command, different for each kind of stream. */
export function idFromCommand(commandId: string, kind: string): string {
  const bytes = createHash('sha256')
    .update(`${kind}\n${commandId.replace(WISH, '')}`)
    .digest()
    .subarray(0, 16);
  return format(bytes, 0x80);
}

/** A code for people to keep beside a number: 8 characters, none that look alike; about 40 bits. */
export function newQueryCode(): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  let code = '';
  while (code.length < 8) {
    for (const byte of randomBytes(16)) {
      if (byte < 248 && code.length < 8) code += alphabet[byte % 31];
    }
  }
  return code;
}

/** `CG` + `20260316` + `00012`: unit, business date, serial of the day. */
export function numberFor(shortCode: string, date: string, serial: number): string {
  return `${shortCode}${date.replaceAll('-', '')}${String(serial).padStart(5, '0')}`;
}

function format(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
