import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';

/** Streams `form/…`, `flow/…`, `service/…`, `licenceType/…`, `system/…`, `register/…`: a definition that a department assembles, and its versions. */
export type DefinitionKind = 'form' | 'flow' | 'service' | 'licenceType' | 'system' | 'register';

/** One definition among others of the region. */
export interface DefinitionName {
  readonly kind: DefinitionKind;
  readonly key: string;
}

export interface DefinitionVersion extends DefinitionName {
  readonly version: number;
}

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
      /** Sent for review (送审): who may publish it is somebody else. */
      readonly type: 'DefinitionSubmitted';
      readonly v: 1;
      readonly data: Which & {
        readonly title: Text;
        readonly today: string;
        /** What the drafter tells the reviewer; may be empty. */
        readonly note: string;
        /** What was sent with it, to be published in one commit. */
        readonly together: readonly DefinitionName[];
      };
    }
  | {
      /** Not published: what the reviewer wants changed. */
      readonly type: 'DefinitionReturned';
      readonly v: 1;
      readonly data: Which & { readonly title: Text; readonly today: string; readonly reasons: string };
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
      /** A version that holds for chosen units and days only (试运行); the regular one goes on elsewhere. */
      readonly type: 'PilotBegun';
      readonly v: 1;
      readonly data: Which & {
        readonly title: Text;
        /** Counted with the regular versions. */
        readonly version: number;
        readonly today: string;
        readonly definition: JsonObject;
        /** These units and those below them; for what is filed online, the unit that decides. */
        readonly units: readonly string[];
        /** First and last day. */
        readonly from: string;
        readonly to: string;
        /** Items: the versions of what they name, exactly. */
        readonly binds: readonly DefinitionVersion[];
      };
    }
  | {
      /** Confirmed (转正): published as a regular version in the same commit. Otherwise it is over, with the reason. */
      readonly type: 'PilotEnded';
      readonly v: 1;
      readonly data: Which & {
        readonly title: Text;
        readonly version: number;
        readonly today: string;
        readonly confirmed: boolean;
        readonly reason: string;
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
  DefinitionSubmitted: 1,
  DefinitionReturned: 1,
  DefinitionPublished: 1,
  PilotBegun: 1,
  PilotEnded: 1,
  DefinitionWithdrawn: 1,
} as const;
