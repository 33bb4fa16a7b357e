import fc from 'fast-check';

/**
 * What is fuzzed: inputs, and what must hold of each. A file `*.fuzz.ts` in this folder exports one as `target`; `npm run
 * fuzz` and `npm test` find it by its name.
 */
export interface FuzzTarget<Input = unknown> {
  readonly name: string;
  readonly input: fc.Arbitrary<Input>;
  /** Throws when the input is neither valid nor refused with place and reason. */
  readonly judge: (input: Input) => void;
}

/** Slower than this for one input is a hang in the making (milliseconds of processor time). */
const SLOWEST = 3000;

export interface FuzzResult {
  readonly inputs: number;
  /** Milliseconds of processor time of the slowest input. */
  readonly slowest: number;
  /** The smallest input found that fails, with how to meet it again; null when all held. */
  readonly failure: string | null;
}

/** Runs inputs until they or the time are used up. */
export function fuzz(target: FuzzTarget, inputs: number, milliseconds: number, seed: number): FuzzResult {
  let count = 0;
  let slowest = 0;
  const details = fc.check(
    fc.property(target.input, (input) => {
      const before = process.cpuUsage();
      target.judge(input);
      const { user, system } = process.cpuUsage(before);
      const took = (user + system) / 1000;
      count++;
      slowest = Math.max(slowest, took);
      if (took > SLOWEST) throw new Error(`took ${Math.round(took)} ms`);
    }),
    { numRuns: inputs, seed, interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: false },
  );
  if (!details.failed) return { inputs: count, slowest, failure: null };
  const reason = details.errorInstance instanceof Error ? details.errorInstance.stack : String(details.errorInstance);
  return {
    inputs: count,
    slowest,
    failure: `${fc.defaultReportMessage(details)}
${reason}`,
  };
}

/** Texts that have broken something somewhere: markup, templates, keys of objects, halves of characters, controls. */
export const hostileText = fc.constantFrom(
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'; DROP TABLE x; --", '#{7*7}', '{{7*7}}'],
  ...['__proto__', 'constructor', 'toString', 'then', 'hasOwnProperty', '../../etc/passwd', '=1+1', '@SUM(A1)'],
  ...[
    '\ud800',
    '\u0000',
    '\u202e',
    '\u2028',
    'ﷺ',
    '𠮷',
    'é',
    '０１２',
    '　',
    '\t\n',
    '1e999',
    '-0',
    'NaN',
    '9'.repeat(40),
  ],
  ...['甲'.repeat(2000), 'a'.repeat(5000), '1900-02-29', '9999-12-31', '0000-00-00', 'a.b.c', 'g.0.h.1.k'],
);

/** Any JSON, with hostile texts and keys in it. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'json' },
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER),
    hostileText,
    fc.string({ maxLength: 12 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        hostileText.filter((text) => text !== '__proto__'),
        fc.string({ maxLength: 8 }),
      ),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value;

/** A value with one to three places in it replaced, dropped or doubled. */
export function mutated(json: unknown, put: fc.Arbitrary<unknown> = anyJson): fc.Arbitrary<unknown> {
  const places = placesIn(json);
  const change = fc.record({
    place: fc.constantFrom(...places),
    how: fc.constantFrom('replace', 'replace', 'drop', 'double'),
    value: fc.oneof(
      put,
      fc.constantFrom(...places).map((place) => valueOfPlace(json, place)),
    ),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) =>
      changes.reduce((root, { place, how, value }) => changed(root, place, how, value), structuredClone(json)),
    );
}

type Place = readonly (string | number)[];

function placesIn(json: unknown): readonly Place[] {
  const places: Place[] = [];
  const walk = (node: unknown, path: Place) => {
    places.push(path);
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) walk(value, [...path, Array.isArray(node) ? Number(key) : key]);
  };
  walk(json, []);
  return places;
}

function valueOfPlace(json: unknown, place: Place): unknown {
  let node = json;
  for (const key of place) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as { [key: string | number]: unknown })[key];
  }
  return node;
}

function changed(root: unknown, place: Place, how: string, value: unknown): unknown {
  const last = place.at(-1);
  if (last === undefined) return how === 'replace' ? value : root;
  const parent = valueOfPlace(root, place.slice(0, -1)) as { [key: string | number]: unknown } | unknown[];
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, last)) return root;
  if (Array.isArray(parent)) {
    const at = Number(last);
    if (how === 'drop') parent.splice(at, 1);
    else if (how === 'double') parent.splice(at, 0, structuredClone(parent[at]));
    else parent[at] = structuredClone(value);
    return root;
  }
  if (how === 'drop') delete parent[last];
  else if (how === 'double') parent[`${last}2`] = structuredClone(parent[last]);
  else parent[last] = structuredClone(value);
  return root;
}
