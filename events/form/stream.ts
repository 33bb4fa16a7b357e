import { definitionStream } from '../definition/fold.ts';

/** Stream `form/<region>/<key>`: a form (表单) that a department assembles, with all its published versions. */
export const form = definitionStream('form');
