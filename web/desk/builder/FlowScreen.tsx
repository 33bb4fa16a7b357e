import { Dropdown, Select } from 'antd';
import { useMemo, useState } from 'react';
import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import { chartOf } from '../../../lowcode/flow/chart.ts';
import { checkFlow } from '../../../lowcode/flow/check.ts';
import type { FlowDefinition } from '../../../lowcode/flow/definition.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { scopeOf } from '../../../lowcode/form/scope.ts';
import { emptyScope } from '../../../lowcode/rule/scope.ts';
import { wordFor, words } from '../../../lowcode/words.ts';
import { DEFINITION, DEFINITIONS } from '../api/definitions.ts';
import type { Definition, Problem } from '../api/model.ts';
import { UNITS } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { Icon } from '../shell/icons.tsx';
import { FlowChart } from '../ui/FlowChart.tsx';
import { flowChanges } from './changes.ts';
import { EditorFrame } from './EditorFrame.tsx';
import {
  addToFlow,
  duplicateInFlow,
  type FlowChanged,
  flowOutline,
  flowPartAt,
  longestDays,
  moveInFlow,
  removeFromFlow,
} from './flow-ops.ts';
import { nearest, showProperty } from './jump.ts';
import { OpenDefinition } from './OpenDefinition.tsx';
import { Outline } from './Outline.tsx';
import { PropertySheet } from './PropertySheet.tsx';
import type { Property } from './properties.ts';
import { useEditor } from './use-editor.ts';

/** The flow editor: steps and branches as a list, the chart as it will be drawn in guides, and the properties. */
export function FlowScreen({ definitionKey }: { definitionKey: string }) {
  return <OpenDefinition kind="flow" definitionKey={definitionKey} show={(opened) => <FlowEditor opened={opened} />} />;
}

const options = (vocabulary: object, name: 'role' | 'procedure', only?: readonly string[]) =>
  (only ?? Object.keys(vocabulary)).map((value) => ({ value, label: wordFor(name, value) }));
const when: Property = { name: 'when', label: '什么时候需要', kind: 'condition', none: '总是需要' };
const STAGE: readonly Property[] = [
  { name: 'stage.title', label: '环节名称', kind: 'zh', needed: true },
  {
    name: 'stage.role',
    label: '谁办',
    kind: 'select',
    needed: true,
    options: options(words.role, 'role', ['clerk', 'approver', 'head', 'village']),
  },
  { name: 'stage.unit', label: '哪个单位办', kind: 'unit', hint: '不选就是受理这一件的单位。' },
  { name: 'stage.limitDays', label: '环节时限（工作日）', kind: 'integer', min: 0, max: 200, none: '不限' },
  {
    name: 'stage.kind',
    label: '这一环节',
    kind: 'select',
    needed: true,
    options: [
      { value: 'review', label: '审核：提出意见' },
      { value: 'decide', label: '决定：准予或不予（必须是最后一步）' },
    ],
  },
  {
    name: 'stage.procedures',
    label: '可以停止计时的特别程序',
    kind: 'multi',
    options: options(words.procedure, 'procedure'),
  },
];
const PROPERTIES: Readonly<Record<ReturnType<typeof flowPartAt>, readonly Property[]>> = {
  flow: [{ name: 'title', label: '流程名称', kind: 'zh', needed: true }],
  parallel: [{ name: 'title', label: '这一步叫什么', kind: 'zh', needed: true }, when],
  stage: [...STAGE, when],
  branch: [...STAGE, when],
};
const PART_WORDS = { flow: '流程', parallel: '并行', stage: '环节', branch: '并行的一支' } as const;

