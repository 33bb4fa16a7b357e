import type { Calendar } from '../calendar/calendar.ts';
import type { Answer, Answers, Field, FormContext, FormDefinition, Group, Item, Row } from '../form/definition.ts';
import { factsOf } from '../form/facts.ts';
import { itemsOf } from '../form/walk.ts';
import { holds } from '../rule/facts.ts';
import { RuleFault } from '../rule/value.ts';
import type { DocumentBlock, DocumentTemplate, ListBlock, RowsBlock, SheetBlock } from './definition.ts';
import { type DocumentFacts, isDocumentFact } from './facts.ts';
import { piecesOf, type TextPiece } from './template-text.ts';

/** What is printed: words, or an answer that whoever prints writes out. */
export type Part = string | { readonly field: Field; readonly answer: Answer };

export type PrintedBlock =
  | { readonly kind: 'text'; readonly parts: readonly Part[]; readonly align: 'indent' | 'start' | 'centre' | 'end' }
  | { readonly kind: 'list'; readonly entries: readonly ListEntry[] }
  | {
      readonly kind: 'sheet';
      /** Percent. */
      readonly columns: readonly number[];
      readonly rows: readonly { readonly height: number | null; readonly cells: readonly PrintedCell[] }[];
    }
  | { readonly kind: 'rows'; readonly group: Group; readonly items: readonly Item[]; readonly rows: readonly Row[] }
  | { readonly kind: 'sign' };

export interface PrintedCell {
  readonly parts: readonly Part[];
  readonly span: number;
  readonly down: number;
  readonly label: boolean;
}

export interface ListEntry {
  readonly label: string;
  readonly text: string;
}

export interface Printed {
  readonly key: string;
  readonly title: string;
  readonly blocks: readonly PrintedBlock[];
}

/** What a document is made of; answers as the reader may see them. */
export interface DocumentSource {
  readonly facts: DocumentFacts;
  readonly lists: { readonly [list in ListBlock['of']]: readonly ListEntry[] };
  readonly form: FormDefinition | null;
  readonly answers: Answers;
  readonly context: FormContext;
  readonly calendar: Calendar;
}

/**
 * A document filled in. A text of which nothing is left, an empty list and a paragraph whose condition does not hold
 * are left out; the cells of a table stay, empty.
 */
export function compose(template: DocumentTemplate, source: DocumentSource): Printed {
  const places = placesOf(source);
  const blocks = template.blocks.flatMap((block) => printed(block, source, places) ?? []);
  const title = fill(piecesOf(template.title.zh), places)
    .map((part) => (typeof part === 'string' ? part : ''))
    .join('');
  return { key: template.key, title, blocks };
}

type Places = (piece: TextPiece) => Part | null;

function placesOf({ facts, form, answers }: DocumentSource): Places {
  const fields = new Map(
    (form ? [...itemsOf(form)] : []).flatMap(({ item }) => (item.kind === 'group' ? [] : [[item.key, item] as const])),
  );
  return (piece) => {
    if (piece.kind === 'words') return piece.words;
    if (piece.kind === 'fact') return isDocumentFact(piece.name) ? facts[piece.name] || null : null;
    const field = fields.get(piece.name);
    const answer = (answers[piece.name] ?? null) as Answer;
    return field && answer !== null && answer !== '' ? { field, answer } : null;
  };
}

function fill(pieces: readonly TextPiece[], places: Places): readonly Part[] {
  const lacking = new Set(
    pieces.flatMap((piece) => (piece.optional !== null && places(piece) === null ? [piece.optional] : [])),
  );
  return pieces.flatMap((piece) =>
    piece.optional !== null && lacking.has(piece.optional) ? [] : (places(piece) ?? []),
  );
}

function printed(block: DocumentBlock, source: DocumentSource, places: Places): PrintedBlock | null {
  switch (block.kind) {
    case 'text': {
      if (!applies(block.when, source)) return null;
      const parts = fill(piecesOf(block.text), places);
      return parts.length === 0 ? null : { kind: 'text', parts, align: block.align ?? 'indent' };
    }
    case 'list': {
      const entries = source.lists[block.of];
      return entries.length === 0 ? null : { kind: 'list', entries };
    }
    case 'sheet':
      return sheet(block, places);
    case 'rows':
      return rows(block, source);
    case 'sign':
      return block;
  }
}

/** A condition that cannot be decided does not hold, as nowhere in a case. */
function applies(when: Parameters<typeof holds>[0], { form, answers, context, calendar }: DocumentSource): boolean {
  if (when === undefined) return true;
  if (!form) return false;
  try {
    return holds(when, factsOf(form, answers, context, calendar));
  } catch (error) {
    if (error instanceof RuleFault) return false;
    throw error;
  }
}

function sheet({ columns, rows: lines }: SheetBlock, places: Places): PrintedBlock {
  const whole = columns.reduce((sum, width) => sum + width, 0);
  return {
    kind: 'sheet',
    columns: columns.map((width) => (100 * width) / whole),
    rows: lines.map(({ height, cells }) => ({
      height: height ?? null,
      cells: cells.map(({ text, span = 1, down = 1, label = false }) => ({
        parts: fill(piecesOf(text), places),
        span,
        down,
        label,
      })),
    })),
  };
}

function rows(
  { group: key, fields: wanted, least = 0 }: RowsBlock,
  { form, answers }: DocumentSource,
): PrintedBlock | null {
  const group = form && [...itemsOf(form)].map(({ item }) => item).find((item) => item.key === key);
  if (group?.kind !== 'group') return null;
  const items = wanted.flatMap((name) => group.fields.find((item) => item.key === name) ?? []);
  const answered = answers[key];
  const kept = Array.isArray(answered) ? (answered as readonly Row[]) : [];
  const blank = Array.from({ length: Math.max(0, least - kept.length) }, (_, n) => ({ id: `blank${n}` }));
  return { kind: 'rows', group, items, rows: [...kept, ...blank] };
}
