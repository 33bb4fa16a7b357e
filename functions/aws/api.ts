import { http } from '../http.ts';
import { lambda } from '../middy.ts';
import { openSite } from './site.ts';

/** The same site as `web`: the gateway sends only GraphQL here, so that programs and pages do not wait for one another. */
const { site, origin } = await openSite('api');

export const handler = lambda('api', http(site.web.fetch, origin));
