import { createHash, randomBytes } from 'node:crypto';

/** A UUID version 7 (RFC 9562): ordered by time, the rest random. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  return format(bytes, 0x70);
}

/** The id of a stream that a command creates: the same for every retry of the command, different for each kind of stream. */
export function idFromCommand(commandId: string, kind: string): string {
  const bytes = createHash('sha256').update(`${kind}\n${commandId}`).digest().subarray(0, 16);
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
