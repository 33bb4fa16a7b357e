import type { Field, FormDefinition, Group, Item, Section } from '../form/definition.ts';
import type { DocumentBlock, DocumentTemplate, SheetRow } from './definition.ts';

/** Label, answer, label, answer: how printed forms are ruled. */
const COLUMNS = [3, 5, 3, 5];
const WIDE: ReadonlySet<string> = new Set(['longText', 'address', 'choices', 'declaration', 'file']);
const NOT_PRINTED: ReadonlySet<string> = new Set(['note', 'heading', 'hidden', 'file', 'image', 'declaration']);

/** The paper form of a form (表单套打) to begin from: every question in its place, ruled in four columns, groups as tables. */
export function documentFromForm(form: FormDefinition, key: string): DocumentTemplate {
  const sections = form.pages.flatMap((page) => page.sections);
  const promises = fieldsIn(sections).filter(({ kind }) => kind === 'declaration');
  return {
    key,
    title: { zh: form.title.zh },
    occasion: 'application',
    blocks: [
      ...sections.flatMap(blocksOf),
      ...promises.map(({ label }): DocumentBlock => ({ kind: 'text', text: label.zh })),
      { kind: 'text', text: '申请人（签名或盖章）：                    ', align: 'end' },
      { kind: 'text', text: '{@submittedOn}', align: 'end' },
    ],
  };
}

function fieldsIn(sections: readonly Section[]): readonly Field[] {
  return sections.flatMap(({ items }) => items.filter((item): item is Field => item.kind !== 'group'));
}

function blocksOf({ items }: Section): readonly DocumentBlock[] {
  const blocks: DocumentBlock[] = [];
  let fields: Field[] = [];
  const flush = () => {
    const rows = rowsOf(fields);
    if (rows.length > 0) blocks.push({ kind: 'sheet', columns: COLUMNS, rows });
    fields = [];
  };
  for (const item of items) {
    if (item.kind !== 'group') fields.push(item);
    else {
      flush();
      blocks.push({ kind: 'text', text: item.label.zh, align: 'start' }, tableOf(item));
    }
  }
  flush();
  return blocks;
}

function tableOf(group: Group): DocumentBlock {
  return { kind: 'rows', group: group.key, fields: columnsOf(group) };
}

/** What of a group's rows can stand in a column of A4; as many as fit. */
export function columnsOf(group: Group): readonly string[] {
  return printable(group)
    .filter(({ kind }) => kind !== 'longText')
    .slice(0, 8)
    .map(({ key }) => key);
}

/** What of a group's rows can be printed at all. */
export function printable(group: Group): readonly Item[] {
  return group.fields.filter(({ kind }) => !NOT_PRINTED.has(kind));
}

function rowsOf(fields: readonly Field[]): readonly SheetRow[] {
  const rows: SheetRow[] = [];
  let waiting: Field | null = null;
  const cells = ({ label, key }: Field, span: number) => [
    { text: label.zh, label: true },
    { text: `{${key}}`, ...(span > 1 ? { span } : {}) },
  ];
  const alone = (field: Field) =>
    rows.push({ ...(field.kind === 'longText' ? { height: 30 } : {}), cells: cells(field, 3) });
  for (const field of fields) {
    if (NOT_PRINTED.has(field.kind)) continue;
    if (WIDE.has(field.kind)) {
      if (waiting) alone(waiting);
      waiting = null;
      alone(field);
    } else if (waiting) {
      rows.push({ cells: [...cells(waiting, 1), ...cells(field, 1)] });
      waiting = null;
    } else waiting = field;
  }
  if (waiting) alone(waiting);
  return rows;
}
