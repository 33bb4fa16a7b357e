import { Checkbox, Input, InputNumber, Select } from 'antd';
import { memo } from 'react';
import type { TakenFrom } from '../../../lowcode/form/definition.ts';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import type { Rule } from '../../../lowcode/rule/tree.ts';
import type { Situation } from '../../../lowcode/service/questions.ts';
import { UnitSelect } from '../ui/ActionInput.tsx';
import { SituationInput } from './assembly/SituationInput.tsx';
import { PlacedTextInput } from './PlacedTextInput.tsx';
import { PropertyList } from './PropertyList.tsx';
import type { Property } from './properties.ts';
import { RequiredInput } from './RequiredInput.tsx';
import { RuleInput } from './RuleInput.tsx';
import { TakenFromInput } from './TakenFromInput.tsx';
import { TextInput } from './TextInput.tsx';

export interface PropertyProps {
  property: Property;
  value: unknown;
  /** Path of the value in the definition: problems jump to it. */
  path: string;
  scope: Scope;
  set: (value: unknown) => void;
  /** Whether `set` always means the latest: the property then need not be drawn again for its sake. */
  stable?: boolean;
  problem?: string | undefined;
}

/** Kinds whose editors show rules, and so other fields. */
const SPEAKING = new Set<Property['kind']>(['condition', 'value', 'required', 'list']);
const UNLABELLED = new Set<Property['kind']>([
  'condition',
  'value',
  'required',
  'situation',
  'situations',
  'list',
  'boolean',
]);

/** One property with its label, hint and problem, edited by its kind. */
export const PropertyField = memo(function PropertyField(props: PropertyProps) {
  const { property, path, problem } = props;
  const id = propertyId(path);
  const head = (
    <>
      {property.label}
      {property.locked && <span className="optional">发布后不能更改</span>}
    </>
  );
  return (
    <div className="property" id={`${id}-place`}>
      {property.kind !== 'boolean' &&
        (UNLABELLED.has(property.kind) ? (
          <span className="field-label">{head}</span>
        ) : (
          <label className="field-label" htmlFor={id}>
            {head}
          </label>
        ))}
      {property.hint && <span className="field-hint">{property.hint}</span>}
      <Editor {...props} id={id} />
      {problem && <span className="field-problem">{problem}</span>}
    </div>
  );
}, sameProperty);

/** Drawn again when something of it changed; how it is set may be another function of the same meaning. */
function sameProperty(before: PropertyProps, after: PropertyProps): boolean {
  if (before.value !== after.value || before.path !== after.path || before.problem !== after.problem) return false;
  // Rules speak of the other fields.
  if (SPEAKING.has(after.property.kind) && before.scope !== after.scope) return false;
  return before.stable === true && after.stable === true && alike(before.property, after.property);
}

function alike(before: Property, after: Property): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

/** The id of a property's control in the document. */
export function propertyId(path: string): string {
  return `property-${path.replaceAll('.', '-')}`;
}

function Editor(props: PropertyProps & { id: string }) {
  const { id, property, value, scope, set, problem } = props;
  const status = problem ? ('error' as const) : undefined;
  const options = property.options?.map((option) => ({ ...option })) ?? [];
  const text = typeof value === 'string' ? value : '';
  const setText = (typed: string) => set(typed === '' && !property.needed ? undefined : typed);
  switch (property.kind) {
    case 'zh':
    case 'longZh':
      return <TextInput {...props} />;
    case 'placedZh':
      return <PlacedTextInput {...props} />;
    case 'string':
      return (
        <Input
          id={id}
          status={status}
          disabled={property.locked}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      );
    case 'longString':
      return (
        <Input.TextArea
          id={id}
          status={status}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      );
    case 'integer':
      return (
        <InputNumber
          id={id}
          status={status}
          min={property.min}
          max={property.max}
          precision={0}
          placeholder={property.none}
          value={typeof value === 'number' ? value : null}
          onChange={(next) => set(next ?? undefined)}
        />
      );
    case 'boolean': {
      const { otherwise = false } = property;
      return (
        <Checkbox
          id={id}
          checked={typeof value === 'boolean' ? value : otherwise}
          onChange={({ target }) => set(target.checked === otherwise ? undefined : target.checked)}
        >
          {property.label}
        </Checkbox>
      );
    }
    case 'select':
    case 'definition':
      return (
        <Select
          id={id}
          status={status}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear={!property.needed}
          placeholder={property.none ?? '请选择'}
          value={text || undefined}
          options={options}
          onChange={(next) => set(next ?? undefined)}
        />
      );
    case 'multi':
    case 'strings':
      return (
        <Select
          id={id}
          status={status}
          mode={property.kind === 'multi' ? 'multiple' : 'tags'}
          placeholder={property.kind === 'multi' ? '可以选几个' : '输入后按回车，可以填几个'}
          maxCount={property.max}
          optionFilterProp="label"
          value={Array.isArray(value) ? (value as string[]) : []}
          options={options}
          onChange={(next: string[]) => set(next.length === 0 && !property.needed ? undefined : next)}
        />
      );
    case 'unit':
      return <UnitSelect<string> id={id} value={text || undefined} onChange={(next) => set(next ?? undefined)} />;
    case 'units':
      return (
        <UnitSelect<string[]> id={id} multiple value={value as string[] | undefined} onChange={(next) => set(next)} />
      );
    case 'condition':
    case 'value':
      return (
        <RuleInput
          rule={(value as Rule | undefined) ?? null}
          want={property.kind}
          expected={property.expected ?? ['boolean']}
          scope={scope}
          label={property.label}
          none={property.none ?? '没有设置'}
          change={set}
        />
      );
    case 'required':
      return <RequiredInput id={id} value={value as boolean | Rule | undefined} scope={scope} set={set} />;
    case 'situation':
    case 'situations': {
      const one = property.kind === 'situation';
      const given = one ? [value ?? []].flat() : (value ?? []);
      return (
        <SituationInput
          id={id}
          one={one}
          questions={property.questions ?? []}
          value={given as readonly Situation[]}
          set={(next) => set(next.length === 0 ? undefined : one ? next[0] : next)}
        />
      );
    }
    case 'takenFrom':
      if (!property.taken) return null;
      return <TakenFromInput id={id} value={value as TakenFrom | undefined} {...property.taken} set={set} />;
    case 'list':
      return <PropertyList {...props} />;
  }
}
