import { describe, expect, it } from 'vitest';
import { takeBuiltins } from './builtins.ts';

/** What the code exports once it has run as a module of its own. */
const run = (code: string): Promise<Record<string, unknown>> =>
  import(`data:text/javascript,${encodeURIComponent(takeBuiltins(code))}`);

describe('modules of Node', () => {
  it('are taken in each way that code imports them', async () => {
    const found = await run(
      [
        'import path from"node:path";import*as os from"os";import{createHash as a,hash}from"node:crypto";',
        'import url,{URL as U,fileURLToPath}from"node:url";',
        'export const all=[path.join("a","b"),typeof os.cpus,a("sha1").digest("hex").length,hash("sha1","").length,',
        'url.URL===U,typeof fileURLToPath];',
      ].join(''),
    );
    expect(found.all).toEqual(['a/b', 'function', 40, 40, true, 'function']);
  });

  it('are taken when they are wanted later, as a whole and by name', async () => {
    const found = await run(
      'const g=await import("node:http"),{Agent}=g.default??g;export const all=[typeof g.request,typeof Agent]',
    );
    expect(found.all).toEqual(['function', 'function']);
  });

  it('leave other imports and texts alone', () => {
    const code = 'import{a}from"./b.mjs";const text="from nowhere";await import("./c.mjs");';
    expect(takeBuiltins(code).endsWith(code)).toBe(true);
  });

  it.each(['import"node:http";', 'export{join}from"node:path";', 'export*from"fs";'])(
    'are never left as they were: %s',
    (code) => expect(() => takeBuiltins(code)).toThrow('was not understood'),
  );
});
