import type { FlowDefinition, Stage } from '../../../lowcode/flow/definition.ts';
import { STAGE_ROLES } from '../../../lowcode/flow/roles.ts';
import { stageKeyOf } from '../../../lowcode/flow/walk.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { Problem } from '../api/model.ts';
import { FlowStageLimit } from './FlowStageLimit.tsx';
import { FlowStageUnit } from './FlowStageUnit.tsx';
import { stageGroups } from './flow-properties.ts';
import { PropertyField } from './PropertyField.tsx';
import type { Property } from './properties.ts';
import { at, joinPath, put } from './tree.ts';
import { problemAt } from './use-editor.ts';

const NAME: Property = { name: 'stage.title', label: '环节名称', kind: 'zh', needed: true };
const ROLE: Property = {
  name: 'stage.role',
  label: '谁办',
  kind: 'select',
  needed: true,
  options: STAGE_ROLES.map((role) => ({ value: role, label: wordFor('role', role) })),
};
const kindOf = (office: boolean): Property => ({
  name: 'stage.kind',
  label: '这一环节',
  kind: 'select',
  needed: true,
  options: [
    { value: 'work', label: '办理：做完就往下（拟稿、处置、制证）' },
    { value: 'review', label: office ? '审核：不通过就终止' : '审核：提出通过或不通过的意见' },
    ...(office ? [] : [{ value: 'decide', label: '决定：准予或不予，只有一个' }]),
  ],
});

/** The properties of a stage, in the order one thinks of it: what, who, how long, then where to. */
export function FlowStageSheet({
  flow,
  path,
  form,
  scope,
  problems,
  change,
}: {
  flow: FlowDefinition;
  path: string;
  form: FormDefinition | undefined;
  scope: Scope;
  problems: readonly Problem[];
  change: (flow: FlowDefinition) => void;
}) {
  const office = flow.purpose === 'office';
  const stagePath = joinPath(path, 'stage');
  const stage = at(flow, stagePath) as Stage;
  const set = (next: Stage) => change(put(flow, stagePath, next));
  const field = (property: Property) => {
    const place = joinPath(path, property.name);
    return (
      <PropertyField
        key={`${stage.key} ${property.name}`}
        property={property}
        path={place}
        scope={scope}
        value={at(flow, place)}
        set={(value) => change(put(flow, place, value))}
        problem={problemAt(problems, place) ?? problemAt(problems, joinPath(place, 'zh')) ?? within(problems, place)}
      />
    );
  };
  return (
    <>
      <header className="sheet-head">
        <h2>{stage.title.zh || '（未命名）'}</h2>
        <span className="faint">{path.includes('branches') ? '并行的一支' : '环节'}</span>
      </header>
      {field(NAME)}
      {field(kindOf(office))}
      {field(ROLE)}
      <FlowStageUnit
        key={`${stageKeyOf(stage.key)} unit`}
        stage={stage}
        path={stagePath}
        office={office}
        form={form}
        scope={scope}
        problem={['unit', 'unitField', 'eachOf', 'byDivision']
          .map((name) => within(problems, joinPath(stagePath, name)))
          .find((found) => found !== undefined)}
        change={set}
      />
      <FlowStageLimit
        stage={stage}
        path={stagePath}
        office={office}
        scope={scope}
        problem={
          within(problems, joinPath(stagePath, 'limit')) ?? problemAt(problems, joinPath(stagePath, 'limitDays'))
        }
        change={set}
      />
      {stageGroups(flow, path, form, scope).map((group) => (
        <section key={group.title} className="sheet-group" aria-label={group.title}>
          <h3>{group.title}</h3>
          {group.properties.map(field)}
        </section>
      ))}
    </>
  );
}

/** The first problem at a place or below it. */
function within(problems: readonly Problem[], place: string): string | undefined {
  return problems.find((each) => each.path === place || each.path.startsWith(`${place}.`))?.message;
}
