/** Up to here a search that begins anew at each character is quick. */
const SHORT = 64;

/**
 * Whether a text contains another, in time that grows with their lengths together: engines search a long text in a long
 * one in time that grows with the product of both, which hostile answers could make seconds of (Knuth, Morris, Pratt).
 */
export function includes(text: string, wanted: string): boolean {
  if (wanted.length <= SHORT || wanted.length > text.length) return text.includes(wanted);
  const fallback = new Uint32Array(wanted.length);
  for (let i = 1, matched = 0; i < wanted.length; i++) {
    while (matched > 0 && wanted.charCodeAt(i) !== wanted.charCodeAt(matched))
      matched = fallback[matched - 1] as number;
    if (wanted.charCodeAt(i) === wanted.charCodeAt(matched)) matched++;
    fallback[i] = matched;
  }
  for (let i = 0, matched = 0; i < text.length; i++) {
    while (matched > 0 && text.charCodeAt(i) !== wanted.charCodeAt(matched)) matched = fallback[matched - 1] as number;
    if (text.charCodeAt(i) === wanted.charCodeAt(matched)) matched++;
    if (matched === wanted.length) return true;
  }
  return false;
}
