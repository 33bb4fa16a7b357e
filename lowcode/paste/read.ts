import { type Problem, problem } from '../problem.ts';
import { columnsOf, readColumns } from './columns.ts';
import { cellsOf, type Grid, MOST_CHARACTERS, placeCells } from './grid.ts';
import { readHtmlTables } from './html.ts';
import { readLabel } from './label.ts';
import { readLines } from './lines.ts';
import { readOfficial } from './official.ts';
import { type PastedRow, pastedRow } from './row.ts';
import { readTsv } from './tsv.ts';

/** What a clipboard gives. */
export interface Clipboard {
  readonly html?: string;
  readonly text?: string;
}

export interface Paste {
  /** How it was read: columns with names, an official form with room to write, or a list of lines. */
  readonly layout: 'columns' | 'official' | 'list';
  /** Name of the form, when the paste says one. */
  readonly title: string | null;
  readonly rows: readonly PastedRow[];
}

export type PasteResult =
  | { readonly ok: true; readonly value: Paste }
  | { readonly ok: false; readonly problem: Problem };

/** As many questions as a form may have. */
const MOST_ROWS = 300;

/**
 * Reads a table of Excel or Word, or lines of text, as the questions of a form. Guesses, so that a clerk looks it over
 * before anything is made of it. Takes linear time; whatever is pasted gives rows or a problem (EMPTY_PASTE, TOO_LARGE,
 * NO_QUESTIONS), never an error. No markup comes through.
 */
export function readPaste({ html = '', text = '' }: Clipboard): PasteResult {
  if (html.trim() === '' && text.trim() === '')
    return refused('EMPTY_PASTE', '剪贴板里没有文字，请先在表格里选中并复制');
  if (html.length > MOST_CHARACTERS || text.length > MOST_CHARACTERS)
    return refused('TOO_LARGE', '粘贴的内容过大，请只复制表格中要做成表单的部分');
  const fromHtml = html.includes('<') ? readTables(html) : null;
  const found = fromHtml && hasQuestions(fromHtml) ? fromHtml : readText(text || markless(html));
  // Running numbers and dashes are no names.
  const paste = { ...found, rows: found.rows.filter(({ label }) => /\p{L}/u.test(label)) };
  const questions = paste.rows.filter(({ as }) => as === 'field').length;
  if (!hasQuestions(paste)) return refused('NO_QUESTIONS', '没有从粘贴的内容里认出填写项，请复制含有名称的表格');
  if (questions > MOST_ROWS) return refused('TOO_LARGE', `认出了 ${questions} 个填写项，一张表单最多 ${MOST_ROWS} 个`);
  return { ok: true, value: paste };
}

function refused(code: string, zh: string): PasteResult {
  return { ok: false, problem: problem(code, '', zh) };
}

const markless = (html: string): string => html.replaceAll(/<[^>]{0,2000}>/g, '\n');
const hasQuestions = (paste: Paste): boolean => paste.rows.some(({ as }) => as === 'field');

function readTables(html: string): Paste | null {
  const pastes = readHtmlTables(html).map((table, index): Paste => {
    const paste = readGrid(placeCells(table.rows));
    const before = lastLine(table.before);
    if (index === 0) return { ...paste, title: paste.title ?? before };
    const heading = before ? [pastedRow({ as: 'section', label: readLabel(before).label, from: 0 })] : [];
    return { ...paste, rows: [...heading, ...paste.rows] };
  });
  const [first] = pastes;
  if (!first) return null;
  return { ...first, rows: pastes.flatMap(({ rows }) => rows) };
}

function lastLine(text: string): string | null {
  const line = text
    .split('\n')
    .map((each) => each.replaceAll(/\s+/g, ' ').trim())
    .filter((each) => each !== '')
    .at(-1);
  return line && line.length >= 2 && line.length <= 60 ? line : null;
}

function readText(text: string): Paste {
  const raw = readTsv(text);
  if (raw.some((row) => row.length > 1)) return readGrid(placeCells(raw));
  const lines = raw.map((row) => row[0]?.text ?? '');
  const grid = placeCells(lines.map((line) => [{ text: line, rows: 1, columns: 1 }]));
  return { layout: 'list', title: null, rows: readLines(grid.rows.map((row) => row[0]?.text ?? '')) };
}

function readGrid(whole: Grid): Paste {
  const title = titleOf(whole);
  const grid = title === null ? whole : { ...whole, rows: whole.rows.slice(title.row + 1) };
  const moved = title === null ? grid : lifted(grid, title.row + 1);
  const columns = columnsOf(moved);
  const named = title?.text ?? null;
  if (columns) return { layout: 'columns', title: named, rows: readColumns(moved, columns) };
  if (moved.width <= 1)
    return { layout: 'list', title: named, rows: readLines(moved.rows.map((row) => row[0]?.text ?? '')) };
  return { layout: 'official', title: named, rows: readOfficial(moved) };
}

/** A first line across the table, with more below it, names the form. */
function titleOf({ rows, width }: Grid): { text: string; row: number } | null {
  const row = rows.findIndex((line) => line.some((cell) => cell.text !== ''));
  const cells = cellsOf(rows[row] ?? []).filter((cell) => cell.text !== '');
  const [only] = cells;
  if (!only || cells.length > 1 || width < 2 || only.rows > 1 || only.text.length > 60) return null;
  const across = only.columns >= width || (only.column === 0 && /[表单书]$/.test(only.text));
  return across && !/[:：□☐]/.test(only.text) && only.text.length >= 2
    ? { text: only.text.replaceAll(/\s+/g, ''), row }
    : null;
}

/** The same cells, counted from a later row. */
function lifted(grid: Grid, by: number): Grid {
  const made = new Map<unknown, PastedCell>();
  const rows = grid.rows.map((row) =>
    row.map((cell) => {
      const known = made.get(cell) ?? { ...cell, row: cell.row - by };
      made.set(cell, known);
      return known;
    }),
  );
  return { ...grid, rows };
}
type PastedCell = Grid['rows'][number][number];
