import { definitionStream } from '../definition/fold.ts';

/** Stream `licenceType/<region>/<key>`: a kind of licence (证照类型) that a department assembles, with all its published versions. */
export const licenceType = definitionStream('licenceType');
