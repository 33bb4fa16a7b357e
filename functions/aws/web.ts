import { http } from '../http.ts';
import { lambda } from '../middy.ts';
import { openSite } from './site.ts';

const { site, origin } = await openSite('web', true);

export const handler = lambda('web', http(site.web.fetch, origin));
