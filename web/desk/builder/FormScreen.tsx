import { Select } from 'antd';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import { checkForm } from '../../../lowcode/form/check-form.ts';
import type {
  Answers,
  Field,
  FieldKind,
  FormContext,
  FormDefinition,
  Group,
} from '../../../lowcode/form/definition.ts';
import { formHints } from '../../../lowcode/form/hints.ts';
import { scopeOf } from '../../../lowcode/form/scope.ts';
import { fieldsOf, groupsOf } from '../../../lowcode/form/walk.ts';
import { rowScope } from '../../../lowcode/rule/scope.ts';
import type { Text } from '../../../lowcode/text.ts';
import type { Definition, Problem } from '../api/model.ts';
import { Icon } from '../shell/icons.tsx';
import { holdersOf } from './Attendance.tsx';
import { EditorFrame } from './EditorFrame.tsx';
import { FormTests, KeepTest } from './FormTests.tsx';
import { dropPlace, moveIn, moveOut, movePart, moveTo } from './form-move.ts';
import { addPart, type Changed, duplicatePart, removePart, withKind, withLabel } from './form-ops.ts';
import { outlineOf, partAt } from './form-outline.ts';
import { formProperties, KINDS } from './form-properties.ts';
import { nearest, showProperty } from './jump.ts';
import { OpenDefinition } from './OpenDefinition.tsx';
import { Outline } from './Outline.tsx';
import { Palette } from './Palette.tsx';
import { PasteTable } from './PasteTable.tsx';
import { Preview } from './Preview.tsx';
import { type Fold, PropertySheet } from './PropertySheet.tsx';
import { at, joinPath, partsOf, put } from './tree.ts';
import { useEditor } from './use-editor.ts';
import { useRecordProblems } from './use-record-problems.ts';
import { useSettled, useStable } from './use-settled.ts';

/** The form editor: a list of parts, the form as applicants will see it, and the properties of what is chosen. */
export function FormScreen({ definitionKey }: { definitionKey: string }) {
  return <OpenDefinition kind="form" definitionKey={definitionKey} show={(opened) => <FormEditor opened={opened} />} />;
}

const CalmPreview = memo(Preview);
/** Milliseconds without a key until checks and preview follow. */
const SETTLES = 180;

const PART_WORDS = { form: '表单', page: '页', section: '分组', group: '重复组', field: '填写项' } as const;

const SIZES = ['min', 'max', 'digits', 'maxFiles', 'fileKinds', 'maxMegabytes'] as const;
const KIND_OWN = ['levels', 'certificates', 'area', 'depth', 'draws', 'openEnd', 'capitals', 'slots.weekdays'] as const;
/** What is not needed at first stands folded away. */
const FOLDS: readonly Fold[] = [
  { title: '条件与计算', names: ['visible', 'computed', 'checks'] },
  { title: '限制', names: [...SIZES, ...KIND_OWN] },
  { title: '预填与个人信息', names: ['prefill', 'takenFrom', 'personal', 'material'] },
  { title: '程序与列表', names: ['key', 'list.filter', 'list.sort'] },
];

