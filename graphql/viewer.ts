import type { Actor, Role, RoleAt, Viewer } from '../commands/actor.ts';
import type { Claims } from '../platform/contract/claims.ts';
import type { Platform } from '../platform/contract/platform.ts';
import { type StaffRow, staffView } from '../views/staff/view.ts';

const FRESH_MS = 1000;

/** `viewerFor`, remembered for a second for claims that are given again as they are: a token's, while it is believed. */
export function viewersOf(platform: Pick<Platform, 'vault' | 'views' | 'clock'>): (claims: Claims) => Promise<Viewer> {
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
export async function viewerFor(
  platform: Pick<Platform, 'vault' | 'views' | 'clock'>,
  claims: Claims,
): Promise<Viewer> {
  const row = await platform.views.get(staffView, claims.account);
  const own: RoleAt[] = Object.entries(row?.units ?? {}).flatMap(([unit, held]) =>
    held.map((role) => ({ role: role as Role, unit })),
  );
  const roles = row?.standsIn ? [...own, ...(await stoodIn(platform, row))] : own;
  if (claims.kind === 'staff') return { claims, actor: { id: `staff/${claims.account}`, kind: 'staff', roles } };
  if (!claims.identifier) throw new Error('a person or company signed in without an identifier');
  const { subject } = await platform.vault.subjectFor(claims.identifier);
  const themselves: RoleAt = { role: claims.kind === 'company' ? 'company' : 'citizen' };
  const actor: Actor = { id: `subject/${subject}`, kind: claims.kind, subject, roles: [themselves, ...roles] };
  return { claims, actor };
}

/** Not held for anybody else: whoever administers must be named for it. */
const ONLY_OWN: ReadonlySet<string> = new Set(['admin']);

/** The roles that an account holds today for colleagues whom it stands in for (代班): theirs, not those they stand in for. */
async function stoodIn({ views, clock }: Pick<Platform, 'views' | 'clock'>, row: StaffRow): Promise<RoleAt[]> {
  const today = clock.today();
  const now = Object.entries(row.standsIn ?? {}).flatMap(([unit, list]) =>
    list.flatMap(({ account, from, to }) => (from <= today && today <= to ? [{ unit, account }] : [])),
  );
  const held = await Promise.all(
    now.map(async ({ unit, account }) => {
      const roles = (await views.get(staffView, account))?.units[unit] ?? [];
      return roles
        .filter((role) => !ONLY_OWN.has(role))
        .map((role): RoleAt => ({ role: role as Role, unit, standsFor: account }));
    }),
  );
  return held.flat();
}
