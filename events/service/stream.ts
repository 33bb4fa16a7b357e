import { definitionStream } from '../definition/fold.ts';

/** Stream `service/<region>/<key>`: a service item (事项实施清单) that a department assembles, with all its published versions. */
export const service = definitionStream('service');
