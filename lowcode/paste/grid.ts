/** A cell of a pasted table, with the place and size it takes there. */
export interface Cell {
  readonly text: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** A table in which a cell that spans several places stands at each of them; every row is as long as the table is wide. */
export interface Grid {
  readonly rows: readonly (readonly Cell[])[];
  readonly width: number;
}

/** A cell as read, before it has a place. */
export interface RawCell {
  readonly text: string;
  readonly rows: number;
  readonly columns: number;
}

/** Larger tables are lists of data and not of questions. */
export const MOST_ROWS = 400;
export const MOST_COLUMNS = 40;
/** Characters of a paste that are looked at: Word puts a lot of style around little text. */
export const MOST_CHARACTERS = 2_000_000;
const LONGEST_CELL = 2000;

/** Places cells as a browser does: from left to right where nothing reaches down from above. Rows and columns beyond the bounds are left out. */
export function placeCells(raw: readonly (readonly RawCell[])[]): Grid {
  const height = Math.min(raw.length, MOST_ROWS);
  const places: (Cell | undefined)[][] = Array.from({ length: height }, () => []);
  raw.slice(0, height).forEach((cells, row) => {
    let column = 0;
    for (const { text, ...size } of cells) {
      while (places[row]?.[column]) column += 1;
      if (column >= MOST_COLUMNS) break;
      const rows = Math.min(size.rows, height - row);
      const columns = Math.min(size.columns, MOST_COLUMNS - column);
      const cell = { text: clean(text), row, column, rows, columns };
      for (let down = 0; down < rows; down += 1) {
        const line = places[row + down];
        for (let right = 0; line && right < columns; right += 1) line[column + right] ??= cell;
      }
      column += columns;
    }
  });
  const width = Math.max(0, ...places.map((line) => line.length));
  const rows = places.map((line, row) =>
    Array.from({ length: width }, (_, column) => line[column] ?? { text: '', row, column, rows: 1, columns: 1 }),
  );
  return trimmed({ rows, width });
}

/** The cells of a row, each once, in reading order. */
export function cellsOf(row: readonly Cell[]): readonly Cell[] {
  return row.filter((cell, column) => column === 0 || row[column - 1] !== cell);
}

/** Control characters, odd spaces and half characters out; lines kept, spaces joined. */
export function clean(text: string): string {
  return text
    .slice(0, LONGEST_CELL)
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .map((line) =>
      line
        .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
        .replaceAll(/[\p{Zs}\t]+/gu, ' ')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n')
    .trim();
}

/** Without empty rows at the end, which a selection of whole columns brings along by the hundred. */
function trimmed({ rows, width }: Grid): Grid {
  const last = rows.findLastIndex((row) => row.some((cell) => cell.text !== ''));
  // Rows to be filled in below the last words belong to the table: two of them say enough.
  return { rows: rows.slice(0, last + 3), width };
}
