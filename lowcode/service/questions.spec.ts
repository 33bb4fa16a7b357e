import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileForm } from '../form/compile.ts';
import type { FormDefinition } from '../form/definition.ts';
import { evaluate } from '../form/evaluate.ts';
import { applicationForm } from './application-form.ts';
import type { Material, ServiceDefinition } from './definition.ts';
import { lintService } from './lint.ts';
import { appliesIn, askedQuestions, type GuideQuestion, type Situation, situationFrom } from './questions.ts';

const option = (value: string) => ({ value, label: { zh: `选项${value}` } });
const question = (key: string, values: readonly string[], when?: Situation): GuideQuestion => ({
  key,
  label: { zh: `问题${key}` },
  options: values.map(option),
  ...(when ? { when } : {}),
});
const material = (key: string, situations: readonly Situation[], more: Partial<Material> = {}): Material => ({
  key,
  name: { zh: `材料${key}` },
  necessity: situations.length > 0 ? 'conditional' : 'required',
  ...(situations.length > 0 ? { whenText: { zh: '符合情形的' }, situations } : {}),
  form: ['electronic'],
  copies: 1,
  source: 'applicant',
  ...more,
});
const form: FormDefinition = {
  title: { zh: '申请表' },
  pages: [
    {
      key: 'page1',
      title: { zh: '申请' },
      sections: [{ key: 's', items: [{ kind: 'text', key: 'reason', label: { zh: '事由' }, required: true }] }],
    },
  ],
};
const service = (questions: readonly GuideQuestion[], materials: readonly Material[]) =>
  ({ questions, materials, uploadMaterials: true, form: 'f' }) as unknown as ServiceDefinition;

const KIND = question('kind', ['new', 'renew']);
const LOST = question('lost', ['yes', 'no'], { question: 'kind', values: ['renew'] });
const NEWLY = material('lease', [{ question: 'kind', values: ['new'] }]);
const STATEMENT = material('statement', [{ question: 'lost', values: ['yes'] }]);
const ALWAYS = material('plan', []);
const item = service([KIND, LOST], [ALWAYS, NEWLY, STATEMENT]);
const CONTEXT = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' } as const;

describe('guided questions', () => {
  it('ask what follows from earlier answers, and drop answers to what is not asked', () => {
    const keys = (given: Record<string, string>) =>
      askedQuestions([KIND, LOST], situationFrom([KIND, LOST], given)).map(({ key }) => key);
    expect(keys({})).toEqual(['kind']);
    expect(keys({ kind: 'new' })).toEqual(['kind']);
    expect(keys({ kind: 'renew' })).toEqual(['kind', 'lost']);
    expect(situationFrom([KIND, LOST], { kind: 'new', lost: 'yes', other: 'x' })).toEqual({ kind: 'new' });
    expect(situationFrom([KIND, LOST], { kind: 'nothing' })).toEqual({});
  });

  it('choose which materials apply, and say where that is open', () => {
    const need = (given: Record<string, string>) =>
      [NEWLY, STATEMENT].map(({ situations = [] }) =>
        appliesIn(situations, [KIND, LOST], situationFrom([KIND, LOST], given)),
      );
    expect(need({})).toEqual(['ask', 'ask']);
    expect(need({ kind: 'new' })).toEqual([true, false]);
    expect(need({ kind: 'renew' })).toEqual([false, 'ask']);
    expect(need({ kind: 'renew', lost: 'yes' })).toEqual([false, true]);
  });
});

describe('the form as it is filled in for an item', () => {
  it('asks the questions first and takes each material last, without a field for it in the form', () => {
    const made = applicationForm(form, item);
    expect(made.pages.map(({ key }) => key)).toEqual(['situation', 'page1', 'materials']);
    const compiled = compileForm(made);
    const errors = (answers: object) =>
      Object.fromEntries(evaluate(compiled, answers, CONTEXT).errors.map(({ path, code }) => [path, code]));
    expect(errors({ reason: '开店' })).toEqual({ kind: 'REQUIRED', plan: 'REQUIRED' });
    expect(errors({ reason: '开店', kind: 'renew', lost: 'yes' })).toEqual({ plan: 'REQUIRED', statement: 'REQUIRED' });
    expect(errors({ reason: '开店', kind: 'new', lost: 'yes' })).toEqual({ plan: 'REQUIRED', lease: 'REQUIRED' });
  });

  it('is the form itself where the item declares neither, or the form has the place', () => {
    expect(applicationForm(form, { ...item, questions: [], uploadMaterials: false })).toBe(form);
    const government = material('card', [], { source: 'government' });
    const paper = material('deed', [], { form: ['original'] });
    expect(applicationForm(form, service([], [government, paper]))).toBe(form);
  });
});

