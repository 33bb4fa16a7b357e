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
