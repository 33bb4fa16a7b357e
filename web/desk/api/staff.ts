import type { words } from '../../../lowcode/words.ts';
import { document } from './ask.ts';
import type { Role, Text } from './model.ts';

export interface UnitStaff {
  readonly code: string;
  readonly name: Text;
  readonly staff: readonly { readonly account: string; readonly roles: readonly Role[] }[] | null;
  readonly substitutes: readonly StandIn[] | null;
}

export interface StandIn {
  readonly account: string;
  readonly substitute: string;
  readonly from: string;
  readonly to: string;
}

const stands = 'account substitute from to';

export const UNIT_STAFF = document<{ unit: UnitStaff | null }, { code: string }>(
  `query UnitStaff($code: ID!) {
    unit(code: $code) { code name { zh } staff { account roles } substitutes { ${stands} } }
  }`,
);

export const NAME_SUBSTITUTE = document<
  { nameSubstitute: { code: string } },
  StandIn & { unit: string; commandId: string }
>(
  `mutation NameSubstitute($unit: ID!, $account: String!, $substitute: String!, $from: Date!, $to: Date!, $commandId: ID) {
    nameSubstitute(unit: $unit, account: $account, substitute: $substitute, from: $from, to: $to, commandId: $commandId) { code }
  }`,
);

export const RELEASE_SUBSTITUTE = document<
  { releaseSubstitute: { code: string } },
  { unit: string; account: string; substitute: string; commandId: string }
>(
  `mutation ReleaseSubstitute($unit: ID!, $account: String!, $substitute: String!, $commandId: ID) {
    releaseSubstitute(unit: $unit, account: $account, substitute: $substitute, commandId: $commandId) { code }
  }`,
);

/** A unit in the list of all, with the one above it. */
export interface KeptUnit {
  readonly code: string;
  readonly name: Text;
  readonly level: UnitLevel;
  readonly parent: { readonly code: string } | null;
}

export type UnitLevel = keyof typeof words.unitLevel;

export const KEPT_UNITS = document<{ units: readonly KeptUnit[] }>(
  'query KeptUnits { units { code name { zh } level parent { code } } }',
);

export const TOWNS = document<{ divisions: readonly { code: string; name: string }[] }>(
  'query Towns { divisions { code name } }',
);

/** As the mutation takes it. */
export interface NewUnit {
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly level: UnitLevel;
  readonly kind: keyof typeof words.unitKind;
  readonly shortCode: string;
  readonly creditCode?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly hours?: string;
  readonly division: string;
}

export const REGISTER_UNIT = document<{ registerUnit: { code: string } }, { unit: NewUnit; commandId: string }>(
  'mutation RegisterUnit($unit: UnitInput!, $commandId: ID) { registerUnit(unit: $unit, commandId: $commandId) { code } }',
);

export const APPOINT_STAFF = document<
  { appointStaff: { code: string } },
  { unit: string; account: string; roles: readonly Role[]; commandId: string }
>(
  `mutation AppointStaff($unit: ID!, $account: String!, $roles: [Role!]!, $commandId: ID) {
    appointStaff(unit: $unit, account: $account, roles: $roles, commandId: $commandId) { code }
  }`,
);
