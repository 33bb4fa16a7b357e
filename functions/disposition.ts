/**
 * `Content-Disposition` of a download under the name a person gave it (RFC 6266): in ASCII for old programs, and whole
 * in UTF-8 (RFC 5987). The name may hold anything; nothing of it can end the header or its quotes.
 */
export function attachmentNamed(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
