import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { serve } from '../serve.ts';

// PostGraphile by its own preset over the table's schema.
await serve<{ url: string }>(async ({ url }) => {
  const pgl = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ connectionString: url, schemas: ['bench'], pubsub: false })],
    grafast: { explain: false },
    grafserv: { graphiql: false, watch: false },
  });
  const server = createServer();
  await pgl.createServ(grafserv).addTo(server);
  return { server, close: async () => pgl.release() };
});
