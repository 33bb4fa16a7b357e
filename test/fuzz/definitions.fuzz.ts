import fc from 'fast-check';
import { parseForm } from '../../lowcode/definition/parse.ts';
import { checkForm } from '../../lowcode/form/check-form.ts';
import { checkRecords } from '../../lowcode/form/check-taken.ts';
import { compileForm } from '../../lowcode/form/compile.ts';
import { diffForms } from '../../lowcode/form/diff.ts';
import { householdAnswers, householdForm } from '../../lowcode/form/household.fixture.ts';
import { toJsonSchema } from '../../lowcode/form/json-schema.ts';
import { roadAnswers, roadForm } from '../../lowcode/form/road.fixture.ts';
import { takingForm } from '../../lowcode/form/taking.fixture.ts';
import { corpusForm, formCases } from '../corpus/cases.ts';
import { judgeAnswers, judgeProblems } from './form-judge.ts';
import { anyJson, type FuzzTarget, mutated } from './target.ts';

const forms = [roadForm, householdForm, corpusForm, takingForm, ...formCases.slice(0, 40).map(({ form }) => form)];

/** Some of what the forms name is there. */
const records = {
  licenceTypes: new Map(),
  forms: new Map([['xiao-fan', roadForm]]),
  registers: new Map([['stalls', { name: '摊点台账', form: takingForm }]]),
};

/** Definitions of forms: any JSON, and forms with places changed. What passes the checks can be worked with. */
export const target: FuzzTarget = {
  name: 'definitions of forms',
  input: fc.oneof({ weight: 1, arbitrary: anyJson }, ...forms.map((form) => ({ weight: 1, arbitrary: mutated(form) }))),
  judge(json) {
    const parsed = parseForm(json);
    if (!parsed.ok) {
      if (parsed.problems.length === 0) throw new Error('refused without a reason');
      return judgeProblems(parsed.problems);
    }
    const problems = checkForm(parsed.value);
    judgeProblems(problems);
    judgeProblems(checkRecords(parsed.value, records));
    judgeProblems(
      diffForms(roadForm, parsed.value).map(({ text }) => ({ code: 'DIFF', path: '', message: { zh: text } })),
    );
    if (problems.length > 0) return;
    const compiled = compileForm(parsed.value);
    for (const answers of [{}, roadAnswers, householdAnswers]) judgeAnswers(compiled, answers);
    if (JSON.stringify(toJsonSchema(parsed.value)).length === 0) throw new Error('no schema');
  },
};
