import type { words } from '../../../lowcode/words.ts';
import { document } from './ask.ts';
import type { DefinitionKind } from './model.ts';

type Which = { readonly kind: DefinitionKind; readonly key: string };

export interface DefinitionVersion {
  readonly version: number;
  readonly on: string;
  readonly by: string;
  readonly authors: readonly string[];
}

export interface DryRunPage {
  readonly examined: number;
  readonly affected: number;
  readonly unreadable: number;
  readonly findings: readonly DryRunFinding[];
  readonly next: string | null;
}

export interface DryRunFinding {
  readonly change: keyof typeof words.outcomeChange;
  readonly detail: string;
  readonly count: number;
  readonly cases: readonly string[];
}

export interface MigrationPage {
  readonly moved: number;
  readonly refused: number;
  readonly next: string | null;
  readonly cases: readonly {
    readonly outcome: 'moved' | 'refused';
    readonly number: string | null;
    readonly problems: readonly { readonly code: string; readonly message: string }[];
    readonly dropped: readonly string[];
    readonly feeChanges: boolean;
  }[];
}

export const VERSIONS = document<{ definitionVersions: readonly DefinitionVersion[] }, Which>(
  `query Versions($kind: DefinitionKind!, $key: ID!) {
    definitionVersions(kind: $kind, key: $key) { version on by authors }
  }`,
);

export const VERSION_DIFF = document<
  { definitionDiff: readonly string[] },
  Which & { from: number; to: number | null }
>(
  `query VersionDiff($kind: DefinitionKind!, $key: ID!, $from: Int!, $to: Int) {
    definitionDiff(kind: $kind, key: $key, from: $from, to: $to)
  }`,
);

export const DRY_RUN = document<{ dryRun: DryRunPage }, Which & { after: string | null; first: number }>(
  `query DryRun($kind: DefinitionKind!, $key: ID!, $after: String, $first: Int) {
    dryRun(kind: $kind, key: $key, after: $after, first: $first) {
      examined affected unreadable next findings { change detail count cases }
    }
  }`,
);

export interface Moved {
  readonly from: string;
  readonly to: string;
}

export const MIGRATE = document<
  { migrateCases: MigrationPage },
  Which & {
    from: number;
    to: number;
    fields: readonly Moved[];
    stages: readonly Moved[];
    reason: string;
    dry: boolean;
    after: string | null;
    commandId: string;
  }
>(
  `mutation Migrate($kind: DefinitionKind!, $key: ID!, $from: Int!, $to: Int!, $fields: [MovedInput!], $stages: [MovedInput!], $reason: String!, $dry: Boolean!, $after: String, $commandId: ID) {
    migrateCases(kind: $kind, key: $key, from: $from, to: $to, fields: $fields, stages: $stages, reason: $reason, dry: $dry, after: $after, commandId: $commandId) {
      moved refused next cases { outcome number problems { code message } dropped feeChanges }
    }
  }`,
);

export const PARTS_OF_VERSION = document<
  { definitionParts: readonly { key: string; label: string }[] },
  Which & { version: number }
>(
  `query PartsOfVersion($kind: DefinitionKind!, $key: ID!, $version: Int!) {
    definitionParts(kind: $kind, key: $key, version: $version) { key label }
  }`,
);
