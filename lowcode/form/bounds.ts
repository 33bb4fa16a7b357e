/** Rows of a group where the form says nothing. */
export const USUAL_ROWS = 50;
/** Rows of a group at most. */
export const MOST_ROWS = 500;
/** Rows that a group within rows can have in one form, over all rows around it. */
export const MOST_INNER_ROWS = 2500;
/** How deep groups stand in groups: rows, and rows of rows. */
export const DEEPEST_GROUP = 2;
/** Files of one field where the form says nothing. */
export const USUAL_FILES = 5;
/** Files of one field at most. */
export const MOST_FILES = 20;
/** Digits after the point of a number where the form says nothing. */
export const USUAL_DIGITS = 2;
/** Units in one answer at most: a county with all its villages. */
export const MOST_UNITS = 500;

/** The most rows a group takes. */
export function mostRows(group: { readonly maxRows?: number }): number {
  return Math.min(group.maxRows ?? USUAL_ROWS, MOST_ROWS);
}
/** 长期 as an end date: later than every date that somebody may mean. */
export const OPEN_END = '9999-12-31';
