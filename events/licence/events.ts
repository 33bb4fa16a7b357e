import type { Text } from '../../lowcode/text.ts';
import type { Pinned } from '../application/events.ts';
import type { Box } from '../stream.ts';

/** Stream `licence/<id>`: one licence (电子证照) from issue to its end. */
export const category = 'licence';

export interface LicenceValue {
  readonly key: string;
  readonly label: Text;
  readonly value: string;
}

interface Change {
  readonly issuer: string;
  readonly identifier: string;
  readonly today: string;
  readonly subject: string;
  readonly personal: Box<{ reason: string }>;
}

export type LicenceEvent =
  | {
      readonly type: 'LicenceIssued';
      readonly v: 1;
      readonly data: {
        readonly region: string;
        readonly identifier: string;
        /** Number for people, on the face. */
        readonly number: string;
        readonly licenceType: Pinned;
        readonly typeName: Text;
        readonly issuer: string;
        readonly issuerPath: readonly string[];
        /** Holder code type of the metadata standard: 111 identity number, 001 credit code. */
        readonly holderCodeType: '111' | '001';
        readonly validFrom: string;
        /** Null for no end. */
        readonly validTo: string | null;
        /** Stream of the case it comes from; null for stock taken in. */
        readonly application: string | null;
        readonly item: string | null;
        /** Values on the face that are not personal. */
        readonly values: readonly LicenceValue[];
        readonly today: string;
        readonly subject: string;
        readonly personal: Box<{ holderName: string; holderCode: string; values: readonly LicenceValue[] }>;
      };
    }
  /** 暂扣 */
  | { readonly type: 'LicenceWithheld'; readonly v: 1; readonly data: Change }
  /** 恢复 */
  | { readonly type: 'LicenceRestored'; readonly v: 1; readonly data: Change }
  /** 撤销: wrongly granted */
  | { readonly type: 'LicenceAnnulled'; readonly v: 1; readonly data: Change }
  /** 吊销: as a penalty */
  | { readonly type: 'LicenceRevoked'; readonly v: 1; readonly data: Change }
  /** 注销 */
  | { readonly type: 'LicenceCancelled'; readonly v: 1; readonly data: Change }
  /** 转出 */
  | { readonly type: 'LicenceTransferred'; readonly v: 1; readonly data: Change };

export const versions = {
  LicenceIssued: 1,
  LicenceWithheld: 1,
  LicenceRestored: 1,
  LicenceAnnulled: 1,
  LicenceRevoked: 1,
  LicenceCancelled: 1,
  LicenceTransferred: 1,
} as const;

export const personal = {
  LicenceIssued: ['holderName', 'holderCode', 'values'],
  LicenceWithheld: ['reason'],
  LicenceRestored: ['reason'],
  LicenceAnnulled: ['reason'],
  LicenceRevoked: ['reason'],
  LicenceCancelled: ['reason'],
  LicenceTransferred: ['reason'],
} as const;
