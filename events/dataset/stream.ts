import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import { canonicalJson } from '../../platform/contract/views.ts';
import type { StreamType } from '../stream.ts';

/**
 * Stream `dataset/<region>/<key>`: an open dataset and its description, or a code list (代码表) such as the ticket
 * categories: reference data that departments keep, with its versions.
 */
export const category = 'dataset';

export interface DatasetFacts {
  readonly region: string;
  readonly key: string;
  readonly name: Text;
  readonly summary: Text;
  readonly unit: string;
  /** `view`: rows come from a read model of that key; `codeList`: the rows are in the fact. */
  readonly kind: 'view' | 'codeList';
  readonly updateCycle: string;
  readonly fields: readonly {
    readonly key: string;
    readonly name: Text;
    readonly type: 'text' | 'number' | 'date' | 'boolean';
  }[];
  readonly rows: readonly JsonObject[];
}

export type DatasetEvent = {
  readonly type: 'DatasetPublished';
  readonly v: 1;
  readonly data: DatasetFacts & { readonly version: number; readonly today: string };
};

export interface Dataset {
  readonly facts: DatasetFacts;
  readonly version: number;
}

export const dataset: StreamType<DatasetEvent, Dataset | null> = {
  category,
  versions: { DatasetPublished: 1 },
  personal: {},
  initial: null,
  evolve: (_state, { data: { version, today: _today, ...facts } }) => ({ facts, version }),
};

export function publish(state: Dataset | null, facts: DatasetFacts, today: string): DatasetEvent[] {
  if (state && canonicalJson(state.facts as never) === canonicalJson(facts as never)) return [];
  return [{ type: 'DatasetPublished', v: 1, data: { ...facts, version: (state?.version ?? 0) + 1, today } }];
}
