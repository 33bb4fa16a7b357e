import { document } from './ask.ts';
import { licenceLine, pageInfo, timeline } from './fragments.ts';
import type { Connection, LicencePage, LicenceRow, LicenceState } from './model.ts';

export const LICENCES = document<
  { licences: Connection<LicenceRow> },
  { state?: LicenceState; search?: string; first: number; after?: string }
>(`query Licences($state: LicenceState, $search: String, $first: Int!, $after: String) {
  licences(filter: { state: $state, search: $search }, first: $first, after: $after) {
    edges { cursor node { ${licenceLine} } } ${pageInfo}
  }
}`);

export const LICENCE = document<{ licence: LicencePage | null }, { id: string }>(`query Licence($id: ID!) {
  licence(id: $id) { ${licenceLine} fields { label { zh } value } case { number } ${timeline} moves revision }
}`);

export const CHANGE_LICENCE_STATE = document<
  { changeLicenceState: { id: string } },
  { id: string; to: LicenceState; reason: string; expect: number; commandId: string }
>(`mutation ChangeLicence($id: ID!, $to: LicenceState!, $reason: String!, $expect: Int, $commandId: ID) {
  changeLicenceState(id: $id, to: $to, reason: $reason, expect: $expect, commandId: $commandId) { id }
}`);
