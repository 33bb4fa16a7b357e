import type { Role, Viewer } from '../api/model.ts';
import { holds } from './desk.tsx';

/** A place in the left rail, and the roles that work there. */
export interface Place {
  readonly to: string;
  readonly label: string;
  readonly icon: string;
  readonly roles: readonly Role[] | 'staff';
  /** The count shown beside it. */
  readonly count?: 'cases' | 'tickets';
}

const CASES: readonly Role[] = ['clerk', 'approver', 'head', 'village', 'window', 'agent'];
/** Who may look at licences that their units issued. */
const LICENCES: readonly Role[] = ['clerk', 'approver', 'head', 'window', 'supervisor', 'evaluator', 'admin'];
const CONFIGURE: readonly Role[] = ['designer'];

export const PLACES: readonly { readonly title: string; readonly places: readonly Place[] }[] = [
  {
    title: '办理',
    places: [
      { to: '/', label: '首页', icon: 'home', roles: 'staff' },
      { to: '/cases', label: '办件', icon: 'cases', roles: CASES, count: 'cases' },
      { to: '/file', label: '窗口收件', icon: 'file', roles: ['window', 'agent', 'village'] },
      { to: '/licences', label: '证照', icon: 'licence', roles: LICENCES },
    ],
  },
  {
    title: '热线',
    places: [
      {
        to: '/tickets',
        label: '工单',
        icon: 'tickets',
        roles: ['operator', 'handler', 'supervisor'],
        count: 'tickets',
      },
      { to: '/tickets/new', label: '电话登记', icon: 'phone', roles: ['operator'] },
    ],
  },
  {
    title: '配置',
    places: [
      { to: '/definitions/service', label: '事项', icon: 'service', roles: CONFIGURE },
      { to: '/definitions/form', label: '表单', icon: 'form', roles: CONFIGURE },
      { to: '/definitions/flow', label: '流程', icon: 'flow', roles: CONFIGURE },
      { to: '/definitions/licenceType', label: '证照类型', icon: 'licenceType', roles: CONFIGURE },
    ],
  },
  {
    title: '监督',
    places: [
      {
        to: '/performance',
        label: '服务效能',
        icon: 'performance',
        roles: ['supervisor', 'evaluator', 'head', 'officer', 'admin'],
      },
      {
        to: '/sites',
        label: '网站监测',
        icon: 'sites',
        roles: ['evaluator', 'supervisor', 'editor', 'admin'],
      },
      { to: '/operations', label: '运行状态', icon: 'operations', roles: ['admin'] },
    ],
  },
];

/** The rail of one person: only where they work. */
export function placesOf(viewer: Viewer): typeof PLACES {
  return PLACES.map((group) => ({ ...group, places: group.places.filter((place) => mayWork(viewer, place)) })).filter(
    (group) => group.places.length > 0,
  );
}

function mayWork(viewer: Viewer, place: Place): boolean {
  return place.roles === 'staff' || holds(viewer, ...place.roles);
}

/** The place a path belongs to: the longest address it begins with. */
export function placeAt(path: string): Place | null {
  const all = PLACES.flatMap((group) => group.places);
  const fits = all.filter((place) => path === place.to || (place.to !== '/' && path.startsWith(`${place.to}/`)));
  return fits.sort((a, b) => b.to.length - a.to.length)[0] ?? null;
}
