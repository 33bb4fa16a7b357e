import { upcast } from '../../events/registry.ts';
import type { Domain } from '../../platform/contract/platform.ts';
import { casesView } from '../../views/cases/view.ts';

/** The work queue alone: the largest view, with nine indexes and an entry for every unit that may see a case. */
export const domain: Domain = { views: [casesView], upcast };
