import Fastify from 'fastify';
import mercurius from 'mercurius';
import { serve } from '../serve.ts';
import { SCHEMA } from './operation.ts';
import { resolverOver } from './sqlite-store.ts';

// Mercurius with its compiler on from the first request.
await serve<{ file: string }>(async ({ file }) => {
  const app = Fastify();
  await app.register(mercurius, { schema: SCHEMA, resolvers: { Query: { cases: resolverOver(file) } }, jit: 1 });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { server: app.server, close: () => app.close() };
});
