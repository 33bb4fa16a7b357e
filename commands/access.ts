import { Refusal } from '../events/stream.ts';
import { type Actor, type Role, STAFF_ROLES } from './actor.ts';

/** Who may do what, in one table; evaluators work with figures and evidence, not with people's cases. Where: the role must be held in one of the units that the case, ticket or definition names. */
export const ACCESS = {
  'case.read': ['window', 'clerk', 'approver', 'head', 'village', 'supervisor', 'admin'],
  'case.identify': ['window', 'clerk', 'approver', 'head', 'village'],
  'case.file': ['window', 'clerk', 'agent', 'village'],
  'case.intake': ['window', 'clerk', 'village'],
  'case.supplementAgain': ['supervisor'],
  'case.clock': ['clerk', 'approver'],
  'case.extend': ['head'],
  'case.migrate': ['designer', 'admin'],
  'licence.read': ['window', 'clerk', 'approver', 'head', 'supervisor', 'admin'],
  'licence.change': ['head'],
  'ticket.register': ['operator'],
  'ticket.read': ['operator', 'handler', 'supervisor', 'evaluator', 'admin'],
  'ticket.desk': ['operator'],
  'ticket.handle': ['handler'],
  'matter.read': ['clerk', 'approver', 'head', 'village', 'handler', 'officer', 'supervisor', 'admin'],
  'matter.chase': ['head', 'supervisor'],
  'definition.edit': ['designer', 'admin'],
  'register.edit': ['clerk', 'head', 'supervisor', 'designer', 'admin'],
  // Whoever signs a unit's decisions answers for how they are made; who drafted something never publishes it (OWN_EDITS).
  'definition.review': ['head', 'admin'],
  'definition.read': ['designer', 'clerk', 'window', 'head', 'supervisor', 'evaluator', 'admin'],
  'performance.read': ['head', 'supervisor', 'evaluator', 'admin', 'officer'],
  'site.read': ['supervisor', 'evaluator', 'editor', 'admin'],
  'site.register': ['evaluator', 'admin', 'editor'],
  'subject.erase': ['admin'],
  'unit.manage': ['admin'],
  'unit.substitute': ['head', 'admin'],
  'staff.read': STAFF_ROLES,
  'cloud.operate': ['admin'],
} as const satisfies { readonly [permission: string]: readonly Role[] };

export type Permission = keyof typeof ACCESS;

/** Whether the actor holds a role of the table in one of the units. The system may everything. */
export function may(actor: Actor, permission: Permission, units: readonly string[]): boolean {
  if (actor.kind === 'system') return true;
  const roles: readonly Role[] = ACCESS[permission];
  return actor.roles.some((held) => roles.includes(held.role) && held.unit !== undefined && units.includes(held.unit));
}

/** The units in which the actor holds a role of the table. */
export function unitsWith(actor: Actor, permission: Permission): readonly string[] {
  const roles: readonly Role[] = ACCESS[permission];
  return [...new Set(actor.roles.flatMap((held) => (roles.includes(held.role) && held.unit ? [held.unit] : [])))];
}

/** What the actor may do somewhere: what menus offer. */
export function permissionsOf(actor: Actor): readonly Permission[] {
  return (Object.keys(ACCESS) as Permission[]).filter((permission) => unitsWith(actor, permission).length > 0);
}

/** Throws FORBIDDEN unless `may`. */
export function require(actor: Actor, permission: Permission, units: readonly string[]): void {
  if (!may(actor, permission, units)) throw forbidden();
}

export function forbidden(): Refusal {
  return new Refusal('FORBIDDEN', '您没有权限进行这项操作');
}

export function notFound(what: string): Refusal {
  return new Refusal('NOT_FOUND', `没有找到${what}`);
}
