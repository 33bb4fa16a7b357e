import type { Claims } from '../platform/contract/claims.ts';

/** Who asks, after sign-in: what the access table decides by. */
export interface Actor {
  /** Opaque and stable: `subject/<id>` for people and companies, `staff/<key>` for staff, `system/<name>`. Stands in the log. */
  readonly id: string;
  readonly kind: 'person' | 'company' | 'staff' | 'system';
  /** The subject whose data is the actor's own (people and companies). */
  readonly subject?: string;
  readonly roles: readonly RoleAt[];
}

export interface RoleAt {
  readonly role: Role;
  /** Code of the unit the role is held in; absent for citizens and companies. */
  readonly unit?: string;
  /** Account of the colleague whom it is held for, from day to day (代班); absent for one's own. */
  readonly standsFor?: string;
}

/** Roles that are held in a unit; people and companies have theirs by themselves. */
export const STAFF_ROLES = [
  'agent',
  'window',
  'clerk',
  'approver',
  'head',
  'village',
  'designer',
  'operator',
  'handler',
  'editor',
  'officer',
  'supervisor',
  'evaluator',
  'admin',
] as const;

export type Role = 'citizen' | 'company' | (typeof STAFF_ROLES)[number];

/** A request's identity: the claims for the person's own pages, the actor for decisions. Null when nobody signed in. */
export interface Viewer {
  readonly claims: Claims;
  readonly actor: Actor;
}

/** For whom the actor holds a role in a unit: null when it is their own, or they do not hold it. */
export function standsFor(actor: Actor, role: Role, unit: string): string | null {
  const held = actor.roles.filter((one) => one.role === role && one.unit === unit);
  return held.some((one) => one.standsFor === undefined) ? null : (held[0]?.standsFor ?? null);
}

export function hasRole(actor: Actor, role: Role, unit?: string): boolean {
  return actor.roles.some((held) => held.role === role && (unit === undefined || held.unit === unit));
}
