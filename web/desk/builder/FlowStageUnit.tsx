import { Select } from 'antd';
import { useState } from 'react';
import type { Stage } from '../../../lowcode/flow/definition.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import { UnitSelect } from '../ui/ActionInput.tsx';
import { PropertyField } from './PropertyField.tsx';
import type { Property } from './properties.ts';
import { joinPath } from './tree.ts';

const WAYS = [
  { value: 'case', label: '承办这一件的单位' },
  { value: 'named', label: '固定的一个单位' },
  { value: 'division', label: '按填写的地方，由当地的单位' },
  { value: 'field', label: '填写的那个单位' },
  { value: 'each', label: '填写的每个单位，分别办理' },
] as const;
type Way = (typeof WAYS)[number]['value'];

function wayOf(stage: Stage): Way {
  if (stage.byDivision) return 'division';
  if (stage.unitField !== undefined) return 'field';
  if (stage.eachOf !== undefined) return 'each';
  return stage.unit === undefined ? 'case' : 'named';
}

const UNITS: Property = {
  name: 'units',
  label: '各地由哪个单位办',
  kind: 'list',
  item: '地方',
  hint: '写到乡镇或村；没有写到的，由下面的单位办。',
  each: [
    { name: 'division', label: '行政区划代码', kind: 'string', needed: true },
    { name: 'unit', label: '单位', kind: 'unit', needed: true },
  ],
  fresh: () => ({ division: '', unit: '' }),
};

/** Which unit acts at a stage: the case's, one of always, or what an answer says. */
export function FlowStageUnit({
  stage,
  path,
  office,
  form,
  scope,
  problem,
  change,
}: {
  stage: Stage;
  /** Path of the stage in the flow. */
  path: string;
  office: boolean;
  form: FormDefinition | undefined;
  scope: Scope;
  problem: string | undefined;
  change: (stage: Stage) => void;
}) {
  // A unit that is fixed but not chosen yet is nowhere in the definition.
  const [naming, setNaming] = useState(false);
  const way = wayOf(stage) === 'case' && naming ? 'named' : wayOf(stage);
  const { unit, byDivision, unitField, eachOf, ...rest } = stage;
  const own = unit === undefined ? {} : { unit };
  const fields = (kinds: readonly string[]) =>
    (form ? itemsOf(form) : []).flatMap(({ item }) =>
      kinds.includes(item.kind) ? [{ value: item.key, label: item.label.zh }] : [],
    );
  const choose = (next: Way) => {
    setNaming(next === 'named');
    if (next === 'case') change(rest);
    if (next === 'named') change({ ...rest, ...own });
    if (next === 'division') {
      change({ ...rest, ...own, byDivision: { field: fields(['division'])[0]?.value ?? '', units: [] } });
    }
    if (next === 'field') change({ ...rest, ...own, unitField: fields(['unit'])[0]?.value ?? '' });
    if (next === 'each') change({ ...rest, eachOf: fields(['units'])[0]?.value ?? '' });
  };
  const id = `property-${path.replaceAll('.', '-')}-unit`;
  const none = '表单里还没有这样的字段';
  const chosen = fields(way === 'division' ? ['division'] : way === 'field' ? ['unit'] : ['units']);
  const byField = way === 'division' || way === 'field' || way === 'each';
  return (
    <div className="property" id={`${id}-place`}>
      <label className="field-label" htmlFor={`${id}-way`}>
        哪个单位办
      </label>
      <Select
        id={`${id}-way`}
        value={way}
        options={WAYS.filter(({ value }) => office || value !== 'each').map((each) => ({ ...each }))}
        onChange={choose}
      />
      {byField && (
        <>
          <label className="field-label" htmlFor={`${id}-field`}>
            看哪个字段
          </label>
          <Select
            id={`${id}-field`}
            value={(byDivision?.field ?? unitField ?? eachOf) || undefined}
            placeholder={chosen.length === 0 ? none : '请选择'}
            options={chosen}
            onChange={(field: string) => {
              if (way === 'division') change({ ...stage, byDivision: { units: [], ...byDivision, field } });
              else change(way === 'field' ? { ...stage, unitField: field } : { ...stage, eachOf: field });
            }}
          />
        </>
      )}
      {byDivision && (
        <PropertyField
          property={UNITS}
          path={joinPath(path, 'byDivision.units')}
          scope={scope}
          value={byDivision.units}
          set={(units) =>
            change({ ...stage, byDivision: { ...byDivision, units: (units ?? []) as typeof byDivision.units } })
          }
        />
      )}
      {(way === 'named' || way === 'division' || way === 'field') && (
        <>
          <label className="field-label" htmlFor={`${id}-own`}>
            {way === 'named' ? '单位' : '没有填写或没有写到时，由哪个单位办'}
          </label>
          <UnitSelect<string>
            id={`${id}-own`}
            value={unit}
            allowClear
            onChange={(next) => change({ ...without(stage), ...(next ? { unit: next } : {}) })}
          />
        </>
      )}
      {problem && <span className="field-problem">{problem}</span>}
    </div>
  );
}

function without({ unit: _unit, ...rest }: Stage): Stage {
  return rest;
}
