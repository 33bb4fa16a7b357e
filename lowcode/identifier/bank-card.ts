/** Bank card number: 12-19 digits, the last a Luhn check digit (ISO/IEC 7812). */
const SHAPE = /^[1-9][0-9]{11,18}$/;

export function isBankCard(text: string): boolean {
  return SHAPE.test(text) && luhn(text) % 10 === 0;
}

/** The check digit to put after `body` (11-18 digits); null when it is not that. */
export function bankCardCheck(body: string): string | null {
  if (!SHAPE.test(`${body}0`)) return null;
  return String((10 - (luhn(`${body}0`) % 10)) % 10);
}

function luhn(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum;
}
