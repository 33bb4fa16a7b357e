import { MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, type RawCell } from './grid.ts';

/** A table as written, and the words before it. */
export interface HtmlTable {
  readonly rows: readonly (readonly RawCell[])[];
  readonly before: string;
}

/** Elements whose contents are no text of the document. */
const UNSEEN = new Set(['script', 'style', 'head', 'title', 'xml', 'template', 'noscript', 'svg', 'math', 'object']);
const LINES = new Set(['br', 'p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'tr', 'table']);

/**
 * The tables of HTML from a clipboard. Only the text of cells and how many places they span comes out: no markup, no
 * style, no address, so there is nothing that could be injected. Reads once from the start to the end (linear time);
 * broken HTML gives fewer tables, never an error. A table within a cell is text of that cell.
 */
export function readHtmlTables(source: string): readonly HtmlTable[] {
  const reader = new TableReader();
  const html = source.slice(0, MOST_CHARACTERS);
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      reader.text(html.slice(at));
      break;
    }
    reader.text(html.slice(at, open));
    at = skipMarkup(html, open, reader);
  }
  return reader.finished();
}

/** Handles what begins with `<` at a place; gives the place after it. */
function skipMarkup(html: string, open: number, reader: TableReader): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open + 4);
  if (html[open + 1] === '!' || html[open + 1] === '?') return after(html, '>', open);
  const name = /^\/?[a-z][a-z0-9:]{0,30}/i.exec(html.slice(open + 1, open + 34))?.[0].toLowerCase();
  if (!name) {
    reader.text('<');
    return open + 1;
  }
  const end = endOfTag(html, open);
  const close = name.startsWith('/');
  const tag = close ? name.slice(1) : name;
  if (!close && UNSEEN.has(tag) && html[end - 2] !== '/') return afterElement(html, tag, end);
  reader.tag(tag, close, () => html.slice(open, Math.min(end, open + 4000)));
  return end;
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

/** After the `>` of a tag, which may stand in quotes within it. */
function endOfTag(html: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < html.length; at += 1) {
    const sign = html[at] as string;
    if (quote) quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at + 1;
  }
  return html.length;
}

/** After the closing tag of an element without text. */
function afterElement(html: string, tag: string, from: number): number {
  const close = new RegExp(`</${tag}\\s*>`, 'gi');
  close.lastIndex = from;
  const found = close.exec(html);
  return found ? found.index + found[0].length : html.length;
}

class TableReader {
  private readonly tables: HtmlTable[] = [];
  private rows: RawCell[][] = [];
  private before = '';
  private cell: { text: string; rows: number; columns: number } | null = null;
  /** Tables within tables. */
  private depth = 0;

  text(source: string): void {
    if (source === '') return;
    // A line break in the source is a space; lines come from elements.
    const text = decode(source).replaceAll(/[\r\n\t]+/g, ' ');
    if (this.cell) this.cell.text += text;
    else if (this.depth === 0) this.before = (this.before + text).slice(-500);
  }

  tag(name: string, close: boolean, source: () => string): void {
    if (LINES.has(name) && (!close || name !== 'br')) this.breakLine();
    if (name === 'table') {
      if (close) this.closeTable();
      else this.openTable();
    } else if (this.depth !== 1) return;
    else if (name === 'tr') {
      this.cell = null;
      if (!close) this.rows.push([]);
    } else if (name === 'td' || name === 'th') {
      this.cell = null;
      if (!close) this.openCell(source());
    }
  }

  finished(): readonly HtmlTable[] {
    if (this.depth > 0) this.keep();
    return this.tables;
  }

  private breakLine(): void {
    if (this.cell) this.cell.text += '\n';
    else if (this.depth === 0) this.before += '\n';
  }

  private openTable(): void {
    this.depth += 1;
    if (this.depth === 1) this.rows = [];
  }

  private closeTable(): void {
    if (this.depth === 1) this.keep();
    this.depth = Math.max(0, this.depth - 1);
  }

  private keep(): void {
    if (this.rows.some((row) => row.length > 0)) this.tables.push({ rows: this.rows, before: this.before });
    this.rows = [];
    this.before = '';
    this.cell = null;
  }

  private openCell(source: string): void {
    if (this.rows.length === 0) this.rows.push([]);
    const row = this.rows.at(-1) as RawCell[];
    const hidden = /display\s*:\s*none/i.test(source);
    this.cell = { text: '', rows: span(source, 'rowspan', MOST_ROWS), columns: span(source, 'colspan', MOST_COLUMNS) };
    if (!hidden && this.rows.length <= MOST_ROWS && row.length < MOST_COLUMNS) row.push(this.cell);
  }
}

function span(tag: string, name: string, most: number): number {
  const found = new RegExp(`\\s${name}\\s*=\\s*["']?\\s*(\\d{1,4})`, 'i').exec(tag)?.[1];
  return Math.min(Math.max(Number(found ?? 1), 1), most);
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", middot: '·', times: '×', mdash: '—', hellip: '…' },
  ...{ ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', ensp: ' ', emsp: ' ', thinsp: ' ', ndash: '–', deg: '°' },
};

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return Object.hasOwn(NAMED, name) ? (NAMED[name] as string) : whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}
