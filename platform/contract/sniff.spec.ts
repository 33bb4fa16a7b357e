import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docx, jpg, ofd, pdf, png, xlsx, zip } from './sniff.fixtures.ts';
import { type SniffCode, sniff } from './sniff.ts';

const kind = (bytes: Uint8Array): string => {
  const found = sniff(bytes);
  return found.ok ? found.kind : found.code;
};
const refused = (bytes: Uint8Array, code: SniffCode): void => expect(kind(bytes)).toBe(code);
const zeros = (size: number): Buffer => Buffer.alloc(size);

describe('what a file is', () => {
  it('knows its kinds by their bytes', () => {
    const files = { pdf: pdf(), jpg: jpg(), png: png(), docx: docx(), xlsx: xlsx(), ofd: ofd() };
    for (const [name, bytes] of Object.entries(files)) expect(kind(bytes)).toBe(name);
    expect(kind(zip({ name: '扫描件/1.jpg', content: jpg() }))).toBe('zip');
    expect(kind(zip({ name: 'stored', content: 'x', method: 0 }))).toBe('zip');
    expect(kind(zip())).toBe('zip');
    expect(sniff(docx())).toMatchObject({ type: expect.stringContaining('wordprocessingml') });
    expect(sniff(pdf())).toEqual({ ok: true, kind: 'pdf', type: 'application/pdf' });
  });

  it('takes text in UTF-8 and GB 18030', () => {
    expect(kind(Buffer.from('占用、挖掘城市道路\r\n申请书\t一份'))).toBe('txt');
    expect(kind(Buffer.from('\ufeff占用'))).toBe('txt');
    expect(kind(Buffer.from([0xba, 0xe2, 0xd1, 0xf4, 0xca, 0xd0]))).toBe('txt');
  });

  it('refuses what is none of them, whatever it is called', () => {
    refused(Buffer.alloc(0), 'FILE_EMPTY');
    refused(Buffer.from('<html><script>alert(1)</script>'), 'FILE_TYPE_REFUSED');
    refused(Buffer.from('  <svg onload="x">'), 'FILE_TYPE_REFUSED');
    refused(Buffer.from('\ufeff<?xml version="1.0"?>'), 'FILE_TYPE_REFUSED');
    refused(Buffer.from('#!/bin/sh\nrm -rf /'), 'FILE_TYPE_REFUSED');
    refused(Buffer.from('a\0b'), 'FILE_TYPE_REFUSED');
    refused(Buffer.from([0xff, 0xfe, 0x41]), 'FILE_TYPE_REFUSED');
    refused(Buffer.from('MZ\x90\x00\x03'), 'FILE_TYPE_REFUSED');
    refused(Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'FILE_TYPE_REFUSED');
    refused(Buffer.from('GIF89a\x01\x00'), 'FILE_TYPE_REFUSED');
    refused(
      zip({ name: '[Content_Types].xml', content: '<Types/>' }, { name: 'ppt/presentation.xml', content: '' }),
      'FILE_TYPE_REFUSED',
    );
  });

  it('refuses every file that is cut off', () => {
    for (const bytes of [pdf(), jpg(), png(), docx(), ofd()])
      for (let end = 9; end < bytes.length - 2; end++) expect(sniff(bytes.subarray(0, end)).ok, `${end}`).toBe(false);
  });

  it('refuses pictures of too many pixels', () => {
    refused(png(50_000, 50_000), 'FILE_TOO_DENSE');
    refused(jpg(65_000, 65_000), 'FILE_TOO_DENSE');
    refused(png(0, 5), 'FILE_DAMAGED');
    refused(jpg(0, 5), 'FILE_DAMAGED');
  });

  it('refuses passwords, macros and programs', () => {
    refused(zip({ name: 'a', content: 'x', flags: 1 }), 'FILE_ENCRYPTED');
    refused(docx({ name: 'word/vbaProject.bin', content: 'x' }), 'FILE_HAS_MACROS');
    const types = '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>';
    refused(
      zip({ name: '[Content_Types].xml', content: types }, { name: 'xl/workbook.xml', content: '' }),
      'FILE_HAS_MACROS',
    );
    const exe = Buffer.alloc(200);
    exe.write('MZ');
    exe.writeUInt32LE(128, 60);
    exe.write('PE\0\0', 128);
    refused(zip({ name: 'invoice.pdf', content: exe }), 'FILE_TYPE_REFUSED');
    refused(zip({ name: 'a', content: Buffer.concat([Buffer.from('\x7fELF'), zeros(100)]) }), 'FILE_TYPE_REFUSED');
  });
});

