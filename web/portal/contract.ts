import type { Execute, Viewer } from '../../graphql/contract.ts';
import type { Text } from '../../lowcode/text.ts';

/** The public site: what the server hands a visit to. Built by Vite, since Node cannot read `.tsx`. */
export interface Portal {
  /** Answers any request that is a page of the portal; unknown addresses get its 404 page. */
  respond(visit: Visit): Promise<Response>;
  /** The page for a fault of ours: it names only a reference that also stands in the log. */
  fail(visit: Visit, reference: string): Promise<Response>;
  /** Files under `/assets/` whose names carry a hash of their content. */
  readonly assets: ReadonlyMap<string, Asset>;
}

export interface Asset {
  readonly type: string;
  readonly body: string;
}

export type CreatePortal = (site: Site) => Portal;

/** One request as the portal sees it, after the server checked origin, size and encoding. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  readonly viewer: Viewer | null;
  readonly execute: Execute;
  /** The posted form; null for GET. */
  readonly form: URLSearchParams | null;
  readonly notes: Notes;
}

/** What pages keep for a while between two requests (receipts to show, a supplement being prepared). Encrypted at rest. */
export interface Notes {
  get<Value>(kind: NoteKind, id: string): Promise<Value | null>;
  put(kind: NoteKind, id: string, value: object): Promise<void>;
  delete(kind: NoteKind, id: string): Promise<void>;
}

export type NoteKind = 'receipt' | 'supplement';

/** Who hosts the site: what the footer and the standard meta elements must say. */
export interface Site {
  readonly name: Text;
  readonly host: Text;
  readonly domain: string;
  /** 网站标识码, ten digits. */
  readonly siteCode?: string;
  readonly icp?: string;
  /** 公安备案号. */
  readonly policeFiling?: string;
  readonly phone: string;
  readonly address: Text;
  readonly email?: string;
}

/** A path of this site, or `/`: so that no link that somebody sends can lead elsewhere after signing in. */
export function localPath(path: string | null | undefined): string {
  if (!path?.startsWith('/') || path.length > 2000) return '/';
  try {
    const url = new URL(path, 'http://site.invalid');
    return url.origin === 'http://site.invalid' && !path.startsWith('//') ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