const known = {
  units: new Map(),
  forms: new Map([['f', form]]),
  flows: new Map(),
  licenceTypes: new Map(),
};
const codes = (one: ServiceDefinition) =>
  lintService({ ...ITEM, ...one }, known)
    .filter(({ path, code }) => /^(questions|materials)/.test(path) && code !== 'MATERIAL_WITHOUT_SLOT')
    .map(({ code, path }) => `${code} ${path}`);
const ITEM = {
  ...{ name: { zh: '事项' }, kind: 'other', unit: 'u', audience: ['person'], themes: [], mode: 'promised' },
  ...{ legalDays: 5, promisedDays: 5, basis: [], conditions: [], fees: [], process: [], place: { zh: '' } },
  ...{ hours: { zh: '' }, consultPhone: '', complaintPhone: '', visits: 0, onlineDepth: 3, faq: [] },
} as unknown as ServiceDefinition;

describe('the linter', () => {
  it('finds nothing in sound questions, and each slip in others', () => {
    expect(codes(item)).toEqual([]);
    expect(codes(service([KIND], [ALWAYS]))).toEqual(['QUESTION_NOT_USED questions.0']);
    expect(codes(service([], [NEWLY]))).toContain('UNKNOWN_QUESTION materials.0.situations.0');
    expect(codes(service([KIND], [material('a', [{ question: 'kind', values: ['old'] }])]))).toEqual([
      'UNKNOWN_ANSWER materials.0.situations.0',
      'MATERIAL_UNREACHABLE materials.0.situations',
    ]);
    const both = [
      { question: 'kind', values: ['new'] },
      { question: 'lost', values: ['yes'] },
    ];
    expect(codes(service([KIND, LOST], [material('a', both)]))).toEqual([
      'MATERIAL_UNREACHABLE materials.0.situations',
    ]);
    expect(
      codes(service([question('reason', ['a', 'b'])], [material('a', [{ question: 'reason', values: ['a'] }])])),
    ).toEqual(['DUPLICATE_KEY questions.0.key']);
    expect(codes(service([], [material('申请书', [])]))).toEqual(['BAD_KEY materials.0.key']);
  });

  it('says of a material that it is unreachable just when no answers reach it', () => {
    const values = ['a', 'b', 'c'];
    const situation = (most: number) =>
      fc.record({
        question: fc.nat({ max: most }).map((n) => `q${n}`),
        values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }),
      });
    const world = fc
      .array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 4 })
      .chain((hangs) =>
        fc.tuple(
          fc.tuple(
            ...hangs.map((kind, n) =>
              n === 0 || kind === 0
                ? fc.constant(question(`q${n}`, values))
                : situation(n - 1).map((when) => question(`q${n}`, values, when)),
            ),
          ),
          fc.array(situation(hangs.length - 1), { minLength: 1, maxLength: 4 }),
        ),
      );
    fc.assert(
      fc.property(world, ([questions, situations]) => {
        const one = service(questions, [material('m', situations)]);
        const said = codes(one).some((code) => code.startsWith('MATERIAL_UNREACHABLE'));
        expect(said).toBe(
          !combinations(questions, values).some((given) => appliesIn(situations, questions, given) === true),
        );
      }),
    );
  });
});

/** All answers that count, by trying every one. */
function combinations(questions: readonly GuideQuestion[], values: readonly string[]) {
  let all: Record<string, string>[] = [{}];
  for (const { key } of questions)
    all = all.flatMap((given) => [given, ...values.map((value) => ({ ...given, [key]: value }))]);
  return all.map((given) => situationFrom(questions, given));
}
