import type { CatalogueEntry, CountySeed } from './county-seed.ts';
import type { ServicePlan } from './plans.ts';
import { type Random, shares } from './random.ts';

/** 2018 figures of the city: 176 permits and 111 public services; its 12 counties 1,410 and 1,186. */
const CITY = { permits: 176, services: 111 };
const COUNTIES = { permits: 1410, services: 1186 };

/**
 * The catalogue: the county's own 426 entries first, then the city's and the other counties', drawn from the same list
 * of titles, up to `count` (2,883 are there).
 */
export function* planServices(seed: CountySeed, count: number, random: Random): Generator<ServicePlan> {
  let left = count;
  for (const plan of allServices(seed, random)) {
    if (left-- <= 0) return;
    yield plan;
  }
}

function* allServices(seed: CountySeed, random: Random): Generator<ServicePlan> {
  const { region, units, divisions } = seed.county;
  const names = new Map(units.map((unit) => [unit.code, unit.name.zh]));
  const nameOf = (unit: string) => {
    const name = names.get(unit);
    if (name === undefined) throw new Error(`the catalogue names an unknown unit ${unit}`);
    return name;
  };
  for (const entry of seed.catalogue) {
    yield { plan: 'service', region, ...entry, unitName: nameOf(entry.unit), guide: entry.guide ?? false };
  }
  const permits = seed.catalogue.filter((entry) => entry.kind === 'permit');
  const services = seed.catalogue.filter((entry) => entry.kind !== 'permit');
  const home = divisions.find((division) => division.code === region);
  const city = divisions.find((division) => division.code === home?.parent);
  if (!home || !city) throw new Error(`divisions do not hold ${region} and its city`);
  const others = divisions.filter((division) => division.level === 'county' && division.code !== region);
  const place = (division: { code: string; name: string }, entry: CatalogueEntry): ServicePlan => {
    const town = units.find((unit) => unit.code === entry.unit)?.level === 'town';
    const unit = town ? division.code : entry.unit.replace(region, division.code);
    const unitName = town
      ? `${division.name}人民政府`
      : rename(nameOf(entry.unit), home.name, city.name, division.name);
    return { plan: 'service', ...entry, region: division.code, unit, unitName, guide: false };
  };
  for (const entry of [...draw(permits, CITY.permits, random), ...draw(services, CITY.services, random)]) {
    yield place(city, entry);
  }
  const each = others.map(() => 1);
  const permitShares = shares(COUNTIES.permits - permits.length, each);
  const serviceShares = shares(COUNTIES.services - services.length, each);
  for (const [i, other] of others.entries()) {
    const drawn = [
      ...draw(permits, permitShares[i] as number, random),
      ...draw(services, serviceShares[i] as number, random),
    ];
    for (const entry of drawn) yield place(other, entry);
  }
}

/** 衡山县教育局 -> 祁东县教育局; the city's own bodies have no county in their names. */
function rename(name: string, home: string, city: string, to: string): string {
  if (to !== city) return name.replaceAll(home, to);
  return name.replace(new RegExp(`^${home}`), city).replace(new RegExp(`${home}管理部$`), '');
}

/** So many different entries, in the order of the list. */
function draw<T>(list: readonly T[], count: number, random: Random): T[] {
  if (count > list.length) throw new Error(`cannot draw ${count} of ${list.length}`);
  const drawn: T[] = [];
  list.forEach((entry, i) => {
    if (random.next() * (list.length - i) < count - drawn.length) drawn.push(entry);
  });
  return drawn;
}
