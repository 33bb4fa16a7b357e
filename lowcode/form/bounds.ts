/** Rows of a group where the form says nothing, and at most. */
export const MOST_ROWS = 50;
/** Files of one field where the form says nothing. */
export const USUAL_FILES = 5;
/** Files of one field at most. */
export const MOST_FILES = 20;
/** Digits after the point of a number where the form says nothing. */
export const USUAL_DIGITS = 2;
/** Units in one answer at most: a county with all its villages. */
export const MOST_UNITS = 500;
