import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { JsonObject } from '../../../platform/contract/json.ts';
import type { State } from '../../../platform/contract/state.ts';

/** What has no life span of its own (grants without expiry) is kept a day. */
const LONGEST_S = 24 * 3600;

/** Keeps what the embedded provider must remember in the platform's state: encrypted, each with its life span. */
export function storeOver(state: State): (model: string) => Adapter {
  return (model) => {
    const kind = `oidc.${model}`;
    const find = async (id: string): Promise<AdapterPayload | undefined> =>
      (await state.get(kind, id))?.value as AdapterPayload | undefined;
    const findBy = async (index: string, value: string): Promise<AdapterPayload | undefined> => {
      const entry = await state.get(`${kind}.${index}`, value);
      return entry ? find(String(entry.value.id)) : undefined;
    };
    return {
      async upsert(id, payload, expiresIn) {
        const ttlSeconds = expiresIn !== undefined && expiresIn > 0 ? expiresIn : LONGEST_S;
        // Owned by its grant, so that revoking the grant takes all of it.
        const owner = payload.grantId ? grantOwner(payload.grantId) : undefined;
        const options = owner ? { ttlSeconds, owner } : { ttlSeconds };
        await state.put(kind, id, plain(payload), options);
        if (payload.uid) await state.put(`${kind}.uid`, payload.uid, { id }, options);
      },
      find,
      findByUid: (uid) => findBy('uid', uid),
      // The device flow, which alone has user codes, is switched off.
      findByUserCode: async () => undefined,
      async consume(id) {
        const entry = await state.get(kind, id);
        if (!entry) return;
        const expires = Number(entry.value.exp ?? 0) - Math.floor(Date.now() / 1000);
        const grantId = entry.value.grantId;
        await state.put(
          kind,
          id,
          { ...entry.value, consumed: Math.floor(Date.now() / 1000) },
          { ttlSeconds: Math.max(1, expires), ...(typeof grantId === 'string' && { owner: grantOwner(grantId) }) },
        );
      },
      async destroy(id) {
        await state.delete(kind, id);
      },
      async revokeByGrantId(grantId) {
        await state.deleteByOwner(grantOwner(grantId));
      },
    };
  };
}

function grantOwner(grantId: string): string {
  return `oidc-grant/${grantId}`;
}

/** Payloads hold undefined values, which JSON has not. */
function plain(payload: AdapterPayload): JsonObject {
  return JSON.parse(JSON.stringify(payload)) as JsonObject;
}
