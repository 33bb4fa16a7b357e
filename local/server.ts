import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { CloudSite } from '../functions/web.ts';

/** The HTTP server of one machine, not yet listening. */
export function createServer(site: CloudSite): Server {
  return createAdaptorServer({ fetch: (request) => site.web.fetch(request) }) as Server;
}
