import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import year2026 from '../calendar/2026.json' with { type: 'json' };
import { checkFlow } from '../flow/check.ts';
import { checkForm } from '../form/check-form.ts';
import { compileForm } from '../form/compile.ts';
import { evaluate } from '../form/evaluate.ts';
import { toJsonSchema } from '../form/json-schema.ts';
import { monday, roadAnswers, roadForm } from '../form/road.fixture.ts';
import { checkLicenceType } from '../licence/check.ts';
import { lintService } from '../service/lint.ts';
import { parseCalendarYear, parseFlow, parseForm, parseLicenceType, parseService, parseSystem } from './parse.ts';
import { MOST_BYTES, sizeProblem } from './size.ts';

const flow = {
  title: { zh: '审批' },
  steps: [
    {
      kind: 'parallel',
      key: 'joint',
      title: { zh: '并联' },
      branches: [
        { stage: { key: 'a', title: { zh: '城管' }, role: 'approver', kind: 'review', procedures: ['hearing'] } },
        {
          stage: { key: 'b', title: { zh: '交警' }, role: 'approver', kind: 'review', unit: 'jjdd', limitDays: 3 },
          when: { op: 'field', key: 'digging' },
        },
      ],
    },
    { kind: 'stage', stage: { key: 'sign', title: { zh: '签发' }, role: 'head', kind: 'decide' } },
  ],
};
const licence = {
  name: { zh: '占用挖掘城市道路许可证' },
  typeCode: '11100000000013338W011',
  issuer: 'cgj',
  definer: { zh: '市数据局' },
  holder: 'both',
  validYears: 1,
  fields: [{ key: 'holder', label: { zh: '被许可人' }, from: 'name', personal: true }],
};
const service = {
  ...{
    name: { zh: '占用、挖掘城市道路审批' },
    kind: 'permit',
    unit: 'cgj',
    audience: ['person'],
    themes: [],
    mode: 'promised',
  },
  ...{ legalDays: 20, promisedDays: 5, basis: [{ law: '城市道路管理条例', article: '第三十条' }] },
  ...{ conditions: [{ zh: '确需占用' }], fees: [], faq: [], visits: 0, onlineDepth: 4 },
  materials: [
    {
      ...{ key: 'plan', name: { zh: '修复方案' }, necessity: 'conditional', form: ['electronic'], copies: 0 },
      ...{ source: 'applicant', when: { op: 'field', key: 'digging' }, whenText: { zh: '挖掘道路的' } },
    },
  ],
  ...{
    process: [{ name: { zh: '受理' }, who: { zh: '窗口' }, days: 1 }],
    place: { zh: '示例路2号' },
    hours: { zh: '工作日' },
  },
  ...{ consultPhone: '0734-5550104', complaintPhone: '0734-5550012' },
};
const copy = (json: unknown) => JSON.parse(JSON.stringify(json)) as never;

describe('a sound definition', () => {
  test.each([
    ['form', parseForm, roadForm],
    ['flow', parseFlow, flow],
    ['service', parseService, service],
    ['licence type', parseLicenceType, licence],
  ] as const)('%s comes through as it is', (_, parse, json) => {
    expect(parse(copy(json))).toEqual({ ok: true, value: copy(json) });
  });
});

