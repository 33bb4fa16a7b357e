import { Dropdown, Select } from 'antd';
import { useMemo, useState } from 'react';
import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import { checkFlow } from '../../../lowcode/flow/check.ts';
import type { FlowDefinition } from '../../../lowcode/flow/definition.ts';
import { startFrom } from '../../../lowcode/flow/starters.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { scopeOf } from '../../../lowcode/form/scope.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import { emptyScope } from '../../../lowcode/rule/scope.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { DEFINITION, DEFINITIONS } from '../api/definitions.ts';
import type { Definition, Problem } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { Icon } from '../shell/icons.tsx';
import { EditorFrame } from './EditorFrame.tsx';
import { FlowCanvas } from './FlowCanvas.tsx';
import { FlowStageSheet } from './FlowStageSheet.tsx';
import { FlowStarters } from './FlowStarters.tsx';
import {
  addToFlow,
  canDropInFlow,
  changePurpose,
  dropInFlow,
  duplicateInFlow,
  type FlowChanged,
  flowOutline,
  flowPartAt,
  moveInFlow,
  removeFromFlow,
} from './flow-ops.ts';
import { WHEN } from './flow-properties.ts';
import { nearest, showProperty } from './jump.ts';
import { outcomeNotices } from './notice-properties.ts';
import { OpenDefinition } from './OpenDefinition.tsx';
import { Outline } from './Outline.tsx';
import { PropertySheet } from './PropertySheet.tsx';
import type { Property } from './properties.ts';
import { SupplementRulesSheet } from './SupplementRulesSheet.tsx';
import { useEditor } from './use-editor.ts';

/** The flow editor: steps and branches as a list, the chart as it will be drawn in guides, and the properties. */
export function FlowScreen({ definitionKey }: { definitionKey: string }) {
  return <OpenDefinition kind="flow" definitionKey={definitionKey} show={(opened) => <FlowEditor opened={opened} />} />;
}

const NAME: Property = { name: 'title', label: '流程名称', kind: 'zh', needed: true };
const TITLE: Property = { name: 'title', label: '这一步叫什么', kind: 'zh', needed: true };
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
      checkFlow(flow, scope ?? undefined, form).map((each) => ({
        ...each,
        level: 'error' as const,
        message: each.message.zh,
      })),
    [flow, scope, form],
  );
  const entries = useMemo(() => flowOutline(flow, (role) => wordFor('role', role)), [flow]);
  const known = scope ?? emptyScope(defaultCalendar);
  const paths = entries.map((entry) => entry.path);
  const part = flowPartAt(flow, selected);
  const done = ({ flow: next, path }: FlowChanged) => editor.change(next, path);
  return (
    <EditorFrame
      editor={editor}
      layout="wide"
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
          dragging={{
            can: canDropInFlow,
            drop: (from, to, where) => done(dropInFlow(flow, from, to, where)),
          }}
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
      canvas={<FlowCanvas flow={flow} name={opened.key} scope={known} />}
      properties={
        part === 'stage' || part === 'branch' ? (
          <FlowStageSheet
            flow={flow}
            path={selected}
            form={form}
            scope={known}
            problems={problems}
            change={editor.change}
          />
        ) : (
          <PropertySheet
            title={entries.find((entry) => entry.path === selected)?.label ?? ''}
            about={PART_WORDS[part]}
            definition={flow}
            path={selected}
            properties={part === 'flow' ? [NAME, outcomeNotices(flow, form)] : [TITLE, WHEN]}
            scope={known}
            problems={problems}
            change={(next) => editor.change(next)}
            last={
              part === 'flow' &&
              flow.purpose !== 'office' && (
                <SupplementRulesSheet flow={flow} scope={known} problems={problems} change={editor.change} />
              )
            }
          >
            {part === 'flow' && (
              <>
                <FlowStarters start={(starter) => editor.change(startFrom(flow, starter, unitsField(form)), '')} />
                <div className="property">
                  <label className="field-label" htmlFor="flow-purpose">
                    用来办什么
                  </label>
                  <Select
                    id="flow-purpose"
                    value={flow.purpose ?? 'service'}
                    options={[
                      { value: 'service', label: '办理群众和企业的申请' },
                      { value: 'office', label: '单位内部事务（公文、督办、网格、填报）' },
                    ]}
                    onChange={(purpose: 'service' | 'office') => editor.change(changePurpose(flow, purpose), '')}
                  />
                </div>
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
              </>
            )}
          </PropertySheet>
        )
      }
    />
  );
}

/** The field of several units that a starter sends to; null where the form has none. */
function unitsField(form: FormDefinition | undefined): string | null {
  return (form ? itemsOf(form) : []).find(({ item }) => item.kind === 'units')?.item.key ?? null;
}

function AddMenu({ add, branch }: { add: (what: 'stage' | 'parallel' | 'branch') => void; branch: boolean }) {
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
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
