import { document } from './ask.ts';
import type { Connection, Evidence, Region, Site, UnitPerformance, Viewer } from './model.ts';

export const DESK = document<{ viewer: Viewer | null; region: Region }>(`query Desk {
  viewer { id name kind permissions roles { role unit { code name { zh } } standsIn } }
  region { code name { zh } today demonstration }
}`);

const figures = `unit { code name { zh } } month submitted decided onTime onTimeRate daysSaved ratings meanRating
  ticketsClosed ticketsOnTime ticketsRated ticketsSatisfied`;

export const PERFORMANCE = document<
  { performance: readonly UnitPerformance[] },
  { from?: string; to?: string; unit?: string }
>(`query Performance($from: String, $to: String, $unit: ID) {
  performance(from: $from, to: $to, unit: $unit) { ${figures} }
}`);

export const EVIDENCE = document<
  { performanceEvidence: Connection<Evidence> },
  { unit: string; month: string; measure: string; first: number; after?: string }
>(`query Evidence($unit: ID!, $month: String!, $measure: Measure!, $first: Int!, $after: String) {
  performanceEvidence(unit: $unit, month: $month, measure: $measure, first: $first, after: $after) {
    edges { cursor node { number stream ordinal lane position on value } } pageInfo { hasNextPage endCursor }
  }
}`);

const site = `id name { zh } url unit { code name { zh } } reachability medianMs
  lastProbe { at reachable ms status problem } recent { at reachable ms status problem }`;

export const SITES = document<{ sites: readonly Site[] }>(`query Sites { sites { ${site} } }`);
export const PROBE_SITE = document<{ probeSite: Site }, { id: string }>(
  `mutation Probe($id: ID!) { probeSite(id: $id) { ${site} } }`,
);
export const REMOVE_SITE = document<{ removeSite: boolean }, { id: string; commandId: string }>(
  'mutation Remove($id: ID!, $commandId: ID) { removeSite(id: $id, commandId: $commandId) }',
);
export const REGISTER_SITE = document<
  { registerSite: { id: string } },
  { name: string; url: string; unit: string; commandId: string }
>(`mutation RegisterSite($name: String!, $url: String!, $unit: ID!, $commandId: ID) {
  registerSite(name: $name, url: $url, unit: $unit, commandId: $commandId) { id }
}`);

export interface Status {
  readonly version: string;
  readonly commits: number;
  readonly views: readonly { name: string; version: number; behind: number; parked: number }[];
  readonly brokenForms: readonly { key: string; title: string; version: number; reason: string }[];
}
export const STATUS = document<{ status: Status | null }>(
  'query Status { status { version commits views { name version behind parked } brokenForms { key title version reason } } }',
);