function FormEditor({ opened }: { opened: Definition }) {
  const editor = useEditor<FormDefinition>(opened);
  const { definition: form, selected } = editor;
  const [adding, setAdding] = useState(false);
  const naming = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the new part's properties stand there and the dialog is gone
  useEffect(() => {
    if (!naming.current || adding) return;
    naming.current = false;
    focusName();
  }, [selected, adding]);
  const [pasting, setPasting] = useState(false);
  const [wide, setWide] = useState(false);
  const [kept, setKept] = useState<{ answers: Answers; context: FormContext } | null>(null);
  // Checks and preview follow a moment later, so that typing does not wait for them.
  const settled = useSettled(form, SETTLES);
  const local = useMemo(
    (): readonly Problem[] => checkForm(settled).map((each) => ({ ...each, level: 'error', message: each.message.zh })),
    [settled],
  );
  const records = useRecordProblems(opened, settled, local);
  const errors = useMemo(() => [...local, ...records], [local, records]);
  const problems = useMemo(
    (): readonly Problem[] => [
      ...errors,
      ...formHints(settled).map((each) => ({ ...each, level: 'warning' as const, message: each.message.zh })),
    ],
    [errors, settled],
  );
  const sound = local.every(({ code }) => code === 'TEST_FAILED');
  const good = useRef<FormDefinition | null>(null);
  if (sound) good.current = settled;
  const scope = useMemo(() => scopeOf(settled, defaultCalendar), [settled]);
  const published = useMemo(() => keysOf(opened.published as FormDefinition | null), [opened.published]);
  // What was saved under a name may be held by others: its key then stays, until somebody types another.
  const known = useMemo(
    () => new Set([...published, ...keysOf(editor.saved.definition as FormDefinition, NEW)]),
    [published, editor.saved.definition],
  );
  const entries = useMemo(() => outlineOf(form), [form]);
  const wrong = useMemo(() => {
    const paths = entries.map((entry) => entry.path);
    return new Set(errors.map((each) => nearest(paths, each.path)).filter((path) => path !== ''));
  }, [entries, errors]);
  const part = partAt(form, selected);
  const value = at(form, selected);
  const label = entries.find((entry) => entry.path === selected)?.label ?? '';
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
  const select = useStable(editor.select);
  const keep = useStable((answers: Answers, context: FormContext) => setKept({ answers, context }));
  const width = useMemo(() => ({ on: wide, set: setWide }), [wide]);
  const row = part === 'group' ? (value as Group) : groupAround(form, selected);
  const own = row ? scope.groups.get(row.key) : undefined;
  return (
    <>
      <EditorFrame
        editor={editor}
        title={form.title.zh}
        problems={problems}
        jump={jump}
        held={label}
        wide={width}
        keys={{ a: () => setAdding(true), v: () => setPasting(true) }}
        outline={(others) => (
          <Outline
            entries={entries}
            selected={selected}
            select={editor.select}
            wrong={(path) => wrong.has(path)}
            holders={holdersOf(others)}
            dragging={{
              can: (from, to, where) => {
                const place = from === to ? null : dropPlace(form, from, to, where);
                return place !== null && moveTo(form, from, place.list, place.index).form !== form;
              },
              drop: (from, to, where) => {
                const place = dropPlace(form, from, to, where);
                if (place) done(moveTo(form, from, place.list, place.index));
              },
            }}
            actions={
              part === 'form'
                ? null
                : {
                    up: () => done(movePart(form, selected, -1)),
                    down: () => done(movePart(form, selected, 1)),
                    moveIn: () => done(moveIn(form, selected)),
                    moveOut: () => done(moveOut(form, selected)),
                    copy: () => done(duplicatePart(form, selected)),
                    remove: () => done(removePart(form, selected)),
                  }
            }
            add={
              <>
                <button type="button" className="button-small" title="添加（a）" onClick={() => setAdding(true)}>
                  <Icon name="plus" size={12} /> 添加
                </button>
                <button
                  type="button"
                  className="button-small"
                  title="从 Excel、Word 粘贴（v）"
                  onClick={() => setPasting(true)}
                >
                  <Icon name="paste" size={12} /> 粘贴
                </button>
              </>
            }
          />
        )}
        canvas={
          <CalmPreview
            form={good.current}
            current={sound}
            selected={selected}
            select={select}
            width={width}
            keep={keep}
          />
        }
        properties={
          <PropertySheet
            title={label}
            about={PART_WORDS[part]}
            definition={form}
            path={selected}
            properties={formProperties(form, part, value, published)}
            scope={own ? rowScope(scope, own) : scope}
            problems={errors}
            folds={FOLDS}
            change={(next) => editor.change(next)}
            setAs={(property, next) =>
              property.name === 'label' && (part === 'field' || part === 'group')
                ? withLabel(form, selected, next as Text, known)
                : put(form, joinPath(selected, property.name), next)
            }
            last={part === 'form' && <FormTests form={form} change={(next) => editor.change(next)} sound={sound} />}
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
          </PropertySheet>
        }
      />
      {adding && (
        <Palette
          where={
            part === 'form' ? '加在最后一页。' : `加在“${label || '未命名'}”${part === 'field' ? '后面' : '里面'}。`
          }
          close={() => setAdding(false)}
          add={({ part: what, kind }) => {
            setAdding(false);
            naming.current = true;
            done(addPart(form, selected, what, kind));
          }}
        />
      )}
      {pasting && <PasteTable form={form} close={() => setPasting(false)} take={done} />}
      {kept && (
        <KeepTest
          form={form}
          sound={good.current ?? form}
          {...kept}
          close={() => setKept(null)}
          change={(next) => editor.change(next, '')}
        />
      )}
    </>
  );
}

/** What was just added is named next: its default name is selected to be typed over. */
function focusName(): void {
  const name = document.querySelector<HTMLInputElement>(
    '.editor-properties [id$="-label"], .editor-properties [id$="-title"]',
  );
  name?.focus();
  name?.select();
}

/** The innermost group that a place is in. */
function groupAround(form: FormDefinition, path: string): Group | null {
  const parts = partsOf(path);
  return parts.length > 6 ? (at(form, parts.slice(0, -2).join('.')) as Group) : null;
}

/** Begins the names that new parts are given. */
const NEW = '新的';

/** Keys of fields and groups; of those whose name begins so, none. */
function keysOf(form: FormDefinition | null, without?: string): ReadonlySet<string> {
  if (!form) return new Set();
  const items = [...fieldsOf(form).map(({ field }) => field), ...groupsOf(form).map(({ group }) => group)];
  return new Set(
    items.filter(({ label }) => without === undefined || !label.zh.startsWith(without)).map(({ key }) => key),
  );
}
