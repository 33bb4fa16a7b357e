import { post } from '../load.ts';
import type { Served } from '../serve.ts';
import { QUERY } from './operation.ts';

export interface Asked {
  readonly service: string;
  readonly after?: string;
}

export interface ListAnswer {
  readonly rows: readonly object[];
  readonly more: boolean;
  readonly end: string;
}

/** Asks for one page; the request as bytes to send again, and what it was answered. */
export type Asker = (asked: Asked) => Promise<{ request: string; answer: ListAnswer }>;

export interface Peer {
  readonly name: string;
  /** Below `bench/lib`. */
  readonly module: string;
  asker(served: Served): Promise<Asker>;
}

interface Row {
  readonly number: string;
  readonly service: { readonly name: { readonly zh: string } };
  readonly unit: { readonly name: { readonly zh: string } };
  readonly state: string;
  readonly submittedOn: string;
  readonly acceptBy: string;
}

/** The operation that we, Mercurius and Apollo answer alike. */
function sameOperation({ port }: Served, path: string, token?: string): Asker {
  return async ({ after = null, ...filter }) => {
    const body = { query: QUERY, variables: { filter, after } };
    const { cases } = await ask(port, path, body, token);
    const rows = cases.edges.map(({ node }: { node: Row }) => {
      const { service, unit, ...rest } = node;
      const { number, state, submittedOn, acceptBy } = rest;
      return { number, serviceName: service.name.zh, unitName: unit.name.zh, state, submittedOn, acceptBy };
    });
    const { hasNextPage, endCursor } = cases.pageInfo;
    return { request: post(body, token, path), answer: { rows, more: hasNextPage, end: endCursor } };
  };
}

/** The same page in the names that PostGraphile gives. */
function postgraphile({ port }: Served): Asker {
  const query = `query Cases($condition: ApplicationCondition, $after: Cursor) {
    allApplications(condition: $condition, first: 20, after: $after, orderBy: [SUBMITTED_AT_DESC]) {
      edges { cursor node { number serviceByService { name } unitByUnit { name } state submittedOn acceptBy } }
      pageInfo { hasNextPage endCursor }
    }
  }`;
  return async ({ after = null, ...condition }) => {
    const body = { query, variables: { condition, after } };
    const { allApplications } = await ask(port, '/graphql', body);
    const rows = allApplications.edges.map(({ node }: { node: Record<string, string & { name: string }> }) => {
      const { number, serviceByService, unitByUnit, state, submittedOn, acceptBy } = node;
      return { number, serviceName: serviceByService?.name, unitName: unitByUnit?.name, state, submittedOn, acceptBy };
    });
    const { hasNextPage, endCursor } = allApplications.pageInfo;
    return { request: post(body), answer: { rows, more: hasNextPage, end: endCursor } };
  };
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read by name and compared with what they must be
async function ask(port: number, path: string, body: object, token?: string): Promise<any> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const url = `http://127.0.0.1:${port}${path}`;
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const { data, errors } = (await response.json()) as { data: object; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** With a token, by the units of who asks, from rows with sealed boxes. */
export const HENGYUN: Peer = {
  name: 'Hengyun (SQLite; signed in)',
  module: './serve-hengyun.ts',
  asker: async (served) => sameOperation(served, '/graphql', await served.ask('token', { person: 'supervisor' })),
};

export const MERCURIUS: Peer = {
  name: 'Mercurius, compiled (SQLite)',
  module: './list/serve-mercurius.ts',
  asker: async (served) => sameOperation(served, '/graphql'),
};

export const APOLLO: Peer = {
  name: 'Apollo Server (SQLite)',
  module: './list/serve-apollo.ts',
  asker: async (served) => sameOperation(served, '/'),
};

export const POSTGRAPHILE: Peer = {
  name: 'PostGraphile (PostgreSQL)',
  module: './list/serve-postgraphile.ts',
  asker: async (served) => postgraphile(served),
};
