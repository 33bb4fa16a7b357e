import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { IdentityError } from '../contract.ts';

const TIMEOUT_MS = 10_000;
const MOST_CHARACTERS = 64 * 1024;

interface Question {
  readonly endpoint: string;
  readonly accessToken: string;
  /** Whom the verified token speaks of: an answer about anybody else is refused (OpenID Connect Core 1.0, 5.3.2). */
  readonly subject: string;
  /** To check an answer that is signed. */
  readonly proof: {
    readonly keys: JWTVerifyGetKey;
    readonly issuer: string;
    readonly audience: string;
    readonly algorithms: string[];
  };
}

/**
 * What the provider says of the person beside the token, in JSON or signed. Throws `IdentityError` PROVIDER_UNREACHABLE,
 * CLAIMS_MISSING when it does not say, TOKEN_INVALID when the answer is about somebody else or not the provider's.
 */
export async function userinfo(question: Question, fetcher: typeof fetch): Promise<JWTPayload> {
  const { endpoint, accessToken, subject, proof } = question;
  let response: Response;
  let text: string;
  try {
    response = await fetcher(endpoint, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json, application/jwt' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (cause) {
    throw new IdentityError('PROVIDER_UNREACHABLE', 'userinfo does not answer', { cause });
  }
  if (response.status >= 500) throw new IdentityError('PROVIDER_UNREACHABLE', `userinfo answered ${response.status}`);
  if (!response.ok || text.length > MOST_CHARACTERS)
    throw new IdentityError('CLAIMS_MISSING', `userinfo answered ${response.status}`);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const said = type === 'application/jwt' ? await signed(text, proof) : plain(text);
  if (said.sub !== subject) throw new IdentityError('TOKEN_INVALID', 'userinfo speaks of somebody else');
  return said;
}

async function signed(text: string, { keys, ...proof }: Question['proof']): Promise<JWTPayload> {
  try {
    return (await jwtVerify(text, keys, proof)).payload;
  } catch (cause) {
    throw new IdentityError('TOKEN_INVALID', 'userinfo is not signed by the provider', { cause });
  }
}

function plain(text: string): JWTPayload {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said as JWTPayload;
  } catch (cause) {
    throw new IdentityError('CLAIMS_MISSING', 'userinfo is not JSON', { cause });
  }
  throw new IdentityError('CLAIMS_MISSING', 'userinfo is no object');
}
