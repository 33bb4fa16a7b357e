import { isFen } from './money.ts';

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['', '拾', '佰', '仟'];

/**
 * Integer fen in capitals (大写金额), as bills and receipts have it: `壹仟贰佰元整`, `壹拾元零伍分`, `负叁角整`. Up to 15 digits
 * of fen, as `money` answers have. Throws a RangeError on anything else.
 */
export function moneyCapitals(fen: string): string {
  if (!isFen(fen) || fen.replace('-', '').replace(/^0+/, '').length > 15) throw new RangeError(`not an amount: ${fen}`);
  const digits = fen.replace('-', '').replace(/^0+/, '').padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/^0+/, '');
  const [jiao, cent] = [Number(digits.at(-2)), Number(digits.at(-1))];
  if (yuan === '' && jiao === 0 && cent === 0) return '零元整';
  const sign = fen.startsWith('-') ? '负' : '';
  const whole = yuan === '' ? '' : `${wholeCapitals(yuan)}元`;
  if (jiao === 0 && cent === 0) return `${sign}${whole}整`;
  const tenth = jiao > 0 ? `${DIGITS[jiao]}角` : whole === '' ? '' : '零';
  const hundredth = cent > 0 ? `${DIGITS[cent]}分` : '整';
  return sign + whole + tenth + hundredth;
}

/** A whole number without leading noughts: what is above 亿, 万, and the rest. */
function wholeCapitals(digits: string): string {
  for (const [size, name] of [
    [8, '亿'],
    [4, '万'],
  ] as const) {
    if (digits.length <= size) continue;
    const below = digits.slice(-size);
    const rest = below.replace(/^0+/, '');
    const gap = rest !== '' && below.startsWith('0') ? '零' : '';
    return `${wholeCapitals(digits.slice(0, -size))}${name}${gap}${rest === '' ? '' : wholeCapitals(rest)}`;
  }
  return sectionCapitals(digits);
}

/** Up to four digits; noughts between them are said once, those at the end not at all. */
function sectionCapitals(digits: string): string {
  let said = '';
  let gap = false;
  [...digits].forEach((figure, at) => {
    if (figure === '0') gap = said !== '';
    else {
      said += `${gap ? '零' : ''}${DIGITS[Number(figure)]}${PLACES[digits.length - 1 - at]}`;
      gap = false;
    }
  });
  return said;
}
