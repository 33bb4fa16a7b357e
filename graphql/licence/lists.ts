import { forbidden, unitsWith } from '../../commands/access.ts';
import type { LicenceState } from '../../lowcode/licence/definition.ts';
import type { ListQuery } from '../../platform/contract/views.ts';
import { licencesView, numberTyped } from '../../views/licences/view.ts';
import { connection, listMerged, listPage, type Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { licenceFromRow } from './model.ts';

export interface LicenceFilter {
  readonly state?: LicenceState | null;
  /** Number or identifier, whole. */
  readonly search?: string | null;
}

type Query = Omit<ListQuery, 'limit' | 'after'>;

/** Licences that the viewer's units or units below them issued: the units are the key, so nothing else can be read. */
export async function licenceList(context: Context, args: Page & { filter?: LicenceFilter | null }) {
  const units = unitsWith(context.command.actor, 'licence.read');
  if (units.length === 0) return connection([], false);
  const queries = units.map((unit) => queryFor(unit, args.filter ?? {}, context.command.today));
  const { state } = args.filter ?? {};
  const found = await listMerged(context, licencesView, queries, args, (row, key) => licenceFromRow(context, row, key));
  // What was searched for is one licence or none: its state is looked at, not looked up.
  if (!args.filter?.search?.trim() || !state) return found;
  return { ...found, edges: found.edges.filter(({ node }) => node.state === state) };
}

/** A valid licence past its last day is 失效 without a fact that says so; bounds on the last day tell the two apart. */
function queryFor(unit: string, { state, search }: LicenceFilter, today: string): Query {
  if (search?.trim()) return { index: 'find', partition: `${unit}/${numberTyped(search)}`, descending: true };
  if (!state) return { index: 'byUnit', partition: unit, descending: true };
  if (state === 'expired') return { index: 'byState', partition: `${unit}/valid`, to: today, descending: true };
  if (state === 'valid') return { index: 'byState', partition: `${unit}/valid`, from: today };
  return { index: 'byState', partition: `${unit}/${state}` };
}

export function myLicences(context: Context, page: Page) {
  const { subject } = context.command.actor;
  if (!subject) throw forbidden();
  const query = { index: 'bySubject', partition: subject, descending: true };
  return listPage(context, licencesView, query, page, (row, key) => licenceFromRow(context, row, key));
}