describe('what is refused, and where', () => {
  const problemsOf = (json: unknown) => {
    const parsed = parseForm(json);
    return parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`);
  };
  const field = { kind: 'text', key: 'a', label: { zh: '甲' } };
  const formOf = (item: unknown) => ({
    title: { zh: '表' },
    pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: [item] }] }],
  });
  const at = 'pages.0.sections.0.items.0';

  test.each([
    [null, 'WRONG_TYPE '],
    ['{}', 'WRONG_TYPE '],
    [{}, 'MISSING title'],
    [{ ...formOf(field), onload: 'alert(1)' }, 'UNKNOWN_KEY onload'],
    [formOf({ ...field, kind: 'html' }), `NOT_ALLOWED ${at}.kind`],
    [formOf({ ...field, label: '甲' }), `WRONG_TYPE ${at}.label`],
    [formOf({ ...field, label: { zh: '甲', de: 'A' } }), `UNKNOWN_KEY ${at}.label.de`],
    [formOf({ ...field, pattern: '^(a+)+$' }), `UNKNOWN_KEY ${at}.pattern`],
    [formOf({ ...field, digits: 7 }), `NOT_ALLOWED ${at}.digits`],
    [formOf({ ...field, visible: { op: 'eval', code: '1' } }), `NOT_ALLOWED ${at}.visible.op`],
    [formOf({ ...field, visible: { op: 'not' } }), `MISSING ${at}.visible.of`],
    [formOf({ ...field, visible: { op: 'text', value: 'x', extra: 1 } }), `UNKNOWN_KEY ${at}.visible.extra`],
    [
      formOf({ kind: 'group', key: 'g', label: { zh: '组' }, fields: [{ kind: 'group' }] }),
      `MISSING ${at}.fields.0.fields`,
    ],
    [formOf({ ...field, hint: { zh: '\ud800' } }), `BAD_TEXT ${at}.hint.zh`],
    [{ ...formOf(field), pages: 'x' }, 'WRONG_TYPE pages'],
  ])('%j: %s', (json, expected) => expect(problemsOf(json)).toContain(expected));

  test('prototype keys are unknown keys', () => {
    expect(problemsOf(JSON.parse('{"__proto__":{"title":{"zh":"x"},"pages":[]}}'))).toEqual(
      expect.arrayContaining(['MISSING title', 'UNKNOWN_KEY __proto__']),
    );
    expect(problemsOf(formOf({ ...field, constructor: 1 }))).toEqual([`UNKNOWN_KEY ${at}.constructor`]);
  });

  test('what is too large or too deep is refused at once', () => {
    const large = formOf({ ...field, hint: { zh: '字'.repeat(10_000_000) } });
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(problemsOf(large)).toEqual(['TOO_LARGE ']);
    expect(problemsOf(Array(5_000_000).fill(0))).toEqual(['TOO_LARGE ']);
    expect(problemsOf(deep)).toEqual(['TOO_DEEP ']);
  });

  test('size is measured in bytes of UTF-8', () => {
    expect(sizeProblem('字'.repeat(Math.floor(MOST_BYTES / 3) - 2))).toBeNull();
    expect(sizeProblem('字'.repeat(Math.ceil(MOST_BYTES / 3)))?.code).toBe('TOO_LARGE');
    expect(sizeProblem({ a: Number.NaN })?.code).toBe('NOT_JSON');
    expect(sizeProblem([undefined])?.code).toBe('NOT_JSON');
  });
});

/** A definition with one place anywhere in it replaced by something else. */
function mutated(json: unknown) {
  const places: (readonly (string | number)[])[] = [];
  const walk = (node: unknown, path: readonly (string | number)[]) => {
    places.push(path);
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) walk(value, [...path, Array.isArray(node) ? Number(key) : key]);
  };
  walk(json, []);
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('', -1, 0, 1e9, '__proto__', [], {}, null, 'then'),
  );
  return fc.tuple(fc.constantFrom(...places), value).map(([path, put]) => {
    const result: { root: unknown } = { root: copy(json) };
    let parent: { [key: string | number]: unknown } = result;
    let last: string | number = 'root';
    for (const key of path) {
      parent = parent[last] as typeof parent;
      last = key;
    }
    parent[last] = put;
    return result.root;
  });
}

describe('the holidays of a year', () => {
  test('the published year comes through', () => {
    expect(parseCalendarYear(copy(year2026))).toEqual({ ok: true, value: year2026 });
  });

  test('a forgotten holiday, a worked Monday, a date of another year are named', () => {
    const codes = (change: object) => {
      const parsed = parseCalendarYear({ ...year2026, ...change });
      return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
    };
    expect(codes({ off: year2026.off.slice(0, 6) })).toEqual(['SUM']);
    expect(codes({ workedWeekendDays: ['2026-01-05'] })).toEqual(['NOT_A_WEEKEND']);
    expect(codes({ off: [{ from: '2025-12-31', to: '2026-01-03', name: '元旦' }] })).toEqual(['BAD_RANGE']);
    expect(codes({ year: 99_999 })).toEqual(['NOT_ALLOWED']);
  });

  test('a year with one place changed is refused or counts', () => {
    fc.assert(
      fc.property(mutated(year2026), (json) => {
        const parsed = parseCalendarYear(json);
        if (parsed.ok) expect(parsed.value.workingDays).toBe(248);
        else expect(parsed.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whatever is sent is refused or can be worked with', () => {
  const none = { has: () => false };
  const known = { units: none, forms: none, flows: none, licenceTypes: none };
  test.each([
    ['form', parseForm],
    ['flow', parseFlow],
    ['service', parseService],
    ['licence type', parseLicenceType],
    ['system', parseSystem],
  ])('%s: anything at all', (_, parse) => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(parse(json).ok).toBe(false);
      }),
    );
  });

  test('a form with one place changed: what parses is checked without a throw, and what passes works', () => {
    fc.assert(
      fc.property(mutated(roadForm), (json) => {
        const parsed = parseForm(json);
        if (!parsed.ok || checkForm(parsed.value).length > 0) return;
        expect(evaluate(compileForm(parsed.value), roadAnswers, monday).errors).toBeInstanceOf(Array);
        expect(toJsonSchema(parsed.value)).toHaveProperty('$schema');
      }),
      { numRuns: 400 },
    );
  });

  test('flows, service items and licence types with one place changed', () => {
    fc.assert(
      fc.property(mutated(flow), mutated(service), mutated(licence), (f, s, l) => {
        const [flows, services, licences] = [parseFlow(f), parseService(s), parseLicenceType(l)];
        if (flows.ok) expect(checkFlow(flows.value)).toBeInstanceOf(Array);
        if (services.ok) expect(lintService(services.value, known).length).toBeGreaterThan(0);
        if (licences.ok) expect(checkLicenceType(licences.value)).toBeInstanceOf(Array);
      }),
      { numRuns: 400 },
    );
  });
});
