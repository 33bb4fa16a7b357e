/** A GraphQL document that knows what it answers with and what it wants. Plain text at run time. */
export type Document<Data, Variables> = string & { readonly __data?: Data; readonly __variables?: Variables };

export function document<Data, Variables = Record<never, never>>(text: string): Document<Data, Variables> {
  return text;
}

/** An answer with errors, or none: `code` is one of docs/errors.md, or what became of the request itself. */
export class AskError extends Error {
  readonly code: string;
  readonly fields: readonly { readonly path: string; readonly code: string; readonly message: string }[];

  constructor(code: string, message: string, fields: AskError['fields'] = []) {
    super(message);
    this.name = 'AskError';
    this.code = code;
    this.fields = fields;
  }
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly fields?: AskError['fields'] };
  }[];
}

/**
 * Asks the cloud with the session of this browser. Throws `AskError`: `NETWORK` when nobody answered, `HTTP` when
 * something else than the cloud did, otherwise the code of the first error.
 */
export async function ask<Data, Variables>(text: Document<Data, Variables>, variables?: Variables): Promise<Data> {
  const response = await send(JSON.stringify({ query: text, variables: variables ?? {} }));
  const answer = (await response.json().catch(() => null)) as Answer<Data> | null;
  const problem = answer?.errors?.[0];
  if (problem) {
    const code = problem.extensions?.code ?? 'UNKNOWN';
    // The cloud refuses strangers and those without the role alike; only who asks can tell people to sign in again.
    if (code === 'FORBIDDEN' && (await isSignedOut())) throw new AskError('UNAUTHENTICATED', SIGNED_OUT);
    throw new AskError(code, problem.message, problem.extensions?.fields);
  }
  if (!answer?.data) throw new AskError('HTTP', `服务器没有正常回应（${response.status}）`);
  return answer.data;
}

const SIGNED_OUT = '登录已失效，请重新登录。';

async function isSignedOut(): Promise<boolean> {
  const response = await send(JSON.stringify({ query: '{ viewer { id } }' }));
  const answer = (await response.json().catch(() => null)) as Answer<{ viewer: unknown }> | null;
  return answer?.data?.viewer === null;
}

async function send(body: string): Promise<Response> {
  try {
    return await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      credentials: 'same-origin',
      body,
    });
  } catch {
    throw new AskError('NETWORK', '网络不通，请检查网络后重试');
  }
}

/** A fresh id for one wish, so that repeating a request after a lost answer does not do it twice. */
export function newCommandId(): string {
  // `crypto.randomUUID` exists on secure pages only, and a county's intranet may have no certificate.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const WORDS: Readonly<Record<string, string>> = {
  STALE: '这一页打开后，已有人办理过。已为您取来最新情况，请核对后再操作。',
};

/** What to tell people about an error: never a code. */
export function errorWords(error: unknown): string {
  if (!(error instanceof AskError)) return '页面出了差错，请刷新后重试。';
  return WORDS[error.code] ?? (/[\u4e00-\u9fff]/.test(error.message) ? error.message : '系统出了差错，请稍后重试。');
}
