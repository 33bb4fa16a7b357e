import { shortDateWords } from '../../../lowcode/dates.ts';

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
