import { upcast } from '../events/registry.ts';
import type { Domain } from '../platform/contract/platform.ts';
import { casesView } from './cases/view.ts';
import { definitionUsersView } from './definition-users/view.ts';
import { definitionsView } from './definitions/view.ts';
import { evidenceView } from './evidence/view.ts';
import { formTypesView } from './form-types/view.ts';
import { licencesView } from './licences/view.ts';
import { matterTasksView } from './matter-tasks/view.ts';
import { mattersView } from './matters/view.ts';
import { messagesView } from './messages/view.ts';
import { openCasesView } from './open-cases/view.ts';
import { openTicketsView } from './open-tickets/view.ts';
import { packagesView } from './packages/view.ts';
import { performanceView } from './performance/view.ts';
import { plannedNoticesView } from './planned-notices/view.ts';
import { recordsView } from './records/view.ts';
import { servicesView } from './services/view.ts';
import { sitesView } from './sites/view.ts';
import { staffView } from './staff/view.ts';
import { ticketsView } from './tickets/view.ts';
import { unitsView } from './units/view.ts';

/** What a platform keeps: every read model, and how old events are lifted. */
export const domain: Domain = {
  views: [
    unitsView,
    staffView,
    definitionsView,
    packagesView,
    formTypesView,
    definitionUsersView,
    servicesView,
    casesView,
    recordsView,
    licencesView,
    mattersView,
    matterTasksView,
    messagesView,
    plannedNoticesView,
    ticketsView,
    openCasesView,
    openTicketsView,
    performanceView,
    evidenceView,
    sitesView,
  ],
  upcast,
};
