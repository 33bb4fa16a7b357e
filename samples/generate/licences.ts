import { addDays, addYears, dateOfDay, dayNumber } from '../../lowcode/calendar/date.ts';
import type { LicenceTypeDefinition } from '../../lowcode/licence/definition.ts';
import { type CountySeed, type LicenceStock, villagesByTown } from './county-seed.ts';
import { creditCodeOf, identityNumberOf, phoneOf } from './people.ts';
import type { LicencePlan } from './plans.ts';
import { type Random, shares, weighted } from './random.ts';

/** Holders of licences are counted from here, so that they are nobody who has a case. */
const FIRST_HOLDER = 1_000_000;

/** The stock of licences, type by type in order of issue; numbers are year and serial. */
export function* planLicences(seed: CountySeed, count: number, until: string, random: Random): Generator<LicencePlan> {
  const stocks = seed.words.licences;
  const counts = shares(
    count,
    stocks.map((stock) => stock.count),
  );
  const towns = villagesByTown(seed);
  const town = weighted(Object.entries(seed.words.towns));
  const townNames = new Map(seed.county.divisions.map((division) => [division.code, division.name]));
  let serial = 0;
  for (const [i, stock] of stocks.entries()) {
    const years = (seed.county.licenceTypes.get(stock.type) as LicenceTypeDefinition | undefined)?.validYears;
    const first = dayNumber(stock.from);
    const span = dayNumber(until) - first;
    const total = counts[i] as number;
    for (let n = 0; n < total; n++) {
      serial++;
      // The stock grows: more were issued lately than at the start.
      const validFrom = dateOfDay(first + Math.floor(span * Math.sqrt((n + random.next()) / total)));
      const days = stock.days && random.pick(stock.days);
      const validTo = lastDayOf(validFrom, years, days);
      const at = town(random);
      const village = random.pick(towns.get(at) ?? []);
      const address = `衡山县${townNames.get(at)}${village.name}示例组${random.between(1, 20)}号`;
      const person = stock.holder === 'person';
      const holder = {
        kind: stock.holder,
        name: person ? seed.names.person(random) : seed.names.company(random),
        identifier: person ? identityNumberOf(FIRST_HOLDER + serial) : creditCodeOf(FIRST_HOLDER + serial),
        phone: phoneOf(random),
        address,
      };
      const expired = validTo !== null && validTo < until;
      yield {
        plan: 'licence',
        serial,
        type: stock.type,
        number: `示例${validFrom.slice(0, 4)}${String(serial).padStart(6, '0')}`,
        holder,
        town: at,
        validFrom,
        validTo,
        state: expired ? 'expired' : random.chance(0.03) ? 'cancelled' : 'valid',
        fields: faceOf(stock, seed, holder, { issuedOn: validFrom, days: String(days ?? '') }, random),
      };
    }
  }
}

/** The last day, whether the type says years or each licence its days; null for no end. */
function lastDayOf(validFrom: string, years: number | undefined, days: number | undefined): string | null {
  if (days !== undefined) return addDays(validFrom, days - 1);
  return years === undefined ? null : addDays(addYears(validFrom, years), -1);
}

type Holder = LicencePlan['holder'];

type Period = { readonly issuedOn: string; readonly days: string };

function faceOf(stock: LicenceStock, seed: CountySeed, holder: Holder, period: Period, random: Random) {
  const shop = seed.names.shop(random);
  const known: { readonly [source: string]: string } = {
    ...{ name: holder.name, identifier: holder.identifier, address: holder.address, ...period },
    ...{ shop: shop.name, scope: shop.scope, otherName: seed.names.person(random) },
  };
  const face: { [key: string]: string } = {};
  for (const [key, source] of Object.entries(stock.fields)) {
    const values = seed.words.faces[source];
    const value = known[source] ?? (values && random.pick(values));
    if (value === undefined) throw new Error(`licence stock names an unknown source ${source}`);
    face[key] = value;
  }
  return face;
}
