import { useMemo } from 'react';
import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import type { FlowDefinition } from '../../../lowcode/flow/definition.ts';
import type { FormDefinition, Page } from '../../../lowcode/form/definition.ts';
import { emptyScope } from '../../../lowcode/rule/scope.ts';
import { fieldsOfTheMatter } from '../../../lowcode/system/check-fit.ts';
import type { SystemDefinition } from '../../../lowcode/system/definition.ts';
import { pagesAtBeginning, pagesAtStage, stagesOfFlow } from '../../../lowcode/system/pages.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { DEFINITION, DEFINITIONS } from '../api/definitions.ts';
import type { Definition, DefinitionKind } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { Facts } from '../ui/Facts.tsx';
import { OpenDefinition } from './OpenDefinition.tsx';
import { PartsEditor } from './PartsEditor.tsx';
import { type SystemChoices, systemPartOf, systemParts } from './system-properties.ts';
import { useEditor } from './use-editor.ts';
import { useServerCheck } from './use-server-check.ts';

/** The editor of an inner system: its form and flow, who begins and closes matters, numbers, lists and summaries. */
export function SystemScreen({ definitionKey }: { definitionKey: string }) {
  return (
    <OpenDefinition kind="system" definitionKey={definitionKey} show={(opened) => <SystemEditor opened={opened} />} />
  );
}

function SystemEditor({ opened }: { opened: Definition }) {
  const editor = useEditor<SystemDefinition>(opened);
  const { definition: system } = editor;
  const problems = useServerCheck(opened, system);
  const forms = useChoices('form');
  const flows = useChoices('flow');
  const form = usePublished<FormDefinition>('form', system.form);
  const flow = usePublished<FlowDefinition>('flow', system.flow);
  const parts = useMemo(() => systemParts({ forms, flows, ...choicesIn(form, flow) }), [forms, flows, form, flow]);
  return (
    <PartsEditor
      editor={editor}
      title={system.name.zh}
      parts={parts}
      partOf={systemPartOf}
      problems={problems}
      scope={emptyScope(defaultCalendar)}
      canvas={<SystemPreview system={system} form={form} flow={flow} />}
    />
  );
}

function useChoices(kind: DefinitionKind) {
  const definitions = useAsk(DEFINITIONS, { kind }).data?.definitions;
  return useMemo(() => (definitions ?? []).map((each) => ({ value: each.key, label: each.title.zh })), [definitions]);
}

function usePublished<T>(kind: DefinitionKind, key: string): T | null {
  const asked = useAsk(key ? DEFINITION : null, { kind, key });
  return (asked.data?.definition?.published as T | undefined) ?? null;
}

function choicesIn(form: FormDefinition | null, flow: FlowDefinition | null): Omit<SystemChoices, 'forms' | 'flows'> {
  if (!form || !flow) return { first: [], fields: [], stages: [], answered: [], numbered: [] };
  const each = stagesOfFlow(flow).filter(({ eachOf }) => eachOf !== undefined);
  return {
    first: fieldsOn(pagesAtBeginning(form, flow)),
    fields: [...fieldsOfTheMatter(form, flow)].map(([value, { label }]) => ({ value, label: label.zh })),
    stages: each.map(({ key, title }) => ({ value: key, label: title.zh })),
    numbered: numberedIn(flow),
    answered: fieldsOn(each.flatMap((stage) => pagesAtStage(form, stage))),
  };
}

function numberedIn(flow: FlowDefinition) {
  const titles = new Map<string, string>();
  for (const { numbering, title } of stagesOfFlow(flow))
    if (numbering !== undefined) titles.set(numbering, [titles.get(numbering), title.zh].filter(Boolean).join('、'));
  return [...titles].map(([value, label]) => ({ value, label }));
}

function fieldsOn(pages: readonly Page[]) {
  const items = pages.flatMap(({ sections }) => sections.flatMap((section) => section.items));
  return items.flatMap((item) =>
    item.kind === 'group' || item.kind === 'note' ? [] : [{ value: item.key, label: item.label.zh }],
  );
}

/** What was assembled, as the people who work with it meet it: what is filled in when, and by whom. */
function SystemPreview({
  system,
  form,
  flow,
}: {
  system: SystemDefinition;
  form: FormDefinition | null;
  flow: FlowDefinition | null;
}) {
  const pages = (found: readonly Page[]) => found.map(({ title }) => `《${title.zh}》`).join('') || '不填写';
  return (
    <div className="block guide">
      <h2>{system.name.zh || '（未命名）'}</h2>
      <p className="quiet">{system.about.zh}</p>
      {form && flow ? (
        <>
          <h3>谁在什么时候填写什么</h3>
          <Facts
            facts={[
              ['发起', pages(pagesAtBeginning(form, flow))],
              ...stagesOfFlow(flow).map(
                (stage) =>
                  [stage.title.zh, `${wordFor('role', stage.role)}：${pages(pagesAtStage(form, stage))}`] as const,
              ),
            ]}
          />
        </>
      ) : (
        <p className="notice">先选一张已发布的表单和一个已发布的内部流程。</p>
      )}
      <h3>台账</h3>
      <ul className="bullets">
        {system.registers.map(({ key, title }) => (
          <li key={key}>{title.zh || '（未命名）'}</li>
        ))}
      </ul>
    </div>
  );
}
