import { definitionStream } from '../definition/fold.ts';

/** Stream `register/<region>/<key>`: a register or cross-table (台账) that an office assembles over the cases of a form. */
export const register = definitionStream('register');
