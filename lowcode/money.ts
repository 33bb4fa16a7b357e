import { halfWidth } from './form/clean.ts';
import type { Language } from './words.ts';

const FEN = /^-?[0-9]+$/;

/** Whether a text is an amount as it is kept: integer fen. */
export function isFen(text: string): boolean {
  return FEN.test(text);
}

/** Integer fen as people read money, everywhere: `1,234.50元`. Exact. Throws a `RangeError` on anything else. */
export function moneyWords(fen: string, language: Language = 'zh'): string {
  const figure = moneyFigure(fen);
  return language === 'en' ? `CNY ${figure}` : `${figure}元`;
}

/** The same without the unit, where the label names it: `1,234.50`. */
export function moneyFigure(fen: string): string {
  const [whole = '', cents] = moneyTyped(fen).split('.');
  return `${whole.replace(/\B(?=([0-9]{3})+$)/g, ',')}.${cents}`;
}

/** Integer fen as yuan in a control to type into: `1234.50`. */
export function moneyTyped(fen: string): string {
  if (!isFen(fen)) throw new RangeError(`not an amount in fen: ${fen}`);
  const digits = fen.replace('-', '').padStart(3, '0');
  return `${fen.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Yuan as typed (`1,234.5`, `￥80`, full-width digits) to fen; what is no amount of money stays as it is. */
export function fenFrom(typed: string): string {
  const text = halfWidth(typed.slice(0, 60)).replace(/[\s,]|^[¥￥]|元$/g, '');
  const match = /^(-?)([0-9]{1,13})(?:\.([0-9]{1,2}))?$/.exec(text);
  if (!match) return text === '' ? '' : typed;
  const fen = `${match[2]}${(match[3] ?? '').padEnd(2, '0')}`.replace(/^0+(?=.)/, '');
  return fen === '0' ? '0' : `${match[1]}${fen}`;
}
