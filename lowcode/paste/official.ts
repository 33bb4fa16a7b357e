import { blankOf, isOffice, sentenceKind } from './blank.ts';
import { type Cell, cellsOf, type Grid } from './grid.ts';
import { guessField } from './guess.ts';
import { readLabel } from './label.ts';
import { inlineFields } from './lines.ts';
import { beforeBoxes, hasBoxes } from './options.ts';
import { type PastedRow, pastedRow } from './row.ts';

/**
 * The questions of an official form: labels with room to write beside or below them, boxes to tick, tables with empty
 * rows, headings across the form or down its side. What the office fills in is told apart.
 */
export function readOfficial(grid: Grid): readonly PastedRow[] {
  return new OfficialForm(grid).read();
}

class OfficialForm {
  private readonly found: PastedRow[] = [];
  /** Cells that were room to write, or were read with another one. */
  private readonly used = new Set<Cell>();
  /** First row after the heading down the side. */
  private until = 0;
  private rest = false;
  private readonly grid: Grid;

  constructor(grid: Grid) {
    this.grid = grid;
  }

  read(): readonly PastedRow[] {
    for (const [index, row] of this.grid.rows.entries()) this.row(index, row);
    return this.found;
  }

  private row(index: number, row: readonly Cell[]): void {
    const cells = cellsOf(row).filter((cell) => cell.row === index && !this.used.has(cell));
    if (this.until > 0 && index >= this.until) {
      this.until = 0;
      this.rest = true;
    }
    const side = this.sideOf(cells, row);
    if (side) {
      this.heading(side.text, index);
      this.until = index + side.rows;
      this.rest = false;
    }
    const inner = side ? cells.filter((cell) => cell !== side) : cells;
    if (!this.group(index, inner, side)) for (const cell of inner) this.cell(cell, row);
  }

  /** A heading down the side: it reaches over several rows and labels stand next to it. */
  private sideOf(cells: readonly Cell[], row: readonly Cell[]): Cell | null {
    const [first] = cells;
    if (!first?.text || first.rows < 2 || first.columns >= this.grid.width || hasBoxes(first.text)) return null;
    const next = row[first.column + first.columns];
    return next && next.text !== '' && next.rows < first.rows && !blankOf(next.text) ? first : null;
  }

  /** A row of labels over two or more empty rows of the same shape is a table of its own. */
  private group(index: number, cells: readonly Cell[], side: Cell | null): boolean {
    const labels = cells.filter((cell) => cell.text !== '');
    const plain = labels.every(
      ({ text, rows }) => rows === 1 && text.length <= 20 && !hasBoxes(text) && !blankOf(text),
    );
    if (labels.length < 2 || labels.length !== cells.length || !plain) return false;
    const empty = this.emptyBelow(index, labels);
    if (empty.length < 2) return false;
    for (const line of empty) for (const cell of line) this.used.add(cell);
    const last = this.found.at(-1);
    const named = side?.text ?? (last?.as === 'section' ? last.label : '明细');
    this.found.push(pastedRow({ as: 'group', label: readLabel(named).label, from: index }));
    for (const { text } of labels)
      if (!/^(序号|编号)$/.test(text))
        this.found.push({ ...guessField({ label: text, from: index, required: null }), inGroup: true });
    return true;
  }

  private emptyBelow(index: number, labels: readonly Cell[]): readonly (readonly Cell[])[] {
    const lines: Cell[][] = [];
    for (const row of this.grid.rows.slice(index + 1)) {
      const line = labels.map(({ column }) => row[column] as Cell);
      const same = line.every(({ columns, rows }, at) => columns === labels[at]?.columns && rows === 1);
      // A first column of running numbers is as good as empty.
      const empty = line.every(({ text }, at) => text === '' || (at === 0 && /^\d{1,2}$/.test(text)));
      if (!same || !empty) break;
      lines.push(line);
    }
    return lines;
  }

  private cell(cell: Cell, row: readonly Cell[]): void {
    if (cell.text === '' || this.used.has(cell) || blankOf(cell.text)) return;
    if (cell.columns >= this.grid.width) this.across(cell);
    else this.beside(cell, row);
  }

  private beside(cell: Cell, row: readonly Cell[]): void {
    const beside = row[cell.column + cell.columns];
    const below = this.grid.rows[cell.row + cell.rows]?.[cell.column];
    const stands = below && below.column === cell.column && below.columns === cell.columns && below.text === '';
    if (beside && beside.row <= cell.row && this.isRoom(beside)) this.field(cell, beside);
    else if (stands && this.isRoom(below)) this.field(cell, below);
    else if (!this.words(cell)) this.field(cell, null);
  }

  /** Room to write: empty, dots and dates to fill in, or boxes to tick. */
  private isRoom(cell: Cell): boolean {
    if (this.used.has(cell)) return false;
    return (
      cell.text === '' || blankOf(cell.text) !== null || (hasBoxes(cell.text) && beforeBoxes(cell.text).trim() === '')
    );
  }

  /** A cell that is as wide as the form: a heading, a promise, a note, or lines with blanks in them. */
  private across(cell: Cell): void {
    if (this.words(cell)) return;
    const kind = sentenceKind(cell.text);
    if (kind === 'heading') this.heading(cell.text, cell.row);
    else
      this.add(
        pastedRow({ kind, label: cell.text.replaceAll('\n', ' ').slice(0, 500), from: cell.row }),
        isOffice(cell.text),
      );
  }

  /** Reads a cell whose words hold their own room: boxes after a label, or lines such as 姓名：____. */
  private words(cell: Cell): boolean {
    const fields = inlineFields(cell.text, cell.row);
    for (const field of fields) this.add(field, isOffice(field.label));
    return fields.length > 0;
  }

  private heading(text: string, from: number): void {
    const { label } = readLabel(text);
    if (label === '') return;
    this.found.push(pastedRow({ as: isOffice(label) ? 'office' : 'section', label, from }));
  }

  private field(label: Cell, room: Cell | null): void {
    if (room) this.used.add(room);
    const blank = room ? blankOf(room.text) : null;
    const made = guessField({
      label: label.text,
      options: room && hasBoxes(room.text) ? room.text : '',
      unit: blank?.unit ?? '',
      type: blank?.date ? { day: '日期', range: '起止日期' }[blank.date] : '',
      from: label.row,
    });
    // Room over several rows asks for more than a line.
    const long = made.kind === 'text' && room !== null && room.rows >= 2;
    this.add(long ? { ...made, kind: 'longText' } : made, isOffice(label.text) || blank?.stamp === true);
  }

  private add(row: PastedRow, office: boolean): void {
    if (row.label === '') return;
    const rest = row.kind === 'declaration' ? '承诺' : '其他内容';
    if (this.rest && !office) this.found.push(pastedRow({ as: 'section', label: rest, from: row.from }));
    if (!office) this.rest = false;
    this.found.push(office ? { ...row, as: 'office' } : row);
  }
}
