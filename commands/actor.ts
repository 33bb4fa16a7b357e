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
}

export type Role =
  | 'citizen'
  | 'company'
  | 'agent'
  | 'window'
  | 'clerk'
  | 'approver'
  | 'head'
  | 'village'
  | 'designer'
  | 'operator'
  | 'handler'
  | 'editor'
  | 'officer'
  | 'supervisor'
  | 'evaluator'
  | 'admin';

/** A request's identity: the claims for the person's own pages, the actor for decisions. Null when nobody signed in. */
export interface Viewer {
  readonly claims: Claims;
  readonly actor: Actor;
}

export function hasRole(actor: Actor, role: Role, unit?: string): boolean {
  return actor.roles.some((held) => held.role === role && (unit === undefined || held.unit === unit));
}
