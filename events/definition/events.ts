import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';

/** Streams `form/…`, `flow/…`, `service/…`, `licenceType/…`, `system/…`: a definition that a department assembles, and its versions. */
export type DefinitionKind = 'form' | 'flow' | 'service' | 'licenceType' | 'system';

interface Which {
  readonly region: string;
  readonly kind: DefinitionKind;
  /** Stable in the region; ASCII, from pinyin once. */
  readonly key: string;
  /** The unit that owns it. */
  readonly unit: string;
}

export type DefinitionEvent =
  | {
      readonly type: 'DefinitionDrafted';
      readonly v: 1;
      readonly data: Which & { readonly title: Text; readonly definition: JsonObject };
    }
  | {
      readonly type: 'DefinitionRevised';
      readonly v: 1;
      readonly data: Which & { readonly title: Text; readonly definition: JsonObject };
    }
  | {
      readonly type: 'DefinitionPublished';
      readonly v: 1;
      readonly data: Which & {
        readonly title: Text;
        /** 1, 2, 3 ... */
        readonly version: number;
        readonly today: string;
        /** What is bound from now on; immutable. */
        readonly definition: JsonObject;
        /** Forms: the GraphQL name, chosen at the first publication and kept. */
        readonly typeName: string | null;
      };
    }
  | {
      readonly type: 'DefinitionWithdrawn';
      readonly v: 1;
      readonly data: Which & { readonly today: string; readonly reason: string };
    };

export const versions = {
  DefinitionDrafted: 1,
  DefinitionRevised: 1,
  DefinitionPublished: 1,
  DefinitionWithdrawn: 1,
} as const;
