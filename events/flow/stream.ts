import { definitionStream } from '../definition/fold.ts';

/** Stream `flow/<region>/<key>`: a flow (办理流程) that a department assembles, with all its published versions. */
export const flow = definitionStream('flow');
