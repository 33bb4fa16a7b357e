import {
  anything,
  boolean,
  integer,
  list,
  named,
  object,
  record,
  type Shape,
  string,
} from '../../lowcode/definition/shape.ts';
import { readYaml } from '../../lowcode/package/yaml.ts';
import type { Problem } from '../../lowcode/problem.ts';

/** A story told as data, beside the package that it proves: `systems/<key>/scenario*.yaml`. See docs/packages.md. */
export interface Scenario {
  readonly title: string;
  /** Business date on which it begins. */
  readonly from: string;
  /** Folders of other packages that are imported first. */
  readonly packages?: readonly string[];
  /** People beside the sample people, by the name by which steps call them. */
  readonly people?: {
    readonly [person: string]: { readonly unit: string; readonly roles: readonly string[]; readonly name?: string };
  };
  /** Values that steps repeat, as `$name`. */
  readonly given?: { readonly [name: string]: unknown };
  readonly steps: readonly Step[];
}

export interface Step {
  /** Moves the clock: a business date (nine in the morning there), or with a time, `2026-03-05 14:30`. */
  readonly on?: string;
  /** Who acts: a sample person or one of `people`; nobody signed in where absent. */
  readonly who?: string;
  /** A word of the vocabulary (`words.ts`), or `asks` with GraphQL. */
  readonly does?: string;
  readonly asks?: string;
  readonly with?: { readonly [variable: string]: unknown };
  /** Under this name later steps find the answer: `$name.field`. */
  readonly as?: string;
  /** Part of the answer: what is not named may be anything. */
  readonly expect?: unknown;
  /** The code that must come instead of an answer. */
  readonly refused?: string;
  /** So often, all at once; `$n` counts from 1. The answer is the list of answers. */
  readonly times?: number;
  /** Once for each, one after the other, as `$each`. The answer is the list of answers. */
  readonly forEach?: unknown;
  /** With `forEach`: all of them at a time. */
  readonly together?: boolean;
  /** Asked again until it is as expected, for what follows by itself; ten seconds at most. */
  readonly until?: boolean;
  /** Why: for readers. */
  readonly note?: string;
}

const name = string(60);
const person = object({ unit: string(60), roles: list(string(20), 10) }, { name: string(30) });
const step: Shape = named('step', () =>
  object(
    {},
    {
      ...{ on: string(16), who: name, does: name, asks: string(4000), with: record(anything, 60), as: name },
      ...{
        expect: anything,
        refused: string(60),
        times: integer(1, 300),
        forEach: anything,
        together: boolean,
        until: boolean,
        note: string(500),
      },
    },
  ),
);

/** A scenario as JSON. */
export const scenarioShape: Shape = object(
  { title: string(100), from: string(10), steps: list(step, 300) },
  { packages: list(string(60), 10), people: record(person, 300), given: record(anything, 60) },
);

/** Reads a scenario. Throws with every problem, since only we write them. */
export function readScenario(text: string, file: string): Scenario {
  const read = readYaml(text);
  if (!read.ok) throw new Error(`${file}: ${read.problem.path} ${read.problem.message.zh}`);
  const problems: Problem[] = [];
  scenarioShape(read.value, '', problems);
  const scenario = read.value as Scenario;
  if (problems.length === 0) {
    scenario.steps.forEach((one, i) => {
      const acts = [one.does, one.asks].filter((said) => said !== undefined).length;
      if (acts > 1 || (acts === 0 && one.on === undefined))
        problems.push({ code: 'MISSING', path: `steps.${i}`, message: { zh: '要么 does，要么 asks，要么只有 on' } });
    });
  }
  if (problems.length === 0) return scenario;
  throw new Error(problems.map(({ path, message }) => `${file}: ${path}: ${message.zh}`).join('\n'));
}
