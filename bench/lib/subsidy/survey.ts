import { Model } from 'survey-core';
import type { Sample } from './samples.ts';

/* The same form for SurveyJS. One model is kept and given new answers each time, which is the fastest way to use it. */
type Element = Record<string, unknown>;
const text = (name: string, rest: Element = {}): Element => ({ type: 'text', name, ...rest });
const lengths = (minLength: number, maxLength: number) => ({ validators: [{ type: 'text', minLength, maxLength }] });
const matching = (regex: string) => ({ validators: [{ type: 'regex', regex }] });
const number = (name: string, rest: Element = {}) => text(name, { inputType: 'number', ...rest });
const required = { isRequired: true };
const holds = (expression: string) => ({ type: 'expression', expression });
const bounds = (minValue: number, maxValue?: number) => ({ type: 'numeric', minValue, maxValue });
const computed = (name: string, expression: string, rest: Element = {}): Element => ({
  ...{ type: 'expression', name, expression },
  ...rest,
});

const elements: readonly Element[] = [
  { type: 'radiogroup', name: 'kind', choices: ['person', 'company'], ...required },
  text('name', { visibleIf: "{kind} = 'person'", ...required, ...lengths(0, 60) }),
  text('idNo', { visibleIf: "{kind} = 'person'", ...required, ...lengths(18, 18) }),
  text('orgName', { visibleIf: "{kind} = 'company'", ...required, ...lengths(0, 60) }),
  text('orgCode', { visibleIf: "{kind} = 'company'", ...required, ...lengths(18, 18) }),
  text('phone', { ...required, ...matching('^1[3-9][0-9]{9}$') }),
  text('contact', lengths(0, 100)),
  text('address', { ...required, ...lengths(0, 200) }),
  text('postcode', { ...required, ...matching('^[0-9]{6}$') }),
  number('year', { ...required, validators: [bounds(2000, 2100)] }),
  text('startDate', { ...required, ...matching('^[0-9]{4}-[0-9]{2}-[0-9]{2}$') }),
  text('endDate', {
    ...required,
    validators: [{ type: 'regex', regex: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }, holds('{endDate} >= {startDate}')],
  }),
  { type: 'boolean', name: 'ownLand', ...required },
  text('leaseNo', { visibleIf: '{ownLand} = false', requiredIf: '{ownLand} = false', ...lengths(0, 40) }),
  {
    ...{ type: 'paneldynamic', name: 'plots', panelCount: 0, minPanelCount: 0, maxPanelCount: 500, ...required },
    templateElements: [
      { type: 'radiogroup', name: 'crop', choices: ['rice', 'wheat', 'corn'], ...required },
      number('length', { ...required, validators: [bounds(0.1)] }),
      number('width', { ...required, validators: [bounds(0.1, 1000), holds('{panel.width} <= {panel.length}')] }),
      { type: 'boolean', name: 'irrigated' },
      computed('plotArea', '{panel.length} * {panel.width}'),
      computed(
        'plotAmount',
        "{panel.plotArea} * iif({panel.crop} = 'rice', 1.5, iif({panel.crop} = 'wheat', 1.25, 1))",
      ),
    ],
  },
  computed('area', "sumInArray({plots}, 'plotArea')"),
  computed('plotCount', '{plots.length}'),
  computed('amount', "sumInArray({plots}, 'plotAmount')"),
  { type: 'boolean', name: 'insured' },
  number('insuredArea', { visibleIf: '{insured} = true', validators: [bounds(0), holds('{insuredArea} <= {area}')] }),
  computed('premium', '{insuredArea} * 0.25', { visibleIf: '{insured} = true' }),
  computed('total', '{amount} - iif({insured} = true, {premium}, 0)', { validators: [holds('{total} >= 0')] }),
  text('bank', { ...required, ...lengths(0, 60) }),
  text('card', { ...required, ...lengths(12, 19) }),
  { type: 'comment', name: 'remark', requiredIf: '{total} > 100000', ...lengths(0, 500) },
];

const model = new Model({ elements, checkErrorsMode: 'onNextPage', clearInvisibleValues: 'none' });

export function judge(sample: Sample): { readonly valid: boolean; readonly total: number | null } {
  model.data = sample;
  const valid = model.validate(false);
  return { valid, total: (model.getValue('total') as number | undefined) ?? null };
}

export const fields = elements.reduce(
  (sum, element) => sum + ((element.templateElements as readonly Element[] | undefined)?.length ?? 1),
  0,
);
