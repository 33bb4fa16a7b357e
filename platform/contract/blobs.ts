/**
 * Files. The browser posts straight to the store (multipart form, fields first, `file` last) and is redirected back;
 * an intake object lives a day unless it is taken in: its bytes are looked at, sealed for the subject, and kept.
 */
export interface Blobs {
  /** Where and with which hidden fields a browser may post one file of at most `maxBytes` to `intakeKey`; valid for an hour. */
  presignUpload(request: UploadRequest): Promise<PresignedPost>;
  /** The bytes of an intake object, or null (never posted, expired). */
  readIntake(intakeKey: string): Promise<Uint8Array | null>;
  deleteIntake(intakeKey: string): Promise<void>;
  /** Keeps sealed bytes under a key for good. Writing the same key twice is harmless when the bytes are equal. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  get(key: string): Promise<Uint8Array | null>;
  delete(key: string): Promise<void>;
}

export interface UploadRequest {
  /** As `checkBlobKey` allows, like every key. */
  readonly intakeKey: string;
  readonly maxBytes: number;
  /** Whose upload it is: where a store limits what one person may leave in intake, it counts by this. */
  readonly owner?: string;
  /**
   * Where the browser goes after the post (303), an absolute URL; the store adds `key=` to its query, and `name=` where it
   * can: what the browser called the file, not to be believed (S3 adds no name, but others). */
  readonly redirectTo: string;
}

export interface PresignedPost {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Keys are made by us, never by clients: letters, digits and `-_.~=@:+`, in parts divided by `/`, at most 512 characters.
 * Throws a `RangeError` for any other, so that no store has to say what `..` means.
 */
export function checkBlobKey(key: string): void {
  const parts = key.split('/');
  if (key.length > 512 || parts.some((part) => !/^[A-Za-z0-9_.~=@:+-]+$/.test(part) || /^\.+$/.test(part)))
    throw new RangeError('not a key of a file');
}
