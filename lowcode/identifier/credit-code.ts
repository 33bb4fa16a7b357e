/** Unified social credit code (统一社会信用代码), GB 32100: 18 characters, the last a check character. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}$/;
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export type CheckProblem =
  | { readonly code: 'FORMAT' }
  | { readonly code: 'CHECK_CHARACTER'; readonly expected: string };

/** The check character of the first 17; null when they are not the body of a credit code. */
export function creditCodeCheck(body: string): string | null {
  if (!SHAPE.test(body)) return null;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += ALPHABET.indexOf(body.charAt(i)) * (WEIGHTS[i] as number);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Null when valid, else what is wrong; upper case is expected (clean the input first). */
export function creditCodeProblem(text: string): CheckProblem | null {
  if (text.length !== 18) return { code: 'FORMAT' };
  const expected = creditCodeCheck(text.slice(0, 17));
  if (expected === null || !ALPHABET.includes(text.charAt(17))) return { code: 'FORMAT' };
  return expected === text.charAt(17) ? null : { code: 'CHECK_CHARACTER', expected };
}

export function isCreditCode(text: string): boolean {
  return creditCodeProblem(text) === null;
}
