import type { DataText } from '../parts/reading.tsx';
import type { UnitSummary } from './services.ts';

export const DATASETS = `query Datasets {
  datasets {
    key service name { zh en } summary { zh en } unit { code name { zh en } } updateCycle
    fields { key name { zh en } type description { zh en } } csvUrl rowCount asOf
  }
}`;
export interface DatasetData {
  readonly key: string;
  /** The item whose own dataset it is. */
  readonly service: string | null;
  readonly name: DataText;
  readonly summary: DataText;
  readonly unit: UnitSummary;
  readonly updateCycle: string;
  readonly fields: readonly {
    readonly key: string;
    readonly name: DataText;
    readonly type: string;
    readonly description: DataText | null;
  }[];
  readonly csvUrl: string;
  readonly rowCount: number;
  readonly asOf: string;
}
export interface DatasetsAnswer {
  readonly datasets: readonly DatasetData[];
}

const ROWS = `rows { group codes count onTimeRate meanDaysUsed satisfactionRate } suppressed total asOf`;
export const CASE_STATISTICS = `query CaseStatistics($filter: OpenCaseFilter, $groupBy: [OpenCaseDimension!]!) {
  statistics: openCaseStatistics(filter: $filter, groupBy: $groupBy) { ${ROWS} }
  units(level: county) { code name { zh en } }
}`;
export const TICKET_STATISTICS = `query TicketStatistics($filter: OpenTicketFilter, $groupBy: [OpenTicketDimension!]!) {
  statistics: openTicketStatistics(filter: $filter, groupBy: $groupBy) { ${ROWS} }
  divisions { code name }
  ticketCategories { key name }
}`;
export interface StatisticsRow {
  readonly group: readonly (string | null)[];
  readonly codes: readonly (string | null)[];
  readonly count: number;
  readonly onTimeRate: number | null;
  readonly meanDaysUsed: number | null;
  readonly satisfactionRate: number | null;
}
export interface StatisticsAnswer {
  readonly statistics: {
    readonly rows: readonly StatisticsRow[];
    readonly suppressed: number;
    readonly total: number;
    readonly asOf: string;
  };
  readonly units?: readonly UnitSummary[];
  readonly divisions?: readonly { readonly code: string; readonly name: string }[];
  readonly ticketCategories?: readonly { readonly key: string; readonly name: string }[];
}

/** Lines that a page shows; the file has all. */
export const ITEM_LINES = `query ItemLines($service: ID!) {
  lines: openItemCases(service: $service, first: 50) {
    edges { node { quarter outcome channel values { column label mean } count onTimeRate meanDaysUsed } }
    pageInfo { hasNextPage }
  }
}`;
export interface ItemLine {
  readonly quarter: string | null;
  readonly outcome: string | null;
  readonly channel: string | null;
  readonly values: readonly { readonly column: string; readonly label: string | null; readonly mean: number | null }[];
  readonly count: number;
  readonly onTimeRate: number | null;
  readonly meanDaysUsed: number | null;
}
export interface ItemLinesAnswer {
  readonly lines: {
    readonly edges: readonly { readonly node: ItemLine }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}
