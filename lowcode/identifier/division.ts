/** Administrative division codes (行政区划代码), GB/T 2260 and the statistical 9- and 12-digit extensions. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);
const SHAPE = /^[0-9]{6}(?:[0-9]{3}(?:[0-9]{3})?)?$/;

export type DivisionLevel = 'province' | 'city' | 'county' | 'town' | 'village';

/** Whether this has the form of a division code (6, 9 or 12 digits, existing province); whether it exists is for a register to say. */
export function isDivisionCode(text: string): boolean {
  return divisionLevel(text) !== null;
}

/** The level a code speaks of; trailing zeros widen it (430423000000 is the county). Null when it is no code. */
export function divisionLevel(text: string): DivisionLevel | null {
  if (!SHAPE.test(text) || !PROVINCES.has(text.slice(0, 2))) return null;
  const [city, county, town, village] = [text.slice(2, 4), text.slice(4, 6), text.slice(6, 9), text.slice(9, 12)];
  const given = (part: string) => /[1-9]/.test(part);
  if (given(village)) return given(town) && given(county) && given(city) ? 'village' : null;
  if (given(town)) return given(county) && given(city) ? 'town' : null;
  if (given(county)) return given(city) ? 'county' : null;
  return given(city) ? 'city' : 'province';
}

export const DIVISION_LEVELS: readonly DivisionLevel[] = ['province', 'city', 'county', 'town', 'village'];

/** What the provinces lie under. */
export const COUNTRY = '000000';

/** The codes from the province down to a code, itself included: 430000, 430400, 430423. None for no code. */
export function divisionSteps(text: string): readonly string[] {
  const level = divisionLevel(text);
  if (level === null) return [];
  const steps = [`${text.slice(0, 2)}0000`, `${text.slice(0, 4)}00`, text.slice(0, 6), text.slice(0, 9), text];
  return steps.slice(0, DIVISION_LEVELS.indexOf(level) + 1);
}

/** Whether the first two digits are a province's (also 83, residence permits of people from Taiwan). */
export function isProvincePrefix(two: string): boolean {
  return PROVINCES.has(two) || two === '83';
}

/** The code one level up, 6 digits for county and above, 9 for towns; null for a province or no code. */
export function parentDivision(text: string): string | null {
  switch (divisionLevel(text)) {
    case 'village':
      return text.slice(0, 9);
    case 'town':
      return text.slice(0, 6);
    case 'county':
      return `${text.slice(0, 4)}00`;
    case 'city':
      return `${text.slice(0, 2)}0000`;
    default:
      return null;
  }
}

/** Whether `inner` lies in `outer` or is it. */
export function divisionWithin(inner: string, outer: string): boolean {
  const level = divisionLevel(outer);
  if (level === null || divisionLevel(inner) === null) return false;
  const digits = { province: 2, city: 4, county: 6, town: 9, village: 12 }[level];
  return inner.slice(0, digits) === outer.slice(0, digits);
}
