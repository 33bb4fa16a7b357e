import { casesView, STATES } from '../../views/cases/view.ts';
import type { Context } from '../context.ts';
import { CaseLine } from './line.ts';

/** How many of somebody's latest cases are looked at. */
const LATEST = 200;

/** The viewer's own live case of an item; null when there is none, and for who has no cases of their own. */
export async function pendingCase(context: Context, service: string): Promise<CaseLine | null> {
  const { subject } = context.command.actor;
  if (!subject) return null;
  await context.written?.shown(context);
  const query = { index: 'bySubject', partition: subject, descending: true, limit: LATEST };
  const { entries } = await context.cloud.platform.views.list(casesView, query);
  const open: readonly string[] = STATES.open;
  const found = entries.find(({ row }) => row.service.key === service && open.includes(row.state));
  return found ? new CaseLine(context, found.row, found.key) : null;
}
