import fc from 'fast-check';
import { compileForm } from '../../lowcode/form/compile.ts';
import { householdAnswers, householdForm } from '../../lowcode/form/household.fixture.ts';
import { roadAnswers, roadForm } from '../../lowcode/form/road.fixture.ts';
import { parseWebForm } from '../../lowcode/form/web-fields.ts';
import { corpusForm, formCases } from '../corpus/cases.ts';
import { judgeAnswers } from './form-judge.ts';
import { anyJson, type FuzzTarget, hostileText, mutated } from './target.ts';

const forms = [
  [roadForm, roadAnswers],
  [householdForm, householdAnswers],
  [corpusForm, { n: '1', rows: [{ id: 'a', rn: '2' }], outer: [{ id: 'a', inner: [{ id: 'b', en: '3' }] }] }],
  ...formCases.map(({ form, answers }) => [form, answers] as const),
] as const;
const compiled = forms.map(([form]) => compileForm(form));

const name = fc.oneof(
  hostileText,
  fc.constantFrom(
    'sections.0.length',
    'sections.0.id',
    'sections.1.width',
    'applicantKind',
    'households.0.members.1.name',
  ),
  fc.constantFrom('households.0.members.0.income', 'households.3.id', 'households.999.members.999.id', 'line', 'plan'),
);

/** Answers as JSON with places changed, and as posted HTML forms of any controls. */
export const target: FuzzTarget = {
  name: 'answers',
  input: fc.nat(forms.length - 1).chain((at) =>
    fc.record({
      at: fc.constant(at),
      answers: fc.oneof({ weight: 4, arbitrary: mutated(forms[at]?.[1]) }, { weight: 1, arbitrary: anyJson }),
      posted: fc.array(fc.tuple(name, hostileText), { maxLength: 8 }),
    }),
  ),
  judge(input) {
    const { at, answers, posted } = input as { at: number; answers: unknown; posted: [string, string][] };
    const [form] = forms[at] as (typeof forms)[number];
    const ready = compiled[at] as (typeof compiled)[number];
    judgeAnswers(ready, answers);
    let id = 0;
    judgeAnswers(ready, parseWebForm(form, posted, { newRowId: () => `n${id++}` }));
  },
};
