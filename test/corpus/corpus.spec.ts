import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bundleModule } from '../../infra/bundle.ts';
import { OPERATORS } from '../../lowcode/rule/shape.ts';
import type { Rule } from '../../lowcode/rule/tree.ts';
import { childrenOf } from '../../lowcode/rule/walk.ts';
import { formCases, ruleFiles, sentenceCases } from './cases.ts';
import { runCorpus } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'hengyun-corpus-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the corpus of rules and forms', () => {
  const { cases, said, wrong } = runCorpus();

  test('holds to the letter', () => expect(wrong).toEqual([]));

  test('is large, and has every operator with a value and in a sentence', () => {
    expect(cases).toBeGreaterThan(600);
    expect(sentenceCases.length).toBeGreaterThanOrEqual(40);
    expect(formCases.length).toBeGreaterThan(50);
    const used = operatorsIn(Object.values(ruleFiles).flatMap((file) => file.map(({ rule }) => rule)));
    expect(Object.keys(OPERATORS).filter((op) => !used.has(op))).toEqual([]);
  });

  test('says the same bytes in the bundle that a function runs', () => {
    const file = join(folder, 'corpus.mjs');
    bundleModule(join(import.meta.dirname, 'run.ts'), file);
    const script = `import(${JSON.stringify(`file://${file}`)}).then((m) => process.stdout.write(m.runCorpus().said))`;
    const run = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    expect(run.stderr).toBe('');
    expect(run.stdout === said).toBe(true);
  });
});

function operatorsIn(rules: readonly Rule[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (rule: Rule): void => {
    found.add(rule.op);
    for (const [, child] of childrenOf(rule)) visit(child);
  };
  rules.forEach(visit);
  return found;
}
