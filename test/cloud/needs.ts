import { ACCOUNT, REGION } from './assembly.ts';
import type { Need } from './rights.ts';

/** A request as the gate sees it. */
export interface Seen {
  readonly service: string;
  readonly method: string;
  readonly url: URL;
  readonly target: string;
  readonly body: Buffer;
}

// biome-ignore lint/suspicious/noExplicitAny: the bodies of four services.
type Body = Record<string, any>;

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** The rights that a request needs. Throws for a call it does not know: better that a test fails than that a right goes unchecked. */
export function needsOf(seen: Seen): Need[] {
  if (seen.service === 's3') return s3(seen);
  const body = JSON.parse(seen.body.toString() || '{}') as Body;
  const operation = seen.target.split('.').at(-1) ?? '';
  switch (seen.service) {
    case 'dynamodb':
      return dynamodb(operation, body);
    case 'sqs':
      return sqs(operation, body);
    case 'kms': {
      const key = String(body.KeyId ?? keyOfCiphertext(body));
      return [{ action: `kms:${operation}`, resource: key.startsWith('arn:') ? key : arn('kms', `key/${key}`) }];
    }
    default:
      throw new Error(`calls to ${seen.service} are not understood`);
  }
}

function dynamodb(operation: string, body: Body): Need[] {
  const on = (action: string, table: string): Need => ({
    action: `dynamodb:${action}`,
    resource: table.startsWith('arn:') ? table : arn('dynamodb', `table/${table}`),
  });
  switch (operation) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(body.RequestItems).map((table) => on(operation, table));
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return (body.TransactItems as Body[]).flatMap((item) =>
        Object.entries(item).map(([kind, each]) => on(`${kind}Item`, each.TableName)),
      );
    default: {
      const need = on(operation, body.TableName);
      return [body.IndexName ? { ...need, resource: `${need.resource}/index/${body.IndexName}` } : need];
    }
  }
}

function sqs(operation: string, body: Body): Need[] {
  const queue = new URL(body.QueueUrl).pathname.split('/').at(-1) ?? '';
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: arn('sqs', queue) }];
}

function s3({ method, url }: Seen): Need[] {
  const [bucket = '', ...rest] = decodeURIComponent(url.pathname.slice(1)).split('/');
  const key = rest.join('/');
  if (key === '' && method === 'GET') return [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}` }];
  const action = { GET: 'GetObject', HEAD: 'GetObject', PUT: 'PutObject', POST: 'PutObject', DELETE: 'DeleteObject' }[
    method
  ];
  if (!action) throw new Error(`S3 ${method} is not understood`);
  return [{ action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}/${key === '' ? '*' : key}` }];
}

/** The stand-in of KMS writes the key's id in front of the ciphertext. */
function keyOfCiphertext(body: Body): string {
  const bytes = Buffer.from(String(body.CiphertextBlob ?? ''), 'base64');
  return bytes.subarray(1, 1 + (bytes[0] ?? 0)).toString();
}
