import { expect, test } from 'vitest';
import type { FileKind } from '../../lowcode/form/definition.ts';
import { FILE_KINDS, fileProblem } from '../../lowcode/form/file-kinds.ts';
import { TYPES } from '../../platform/contract/sniff.ts';

test('forms and sniffing call the kinds of files the same', () => {
  expect(Object.keys(TYPES).sort()).toEqual([...FILE_KINDS].sort());
  for (const [kind, type] of Object.entries(TYPES)) {
    const field = { kind: 'file', key: 'f', label: { zh: '附件' }, fileKinds: [kind as FileKind] } as const;
    expect(fileProblem(field, { type, size: 1 })).toBe(null);
  }
});
