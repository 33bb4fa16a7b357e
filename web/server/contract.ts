import type { Identity } from '../../adapters/identity/contract.ts';
import type { Execute, Viewer } from '../../graphql/contract.ts';
import type { Claims } from '../../platform/contract/claims.ts';
import type { State } from '../../platform/contract/state.ts';
import type { Vault } from '../../platform/contract/vault.ts';
import type { Portal } from '../portal/contract.ts';

/** What the web runs on. Everything is given to it: it knows no platform, and the domain through GraphQL alone. */
export interface WebOptions {
  readonly execute: Execute;
  readonly state: State;
  readonly vault: Pick<Vault, 'digest'>;
  readonly identity: Identity;
  /** Who the signed-in person is to the domain. */
  readonly viewerFor: (claims: Claims) => Promise<Viewer>;
  readonly portal: Portal;
  readonly config: WebConfig;
  /** Told of every fault of ours, with the reference that the page shows. Never given personal data. */
  readonly onFault?: (reference: string, error: unknown) => void;
}

export interface WebConfig {
  /** Public address, e.g. `https://www.example.gov.cn`: where sign-in comes back to, and what posts must come from. */
  readonly origin: string;
  /** `/graphql` for programs and the desk. */
  readonly graphql?: (request: Request, viewer: Viewer | null) => Promise<Response>;
  /** The same for the JSON of a post, already read. */
  readonly graphqlPost?: (json: string, accept: string, viewer: Viewer | null) => Promise<GraphqlPosted>;
  /** `/files/:id`: an attachment, after authorisation. */
  readonly files?: (id: string, viewer: Viewer | null, request: Request) => Promise<Response>;
  /** Other addresses (exports of open data, uploads of the embedded store); null for those it does not know. */
  readonly extra?: (request: Request, viewer: Viewer | null) => Promise<Response | null>;
  /** The desk's built files by path, e.g. `index.html`, `assets/x-1a2b.js`; null when there is none. */
  readonly desk?: (path: string) => Promise<StaticFile | null>;
  /** Where forms may post besides here: the file store in the cloud. */
  readonly formOrigins?: readonly string[];
}

export interface StaticFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer> | string;
}

export interface GraphqlPosted {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** A GraphQL post with a bearer token, its body read and bounded by `GRAPHQL_BYTES`. */
export interface ProgramPost {
  readonly authorization: string;
  readonly contentType: string | null;
  readonly accept: string;
  readonly body: Uint8Array;
}

export interface ProgramAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Web {
  fetch(request: Request): Promise<Response>;
  /** Answers a program as `fetch` does a post to `/graphql`, for servers that can spare it the standard objects. */
  program(post: ProgramPost): Promise<ProgramAnswer>;
}
