import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyring, normalIdentifier } from './keyring.ts';
import { openFile, openValue, sealFile, sealValue, subjectOf, subjectOfFile } from './seal.ts';

/** These bytes are stored for ever. When a test here fails, old data can no longer be opened: change the code, not the test. */
describe('the sealed formats of version 1', () => {
  const key = createSecretKey(Buffer.alloc(32, 7));
  const iv = Buffer.alloc(12, 9);
  const subject = '0198c3f2-7a10-4c55-9d3e-1f2a3b4c5d6e';
  const VALUE = 's1.0198c3f2-7a10-4c55-9d3e-1f2a3b4c5d6e.CQkJCQkJCQkJCQkJXKfq9dOV41uCh3eYAlIq_al9MCBHMGdaFeMslpT1fPak';
  const FILE = '4859533103732d3109090909090909090909090954e6e5fa3161fddd24eaadda21cc51679d67b7c6';

  it('value', () => {
    expect(sealValue(key, subject, { name: '张三' }, iv)).toBe(VALUE);
    expect(openValue(key, VALUE)).toEqual({ name: '张三' });
    expect(subjectOf(VALUE)).toBe(subject);
  });

  it('file', () => {
    expect(sealFile(key, 's-1', Buffer.from('scan'), iv).toString('hex')).toBe(FILE);
    expect(openFile(key, Buffer.from(FILE, 'hex')).toString()).toBe('scan');
    expect(subjectOfFile(Buffer.from(FILE, 'hex'))).toBe('s-1');
  });

  it('derived keys and hashes', () => {
    const keys = keyring(Buffer.alloc(32, 1));
    expect(keys.key('wrap').export().toString('hex')).toBe(
      'f9d1b38f4891dc71c40f67d46951051cc758a539f96277de309ffcb51c5ca5dd',
    );
    expect(keys.hash('lookup', normalIdentifier(' 11010519491231002x'))).toBe(
      'IkzA_acjo1DugdLMlV3uVOGX8Hb5gRPJP6dKWzwWhTk',
    );
    expect(keys.hash('digest', 'query-code\0K7M2')).toBe('llEUBsPQb3bA5RrUziDuu3MB63VCw33TpYK6tQ7kKd8');
    expect(() => keyring(Buffer.alloc(16))).toThrow(RangeError);
  });

  it('refuses what is no JSON value', () => {
    expect(() => sealValue(key, subject, undefined as never)).toThrow(TypeError);
  });
});
