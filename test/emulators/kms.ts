import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/**
 * A stand-in for the four KMS calls that the vault makes. KMS cannot run here: this encrypts for real (AES-256-GCM, one random master key
 * per key id, the encryption context as additional data), but keeps the master keys in memory and checks no policy and no signature.
 */
export interface KmsStandIn {
  readonly endpoint: string;
  stop(): Promise<void>;
}

interface Call {
  readonly KeyId?: string;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Record<string, string>;
  readonly KeySpec?: 'AES_256' | 'AES_128';
  readonly NumberOfBytes?: number;
}

/** Starts it on a free loopback port. */
export async function startKms(): Promise<KmsStandIn> {
  const masters = new Map<string, Buffer>();
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = String(request.headers['x-amz-target'] ?? '').replace('TrentService.', '');
    let status = 200;
    let answer: object;
    try {
      answer = carryOut(masters, operation, JSON.parse(Buffer.concat(chunks).toString() || '{}') as Call);
    } catch (error) {
      status = 400;
      const { name, message } = error as Error;
      answer = { __type: name === 'Error' ? 'InvalidCiphertextException' : name, message };
    }
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function carryOut(masters: Map<string, Buffer>, operation: string, call: Call): object {
  switch (operation) {
    case 'GenerateDataKey': {
      const KeyId = need(call.KeyId);
      const plain = randomBytes(call.NumberOfBytes ?? (call.KeySpec === 'AES_128' ? 16 : 32));
      const sealed = seal(masters, KeyId, plain, call.EncryptionContext);
      return { KeyId, Plaintext: plain.toString('base64'), CiphertextBlob: sealed.toString('base64') };
    }
    case 'Encrypt': {
      const KeyId = need(call.KeyId);
      const sealed = seal(masters, KeyId, Buffer.from(need(call.Plaintext), 'base64'), call.EncryptionContext);
      return { KeyId, CiphertextBlob: sealed.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    }
    case 'Decrypt': {
      const { keyId, plain } = open(masters, Buffer.from(need(call.CiphertextBlob), 'base64'), call.EncryptionContext);
      if (call.KeyId !== undefined && call.KeyId !== keyId) throw named('IncorrectKeyException', 'another key');
      return { KeyId: keyId, Plaintext: plain.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    }
    case 'DescribeKey':
      return {
        KeyMetadata: { KeyId: need(call.KeyId), Enabled: true, KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT' },
      };
    default:
      throw named('UnknownOperationException', operation);
  }
}

/** Layout: length of the key id (1 byte), key id, iv (12), tag (16), ciphertext. */
function seal(masters: Map<string, Buffer>, keyId: string, plain: Buffer, context: Call['EncryptionContext']): Buffer {
  const master = masters.get(keyId) ?? randomBytes(32);
  masters.set(keyId, master);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(contextBytes(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const name = Buffer.from(keyId);
  return Buffer.concat([Buffer.from([name.length]), name, iv, cipher.getAuthTag(), body]);
}

function open(masters: Map<string, Buffer>, sealed: Buffer, context: Call['EncryptionContext']) {
  const length = sealed[0] ?? 0;
  const keyId = sealed.subarray(1, 1 + length).toString();
  const master = masters.get(keyId);
  if (!master) throw named('NotFoundException', 'no such key');
  const rest = sealed.subarray(1 + length);
  const decipher = createDecipheriv('aes-256-gcm', master, rest.subarray(0, 12));
  decipher.setAuthTag(rest.subarray(12, 28)).setAAD(contextBytes(context));
  return { keyId, plain: Buffer.concat([decipher.update(rest.subarray(28)), decipher.final()]) };
}

function contextBytes(context: Call['EncryptionContext'] = {}): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function need(value: string | undefined): string {
  if (!value) throw named('ValidationException', 'a parameter is missing');
  return value;
}

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
