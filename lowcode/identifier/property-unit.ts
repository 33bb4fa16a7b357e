import { divisionLevel } from './division.ts';

/**
 * Real-estate unit number (不动产单元号), GB/T 37346: 28 places in seven parts. County (6), cadastral zone (3) and sub-zone
 * (3), kind of parcel (2: whose land, which right), parcel (5), kind of what stands on it (1), unit (8). It has no check
 * character. The letters from general knowledge of the standard.
 */
const PARTS = /^([0-9]{6})([0-9]{3})([0-9]{3})([GJZ][ABCDEFGHLNSWXY])([0-9]{5})([FLQW])([0-9]{8})$/;

/** Whether the text (without spaces, upper case) has the structure of one; where nothing stands (W) the unit is noughts. */
export function isPropertyUnit(text: string): boolean {
  const match = PARTS.exec(text);
  if (!match || divisionLevel(match[1] as string) !== 'county') return false;
  return (match[6] === 'W') === (match[7] === '00000000');
}

/** As it is printed: `430423 001001 GB00001 F00010001`. */
export function propertyUnitWords(text: string): string {
  return [text.slice(0, 6), text.slice(6, 12), text.slice(12, 19), text.slice(19)].join(' ');
}
