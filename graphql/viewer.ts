import type { Actor, Role, RoleAt, Viewer } from '../commands/actor.ts';
import type { Claims } from '../platform/contract/claims.ts';
import type { Platform } from '../platform/contract/platform.ts';
import { staffView } from '../views/staff/view.ts';

const FRESH_MS = 1000;

/** `viewerFor`, remembered for a second for claims that are given again as they are: a token's, while it is believed. */
export function viewersOf(platform: Pick<Platform, 'vault' | 'views'>): (claims: Claims) => Promise<Viewer> {
  const known = new WeakMap<Claims, { readonly viewer: Promise<Viewer>; readonly until: number }>();
  return (claims) => {
    const before = known.get(claims);
    if (before && before.until > performance.now()) return before.viewer;
    const viewer = viewerFor(platform, claims);
    known.set(claims, { viewer, until: performance.now() + FRESH_MS });
    viewer.catch(() => known.delete(claims));
    return viewer;
  };
}

/** The viewer behind an identity provider's claims: the subject for people and companies, the roles held for staff. */
export async function viewerFor(platform: Pick<Platform, 'vault' | 'views'>, claims: Claims): Promise<Viewer> {
  const row = await platform.views.get(staffView, claims.account);
  const roles: RoleAt[] = Object.entries(row?.units ?? {}).flatMap(([unit, held]) =>
    held.map((role) => ({ role: role as Role, unit })),
  );
  if (claims.kind === 'staff') return { claims, actor: { id: `staff/${claims.account}`, kind: 'staff', roles } };
  if (!claims.identifier) throw new Error('a person or company signed in without an identifier');
  const { subject } = await platform.vault.subjectFor(claims.identifier);
  const own: RoleAt = { role: claims.kind === 'company' ? 'company' : 'citizen' };
  const actor: Actor = { id: `subject/${subject}`, kind: claims.kind, subject, roles: [own, ...roles] };
  return { claims, actor };
}
