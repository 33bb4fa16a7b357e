import { DOCUMENT_FACTS, isDocumentFact } from './facts.ts';

/** A piece of a template's text: words, or a place to fill in. `optional` pieces go together by the number of their bracket. */
export type TextPiece =
  | { readonly kind: 'words'; readonly words: string; readonly optional: number | null }
  | { readonly kind: 'fact' | 'answer'; readonly name: string; readonly optional: number | null };

const PLACE = /\{(@?)([A-Za-z][A-Za-z0-9]{0,60})\}/g;
const BRACKET = /\[([^[\]]*)\]/g;

/** A template's text in pieces. Braces and brackets that name nothing are words. */
export function piecesOf(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let bracket = 0;
  let from = 0;
  for (const found of text.matchAll(BRACKET)) {
    const inner = found[1] ?? '';
    if (inner.search(PLACE) < 0) continue;
    split(text.slice(from, found.index), null, pieces);
    split(inner, bracket, pieces);
    bracket += 1;
    from = found.index + found[0].length;
  }
  split(text.slice(from), null, pieces);
  return pieces;
}

function split(text: string, optional: number | null, pieces: TextPiece[]): void {
  let from = 0;
  const words = (to: number) => {
    if (to > from) pieces.push({ kind: 'words', words: text.slice(from, to), optional });
  };
  for (const found of text.matchAll(PLACE)) {
    words(found.index);
    pieces.push({ kind: found[1] ? 'fact' : 'answer', name: found[2] as string, optional });
    from = found.index + found[0].length;
  }
  words(text.length);
}

/** What a clerk may put into a text: the name it has in the text, and the words it is shown by. */
export interface Place {
  readonly name: string;
  readonly label: string;
}

/** The facts as places. */
export const FACT_PLACES: readonly Place[] = Object.entries(DOCUMENT_FACTS).map(([fact, label]) => ({
  name: `@${fact}`,
  label,
}));

/** The text as a clerk reads it: `{lianXiDianHua}` as `{联系电话}`. */
export function toLabels(text: string, places: readonly Place[]): string {
  const labels = new Map(places.map(({ name, label }) => [name, label]));
  return text.replace(PLACE, (whole, at: string, name: string) => {
    const label = labels.get(`${at}${name}`);
    return label === undefined ? whole : `{${label}}`;
  });
}

/** The text as it is kept, from what a clerk typed. What names no place stays as typed. */
export function fromLabels(text: string, places: readonly Place[]): string {
  const names = new Map(places.map(({ name, label }) => [label, name]));
  return text.replace(/\{([^{}]{1,200})\}/g, (whole, label: string) => {
    const name = names.get(label);
    return name === undefined ? whole : `{${name}}`;
  });
}

/** Names in a text that are neither a fact nor among the answers. */
export function unknownPlaces(text: string, answers: ReadonlySet<string>): readonly string[] {
  const found = piecesOf(text).flatMap((piece) => {
    if (piece.kind === 'words') return [];
    const known = piece.kind === 'fact' ? isDocumentFact(piece.name) : answers.has(piece.name);
    return known ? [] : [piece.name];
  });
  const typed = [...text.matchAll(/\{([^{}]*[^ -~][^{}]*)\}/g)].map((match) => match[1] ?? '');
  return [...new Set([...found, ...typed])];
}
