import { http } from '../http.ts';
import { lambda } from '../middy.ts';
import { openSite } from './site.ts';

/** GraphQL alone: the gateway sends only its posts here, so that programs and pages do not wait for one another. */
const { site, origin } = await openSite('api', false);

export const handler = lambda('api', http(site.web.fetch, origin));
