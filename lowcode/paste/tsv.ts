import { MOST_CHARACTERS, MOST_ROWS, type RawCell } from './grid.ts';

/**
 * Rows of cells as a spreadsheet puts them on the clipboard: tabs between cells, a cell with lines of its own in quotes.
 * Takes linear time; a quote that is never closed stands for itself.
 */
export function readTsv(source: string): readonly (readonly RawCell[])[] {
  const text = source.slice(0, MOST_CHARACTERS);
  const rows: RawCell[][] = [[]];
  let start = 0;
  const put = (cell: string) => rows.at(-1)?.push({ text: cell, rows: 1, columns: 1 });
  while (start <= text.length && rows.length <= MOST_ROWS) {
    const quoted = text[start] === '"' ? readQuoted(text, start) : null;
    const end = quoted ? quoted.end : endOfCell(text, start);
    put(quoted ? quoted.text : text.slice(start, end));
    if (end >= text.length) break;
    if (text[end] !== '\t') rows.push([]);
    start = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  return rows;
}

function endOfCell(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

/** A quoted cell; null when the quotes do not enclose exactly one cell. */
function readQuoted(text: string, start: number): { text: string; end: number } | null {
  let cell = '';
  let from = start + 1;
  // No cell is that long: a lone quote at its start must not search the rest of the text again and again.
  const limit = Math.min(text.length, start + 10_000);
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || quote > limit) return null;
    cell += text.slice(from, quote);
    if (text[quote + 1] === '"') {
      cell += '"';
      from = quote + 2;
      continue;
    }
    const after = text[quote + 1];
    return after === undefined || after === '\t' || after === '\n' || after === '\r'
      ? { text: cell, end: quote + 1 }
      : null;
  }
}
