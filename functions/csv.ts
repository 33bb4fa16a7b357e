/** Lines as a file of RFC 4180 that also old spreadsheets read as UTF-8. */
export function csvText(lines: readonly (readonly unknown[])[]): string {
  return `\uFEFF${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** What spreadsheets run as a formula, in Chinese ones also typed in full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** A figure below nought is none: it stays one that can be counted. */
const FIGURE = /^-[0-9]+(\.[0-9]+)?$/;

/** RFC 4180; a text that a spreadsheet would run as a formula is led by an apostrophe. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = FORMULA.test(text) && !FIGURE.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
