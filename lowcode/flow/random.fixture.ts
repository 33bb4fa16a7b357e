import fc from 'fast-check';
import type { FormDefinition } from '../form/definition.ts';
import type { Rule } from '../rule/tree.ts';
import type { FlowDefinition, Stage, Step } from './definition.ts';

/** Pages of results, one for each stage that fills one in. */
export const RESULTS = 6;

const option = (value: string) => ({ value, label: { zh: value } });

/** A form whose first page is filled in at the beginning and whose other pages belong to stages. */
export const randomForm: FormDefinition = {
  title: { zh: '事项' },
  pages: [
    {
      key: 'start',
      title: { zh: '来文' },
      sections: [
        {
          key: 's',
          items: [
            { kind: 'choice', key: 'sort', label: { zh: '类别' }, options: ['a', 'b'].map(option), required: true },
            { kind: 'boolean', key: 'urgent', label: { zh: '紧急' } },
            { kind: 'choices', key: 'units', label: { zh: '协办单位' }, options: ['u1', 'u2', 'u3'].map(option) },
          ],
        },
      ],
    },
    ...Array.from({ length: RESULTS }, (_, i) => ({
      key: `page${i}`,
      title: { zh: `结果${i}` },
      sections: [
        {
          key: `s${i}`,
          items: [
            {
              kind: 'choice' as const,
              key: `result${i}`,
              label: { zh: `核查结果${i}` },
              options: ['good', 'bad'].map(option),
            },
          ],
        },
      ],
    })),
  ],
};

const is = (key: string, value: string): Rule => ({
  op: '=',
  left: { op: 'field', key },
  right: { op: 'text', value },
});

const results = fc.nat(RESULTS - 1).map((i) => `result${i}`);

/** Conditions of every sort, also ones that never or always hold. */
const conditions: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(results, fc.constantFrom('good', 'bad')).map(([key, value]) => is(key, value)) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'b').map((value) => is('sort', value)) },
  { weight: 1, arbitrary: fc.constant<Rule>({ op: 'present', of: { op: 'field', key: 'units' } }) },
  { weight: 1, arbitrary: fc.boolean().map((value): Rule => ({ op: 'boolean', value })) },
  {
    weight: 1,
    arbitrary: results.map((key): Rule => ({ op: 'and', of: [is(key, 'bad'), { op: 'not', of: is('sort', 'a') }] })),
  },
);

interface Plan {
  readonly branches: number;
  readonly when: Rule | null;
  readonly ownPage: boolean;
  readonly jump: { readonly to: number; readonly own: boolean; readonly when: Rule } | null;
  readonly each: boolean;
  readonly backTo: number | null;
  readonly signers: boolean;
  readonly review: boolean;
  readonly limit: Stage['limit'] | null;
}

const plans = fc.record<Plan>({
  branches: fc.constantFrom(1, 1, 1, 2, 3),
  when: fc.option(conditions, { freq: 3 }),
  ownPage: fc.boolean(),
  jump: fc.option(fc.record({ to: fc.nat(5), own: fc.boolean(), when: conditions }), { freq: 1 }),
  each: fc.constantFrom(false, false, false, true),
  backTo: fc.option(fc.nat(5), { freq: 1 }),
  signers: fc.boolean(),
  review: fc.boolean(),
  limit: fc.option(
    fc.record({ count: fc.nat(30), unit: fc.constantFrom('workingDays' as const, 'days' as const, 'hours' as const) }),
    { freq: 1 },
  ),
});

/** Flows of offices with everything in them; `checkFlow` refuses many of them. */
export const officeFlows: fc.Arbitrary<FlowDefinition> = fc
  .array(plans, { minLength: 1, maxLength: RESULTS })
  .map((list) => ({ title: { zh: '随机' }, purpose: 'office', steps: list.map((plan, i) => stepOf(plan, i, list)) }));

function stepOf(plan: Plan, index: number, list: readonly Plan[]): Step {
  const keyAt = (at: number) => (list[at]?.branches === 1 ? `stage${at}` : `joint${at}`);
  const stage = (key: string, first: boolean): Stage => ({
    ...{ key, title: { zh: `环节${key}` }, role: 'clerk', kind: plan.review ? 'review' : 'work' },
    ...(first && plan.ownPage ? { pages: [`page${index}`] } : {}),
    ...(plan.each ? { eachOf: 'units' } : {}),
    ...(plan.signers ? { signers: true } : {}),
    ...(plan.limit ? { limit: plan.limit } : {}),
    ...(plan.backTo === null || plan.backTo >= index || list[plan.backTo]?.branches !== 1
      ? {}
      : { backTo: [`stage${plan.backTo}`] }),
  });
  const when = plan.when ? { when: plan.when } : {};
  if (plan.branches > 1) {
    const branches = Array.from({ length: plan.branches }, (_, b) => ({ stage: stage(`stage${index}b${b}`, b === 0) }));
    return { kind: 'parallel', key: `joint${index}`, title: { zh: '并联' }, branches, ...when };
  }
  const { jump } = plan;
  const goTo = jump && jump.to < list.length ? [jump] : [];
  return {
    kind: 'stage',
    stage: stage(`stage${index}`, true),
    ...when,
    ...(goTo.length > 0
      ? { goTo: goTo.map((one) => ({ when: one.own ? is(`result${index}`, 'bad') : one.when, to: keyAt(one.to) })) }
      : {}),
  };
}
