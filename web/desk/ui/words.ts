import { shortDateWords } from '../../../lowcode/dates.ts';

/** Integer fen as people write money: `1,234.50元`. Throws a `RangeError` on anything else. */
export function moneyWords(fen: string): string {
  if (!/^-?\d+$/.test(fen)) throw new RangeError(`not an amount in fen: ${fen}`);
  const digits = fen.replace('-', '').padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen.startsWith('-') ? '-' : ''}${yuan}.${digits.slice(-2)}元`;
}

/** Bytes as people read them: `1.2 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** A share as a percentage with at most one decimal; nothing known reads a dash. */
export function shareWords(share: number | null): string {
  return share === null ? '—' : `${Math.round(share * 1000) / 10}%`;
}

/** A date for a table, or a dash. */
export function dateOrDash(date: string | null): string {
  return date === null ? '—' : shortDateWords(date);
}
