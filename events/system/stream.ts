import { definitionStream } from '../definition/fold.ts';

/** Stream `system/<region>/<key>`: an inner system of offices (内部系统) that a department assembles, with all its published versions. */
export const system = definitionStream('system');