function FlowEditor({ opened }: { opened: Definition }) {
  const editor = useEditor<FlowDefinition>(opened);
  const { definition: flow, selected } = editor;
  const forms = useAsk(DEFINITIONS, { kind: 'form' }).data?.definitions ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const formKey = chosen ?? forms.find((form) => form.key === opened.key)?.key ?? null;
  const asked = useAsk(formKey ? DEFINITION : null, { kind: 'form', key: formKey ?? '' });
  const form = asked.data?.definition?.definition as FormDefinition | undefined;
  const scope = useMemo(() => (form ? scopeOf(form, defaultCalendar) : null), [form]);
  const problems = useMemo(
    (): readonly Problem[] =>
      checkFlow(flow, scope ?? undefined).map((each) => ({
        ...each,
        level: 'error' as const,
        message: each.message.zh,
      })),
    [flow, scope],
  );
  const entries = useMemo(() => flowOutline(flow, (role) => wordFor('role', role)), [flow]);
  const paths = entries.map((entry) => entry.path);
  const part = flowPartAt(flow, selected);
  const done = ({ flow: next, path }: FlowChanged) => editor.change(next, path);
  return (
    <EditorFrame
      editor={editor}
      layout="wide"
      changes={editor.saved.published ? flowChanges(editor.saved.published as FlowDefinition, flow) : []}
      title={flow.title.zh}
      problems={problems}
      jump={(path) => {
        editor.select(nearest(paths, path));
        showProperty(path);
      }}
      outline={
        <Outline
          entries={entries}
          selected={selected}
          select={editor.select}
          wrong={(path) => path !== '' && problems.some((each) => nearest(paths, each.path) === path)}
          actions={
            part === 'flow'
              ? null
              : {
                  up: () => done(moveInFlow(flow, selected, -1)),
                  down: () => done(moveInFlow(flow, selected, 1)),
                  copy: () => done(duplicateInFlow(flow, selected)),
                  remove: () => done(removeFromFlow(flow, selected)),
                }
          }
          add={
            <AddMenu
              branch={part === 'parallel' || part === 'branch'}
              add={(what) => done(addToFlow(flow, selected, what))}
            />
          }
        />
      }
      canvas={<Drawn flow={flow} />}
      properties={
        <PropertySheet
          title={entries.find((entry) => entry.path === selected)?.label ?? ''}
          about={PART_WORDS[part]}
          definition={flow}
          path={selected}
          properties={PROPERTIES[part]}
          scope={scope ?? emptyScope(defaultCalendar)}
          problems={problems}
          change={(next) => editor.change(next)}
        >
          {part === 'flow' && (
            <div className="property">
              <label className="field-label" htmlFor="flow-form">
                设条件时看哪张表单
              </label>
              <Select
                id="flow-form"
                showSearch={{ optionFilterProp: 'label' }}
                value={formKey}
                placeholder="选一张表单"
                options={forms.map((each) => ({ value: each.key, label: each.title.zh }))}
                onChange={setChosen}
              />
            </div>
          )}
        </PropertySheet>
      }
    />
  );
}

function Drawn({ flow }: { flow: FlowDefinition }) {
  const units = useAsk(UNITS).data?.units;
  const drawn = chartOf(flow);
  const nodes = drawn.nodes.map((node) => ({
    ...node,
    label: node.label.zh,
    who: units?.find((unit) => unit.code === node.unit)?.name.zh ?? (node.role ? wordFor('role', node.role) : null),
  }));
  return (
    <div className="block">
      <h2>流程图</h2>
      <FlowChart chart={{ nodes, edges: drawn.edges.filter(({ kind }) => kind === 'next') }} label="流程图" />
      <p className="quiet">各环节时限合计（并行的取最长）：{longestDays(flow)}个工作日。</p>
    </div>
  );
}

function AddMenu({ add, branch }: { add: (what: 'stage' | 'parallel' | 'branch') => void; branch: boolean }) {
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'stage', label: '环节' },
          { key: 'parallel', label: '并行办理' },
          { key: 'branch', label: '并行的一支', disabled: !branch },
        ],
        onClick: ({ key }) => add(key as 'stage'),
      }}
    >
      <button type="button" className="button-small">
        <Icon name="plus" size={12} /> 添加
      </button>
    </Dropdown>
  );
}