describe('an archive', () => {
  it('that unpacks to too much is refused, told or hidden', () => {
    refused(zip({ name: 'bomb', content: zeros(5_000_000) }), 'FILE_TOO_DENSE');
    refused(zip({ name: 'bomb', content: zeros(5_000_000), claim: 100 }), 'FILE_TOO_DENSE');
    const random = Buffer.from(Array.from({ length: 900_000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255));
    refused(
      zip({ name: 'random', content: random, method: 0 }, { name: 'bomb', content: zeros(70_000_000) }),
      'FILE_TOO_DENSE',
    );
    const many = Array.from({ length: 2_001 }, (_, i) => ({ name: `f${i}`, content: '' }));
    refused(zip(...many), 'FILE_TOO_DENSE');
  });

  it('within archives counts all levels together', () => {
    const inner = zip({ name: 'a', content: zeros(600_000) });
    expect(kind(zip({ name: '1.zip', content: inner }))).toBe('zip');
    refused(zip({ name: '1.zip', content: inner }, { name: '2.zip', content: inner }), 'FILE_TOO_DENSE');
    const nest = (levels: number): Buffer =>
      levels === 1 ? zip({ name: 'a', content: 'x' }) : zip({ name: 'n.zip', content: nest(levels - 1) });
    expect(kind(nest(3))).toBe('zip');
    refused(nest(4), 'FILE_TOO_DENSE');
    refused(zip({ name: 'n.docx', content: docx({ name: 'word/vbaProject.bin', content: 'x' }) }), 'FILE_HAS_MACROS');
  });

  it('that lies, doubles or overlaps is refused', () => {
    refused(zip({ name: 'a', content: 'abc', claim: 9 }), 'FILE_DAMAGED');
    refused(zip({ name: 'a', content: 'x' }, { name: 'a', content: 'y' }), 'FILE_DAMAGED');
    for (const name of ['../a', 'a/../../b', '/etc/passwd', 'C:\\a', '..\\a', 'a\0b', ''])
      refused(zip({ name, content: 'x' }), 'FILE_DAMAGED');
    const overlapping = zip({ name: 'a', content: 'x' }, { name: 'b', content: 'x' });
    // The directory's second entry leads to the first file, under its name.
    const second = overlapping.lastIndexOf('PK\x01\x02');
    overlapping.writeUInt32LE(0, second + 42);
    overlapping.write('c', second + 46);
    refused(overlapping, 'FILE_DAMAGED');
    const changed = zip({ name: 'a', content: 'abc', method: 0 });
    changed[31] = 0x7a;
    refused(changed, 'FILE_DAMAGED');
  });
});

describe('any bytes', () => {
  it('get an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof sniff(bytes).ok).toBe('boolean');
      }),
    );
  });

  it('get an answer also when they begin like one of our kinds or are one with bytes changed', () => {
    const seeds = [
      pdf(),
      jpg(),
      png(),
      docx(),
      xlsx({ name: 'n.zip', content: zip({ name: 'a', content: 'b' }) }),
      ofd(),
    ];
    const change = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), change, fc.nat(), (seed, changes, cut) => {
        const bytes = Buffer.from(seed);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        expect(typeof sniff(bytes).ok).toBe('boolean');
        expect(typeof sniff(bytes.subarray(0, cut % bytes.length)).ok).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });

  it('of the largest size get an answer too', () => {
    expect(sniff(Buffer.alloc(20_000_000, 'text 文本 ')).ok).toBe(true);
    expect(sniff(zip({ name: 'a', content: Buffer.alloc(40_000_000, 'text 文本') })).ok).toBe(false);
    expect(sniff(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(20_000_000)])).ok).toBe(false);
  });
});
