import { divisionLevel } from './division.ts';

/**
 * Real-estate unit number (不动产单元号), GB/T 37346-2019: 28 places in seven parts. County (6), cadastral zone (3) and sub-zone
 * (3), kind of parcel (2), parcel (5), kind of what stands on it (1: F building, L forest, Q other, W nothing), unit (8). It
 * has no check character. The kind of parcel says whose the land is (G state, J collective, Z not settled) and which right it
 * is for: A ownership of a collective, and so J alone; B, S, X building land on, above and under the ground; C homestead;
 * D, E, F contracted fields, woods, grassland; L, N woods and other farmland beside contracts; H sea and G islands, which are
 * the state's alone (海域使用管理法 3, 海岛保护法 4); W not settled; Y others.
 */
const PARTS = /^([0-9]{6})([0-9]{3})([0-9]{3})(G[B-HLNSWXY]|J[A-FLNSWXY]|Z[B-FLNSWXY])([0-9]{5})([FLQW])([0-9]{8})$/;

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
