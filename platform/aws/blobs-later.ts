import type { Blobs } from '../contract/blobs.ts';

/** Files whose store is opened when one is first touched: S3's client is a quarter of a function's code, and few requests need it. */
export function laterBlobs(open: () => Promise<Blobs>): Blobs {
  let opening: Promise<Blobs> | undefined;
  const blobs = (): Promise<Blobs> => {
    opening ??= open().catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    presignUpload: async (request) => (await blobs()).presignUpload(request),
    readIntake: async (key) => (await blobs()).readIntake(key),
    deleteIntake: async (key) => (await blobs()).deleteIntake(key),
    put: async (key, bytes, contentType) => (await blobs()).put(key, bytes, contentType),
    get: async (key) => (await blobs()).get(key),
    delete: async (key) => (await blobs()).delete(key),
  };
}
