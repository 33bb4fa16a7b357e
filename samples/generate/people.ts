import { dateOfDay, dayNumber } from '../../lowcode/calendar/date.ts';
import { creditCodeCheck } from '../../lowcode/identifier/credit-code.ts';
import { identityNumberCheck } from '../../lowcode/identifier/identity-number.ts';
import { type Random, weighted } from './random.ts';

/** Division that nobody has: no living person can own an identifier made with it. */
const NOWHERE = '430499';
const FIRST_BIRTH = dayNumber('1936-01-01');
const BIRTH_DAYS = dayNumber('2006-12-31') - FIRST_BIRTH + 1;
const BIRTHS = Array.from({ length: BIRTH_DAYS }, (_, i) => dateOfDay(FIRST_BIRTH + i).replaceAll('-', ''));
const SEQUENCES = 999;
/** Prime and larger than either factor, so that the walk through all (day, sequence) pairs meets each once. */
const STRIDE = 15_485_863;
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The nth person's identity number: valid, different for every n below 25 million, the same at every run. */
export function identityNumberOf(n: number): string {
  const space = BIRTH_DAYS * SEQUENCES;
  const at = (n * STRIDE) % space;
  const birth = BIRTHS[at % BIRTH_DAYS];
  const sequence = String(Math.floor(at / BIRTH_DAYS) + 1).padStart(3, '0');
  const body = `${NOWHERE}${birth}${sequence}`;
  return `${body}${identityNumberCheck(body)}`;
}

/** The nth company's credit code; its organisation part starts with DEM. Different for every n below 28 million. */
export function creditCodeOf(n: number): string {
  let organisation = '';
  for (let rest = n; organisation.length < 5; rest = Math.floor(rest / 31)) {
    organisation = `${CREDIT_ALPHABET[rest % 31]}${organisation}`;
  }
  organisation = `DEM${organisation}`;
  const body = `91${NOWHERE}${organisation}${organisationCheck(organisation)}`;
  return `${body}${creditCodeCheck(body)}`;
}

/** Check character of an organisation code (GB 11714): letters count from 10. */
function organisationCheck(code: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * Number.parseInt(code[i] as string, 36),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Mobile numbers of the block that examples use. */
export function phoneOf(random: Random): string {
  return `1380000${String(random.between(0, 9999)).padStart(4, '0')}`;
}

export interface Shop {
  readonly trade: string;
  readonly weight: number;
  readonly scope: string;
}

export interface NameWords {
  readonly surnames: { readonly [surname: string]: number };
  readonly given: string;
  readonly companyWords: readonly string[];
  readonly companyTrades: { readonly [trade: string]: number };
  readonly shops: readonly Shop[];
}

export interface Names {
  person(random: Random): string;
  company(random: Random): string;
  /** A shop's name and what it may sell. */
  shop(random: Random): { readonly name: string; readonly scope: string };
}

/** Names put together from word lists. */
export function namesFrom(words: NameWords): Names {
  const surname = weighted(Object.entries(words.surnames));
  const trade = weighted(Object.entries(words.companyTrades));
  const shop = weighted(words.shops.map((one) => [one, one.weight]));
  const given = [...words.given];
  const person = (random: Random) =>
    `${surname(random)}${random.pick(given)}${random.chance(0.8) ? random.pick(given) : ''}`;
  return {
    person,
    company: (random) => `衡山县${random.pick(words.companyWords)}${trade(random)}有限公司`,
    shop: (random) => {
      const { trade: kind, scope } = shop(random);
      return { name: `衡山县${random.pick(words.companyWords)}${random.pick(given)}${kind}`, scope };
    },
  };
}
