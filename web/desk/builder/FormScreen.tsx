import { Dropdown, Select } from 'antd';
import { useMemo } from 'react';
import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import { checkForm } from '../../../lowcode/form/check-form.ts';
import type { Field, FieldKind, FormDefinition, Group } from '../../../lowcode/form/definition.ts';
import { scopeOf } from '../../../lowcode/form/scope.ts';
import { fieldsOf, itemsOf } from '../../../lowcode/form/walk.ts';
import { rowScope } from '../../../lowcode/rule/scope.ts';
import type { Text } from '../../../lowcode/text.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { Definition, Problem } from '../api/model.ts';
import { Icon } from '../shell/icons.tsx';
import { EditorFrame } from './EditorFrame.tsx';
import { FormTests } from './FormTests.tsx';
import {
  addPart,
  type Changed,
  duplicatePart,
  movePart,
  outlineOf,
  partAt,
  removePart,
  withKind,
  withLabel,
} from './form-ops.ts';
import { formProperties, KINDS } from './form-properties.ts';
import { nearest, showProperty } from './jump.ts';
import { OpenDefinition } from './OpenDefinition.tsx';
import { Outline } from './Outline.tsx';
import { Preview } from './Preview.tsx';
import { PropertySheet } from './PropertySheet.tsx';
import { at, joinPath, partsOf, put } from './tree.ts';
import { useEditor } from './use-editor.ts';

/** The form editor: a list of parts, the form as applicants will see it, and the properties of what is chosen. */
export function FormScreen({ definitionKey }: { definitionKey: string }) {
  return <OpenDefinition kind="form" definitionKey={definitionKey} show={(opened) => <FormEditor opened={opened} />} />;
}

const PART_WORDS = { form: '表单', page: '页', section: '分组', group: '重复组', field: '填写项' } as const;

function FormEditor({ opened }: { opened: Definition }) {
  const editor = useEditor<FormDefinition>(opened);
  const { definition: form, selected } = editor;
  const problems = useMemo(
    (): readonly Problem[] =>
      checkForm(form).map((each) => ({ ...each, level: 'error' as const, message: each.message.zh })),
    [form],
  );
  const scope = useMemo(() => scopeOf(form, defaultCalendar), [form]);
  const published = useMemo(() => keysOf(opened.published as FormDefinition | null), [opened.published]);
  const entries = useMemo(() => outlineOf(form), [form]);
  const part = partAt(form, selected);
  const value = at(form, selected);
  const done = ({ form: next, path }: Changed) => editor.change(next, path);
  const jump = (path: string) => {
    editor.select(
      nearest(
        entries.map((entry) => entry.path),
        path,
      ),
    );
    showProperty(path);
  };
  const inGroup = partsOf(selected).length >= 6 ? (at(form, partsOf(selected).slice(0, 6).join('.')) as Group) : null;
  const slot = inGroup?.kind === 'group' && part !== 'group' ? scope.groups.get(inGroup.key) : undefined;
  const own = part === 'group' ? scope.groups.get((value as Group).key) : slot;
  return (
    <EditorFrame
      editor={editor}
      title={form.title.zh}
      problems={problems}
      jump={jump}
      outline={
        <Outline
          entries={entries}
          selected={selected}
          select={editor.select}
          wrong={(path) =>
            path !== '' &&
            problems.some(
              (each) =>
                nearest(
                  entries.map((entry) => entry.path),
                  each.path,
                ) === path,
            )
          }
          actions={
            part === 'form'
              ? null
              : {
                  up: () => done(movePart(form, selected, -1)),
                  down: () => done(movePart(form, selected, 1)),
                  copy: () => done(duplicatePart(form, selected)),
                  remove: () => done(removePart(form, selected)),
                }
          }
          add={<AddMenu add={(what, kind) => done(addPart(form, selected, what, kind))} />}
        />
      }
      canvas={<Preview form={form} sound={problems.length === 0} />}
      properties={
        <PropertySheet
          title={entries.find((entry) => entry.path === selected)?.label ?? ''}
          about={PART_WORDS[part]}
          definition={form}
          path={selected}
          properties={formProperties(form, part, value, published)}
          scope={own ? rowScope(scope, own) : scope}
          problems={problems}
          change={(next) => editor.change(next)}
          setAs={(property, next) =>
            property.name === 'label' && (part === 'field' || part === 'group')
              ? withLabel(form, selected, next as Text, published)
              : put(form, joinPath(selected, property.name), next)
          }
        >
          {part === 'field' && (
            <div className="property">
              <label className="field-label" htmlFor="field-kind">
                类型
              </label>
              <Select
                id="field-kind"
                showSearch={{ optionFilterProp: 'label' }}
                value={(value as Field).kind}
                options={KINDS}
                disabled={published.has((value as Field).key)}
                onChange={(kind: FieldKind) => editor.change(withKind(form, selected, kind))}
              />
            </div>
          )}
          {part === 'form' && (
            <FormTests form={form} change={(next) => editor.change(next)} sound={problems.length === 0} />
          )}
        </PropertySheet>
      }
    />
  );
}

function keysOf(form: FormDefinition | null): ReadonlySet<string> {
  if (!form) return new Set();
  return new Set([...itemsOf(form).map(({ item }) => item.key), ...fieldsOf(form).map(({ field }) => field.key)]);
}

const COMMON: readonly FieldKind[] = [
  'text',
  'longText',
  'number',
  'money',
  'choice',
  'choices',
  'boolean',
  'date',
  'file',
  'declaration',
  'note',
];

function AddMenu({ add }: { add: (part: 'page' | 'section' | 'group' | 'field', kind?: FieldKind) => void }) {
  const others = KINDS.filter(({ value }) => !COMMON.includes(value as FieldKind));
  const entry = (kind: string) => ({ key: `field:${kind}`, label: wordFor('fieldKind', kind) });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'fields', type: 'group', label: '填写项', children: COMMON.map(entry) },
          { key: 'more', label: '更多填写项', children: others.map(({ value }) => entry(value)) },
          { type: 'divider' },
          { key: 'group', label: '重复组' },
          { key: 'section', label: '分组' },
          { key: 'page', label: '页' },
        ],
        onClick: ({ key }) => {
          const [what = '', kind] = key.split(':');
          add(what as 'field', kind as FieldKind | undefined);
        },
      }}
    >
      <button type="button" className="button-small">
        <Icon name="plus" size={12} /> 添加
      </button>
    </Dropdown>
  );
}
