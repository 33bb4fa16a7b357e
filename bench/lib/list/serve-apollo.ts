import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { serve } from '../serve.ts';
import { SCHEMA } from './operation.ts';
import { resolverOver } from './sqlite-store.ts';

// Apollo's own standalone server, as its guide begins.
await serve<{ file: string }>(async ({ file }) => {
  const apollo = new ApolloServer({ typeDefs: SCHEMA, resolvers: { Query: { cases: resolverOver(file) } } });
  const { url } = await startStandaloneServer(apollo, { listen: { port: 0, host: '127.0.0.1' } });
  return { server: Number(new URL(url).port), close: () => apollo.stop() };
});
