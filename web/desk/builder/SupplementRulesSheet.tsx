import type { FlowDefinition, SupplementRules } from '../../../lowcode/flow/definition.ts';
import { supplementWords } from '../../../lowcode/flow/supplement-words.ts';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { Problem } from '../api/model.ts';
import { PropertyField } from './PropertyField.tsx';
import type { Property } from './properties.ts';
import { at, put } from './tree.ts';
import { problemAt } from './use-editor.ts';

const option = (name: 'role' | 'supplementExpiry') => (value: string) => ({ value, label: wordFor(name, value) });

const ALLOWED: Property = {
  name: 'supplement.allowed',
  label: '可以要求补正（不勾选，就只能受理或者不予受理）',
  kind: 'boolean',
  otherwise: true,
};

const TERMS: readonly Property[] = [
  {
    name: 'supplement.by',
    label: '谁可以要求补正',
    kind: 'multi',
    hint: '不选，就是所有能收件的人。',
    options: ['window', 'clerk', 'village'].map(option('role')),
  },
  {
    name: 'supplement.times',
    label: '最多几次',
    kind: 'integer',
    min: 1,
    max: 3,
    none: '1',
    hint: '行政许可应当一次告知全部补正内容（行政许可法第三十二条）；再要求须由监督人员批准。',
  },
  { name: 'supplement.days', label: '申请人有几个工作日', kind: 'integer', min: 1, max: 60, none: '没有期限' },
  {
    name: 'supplement.expiry',
    label: '逾期以后',
    kind: 'select',
    none: wordFor('supplementExpiry', 'waits'),
    options: ['withdrawn', 'notAccepted'].map(option('supplementExpiry')),
  },
];

const REMEDIES: Property = {
  name: 'supplement.remedies',
  label: '救济途径',
  kind: 'longZh',
  hint: '写进不予受理通知：到哪里、在多长时间内申请行政复议或者提起行政诉讼。',
};

/** How supplements are asked for, as a sentence and as its settings. */
export function SupplementRulesSheet({
  flow,
  scope,
  problems,
  change,
}: {
  flow: FlowDefinition;
  scope: Scope;
  problems: readonly Problem[];
  change: (flow: FlowDefinition) => void;
}) {
  const rules = flow.supplement;
  const shown = rules?.allowed === false ? [] : rules?.expiry === 'notAccepted' ? [...TERMS, REMEDIES] : TERMS;
  const set = (property: Property, value: unknown) => change(tidied(put(flow, property.name, value) as FlowDefinition));
  return (
    <section className="sheet-group" aria-label="补正">
      <h3>补正</h3>
      <p className="record-sentence">{supplementWords(rules)}</p>
      {[ALLOWED, ...shown].map((property) => (
        <PropertyField
          key={property.name}
          property={property}
          path={property.name}
          scope={scope}
          value={at(flow, property.name)}
          set={(value) => set(property, value)}
          problem={problemAt(problems, property.name)}
        />
      ))}
    </section>
  );
}

/** Without what says nothing: a flow that asks for no supplement has no terms, and no rules are as if there were none. */
function tidied({ supplement, ...flow }: FlowDefinition): FlowDefinition {
  if (supplement?.allowed === false) return { ...flow, supplement: { allowed: false } };
  const rules = Object.fromEntries(
    Object.entries(supplement ?? {}).filter(
      ([key, value]) => value !== undefined && (key !== 'remedies' || supplement?.expiry === 'notAccepted'),
    ),
  ) as SupplementRules;
  return Object.keys(rules).length === 0 ? flow : { ...flow, supplement: rules };
}
