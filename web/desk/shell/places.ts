import type { Viewer } from '../api/model.ts';
import { mayDo } from './desk.tsx';

/** A place in the left rail, and what of it the server must allow (any one; none: for all staff). */
export interface Place {
  readonly to: string;
  readonly label: string;
  readonly icon: string;
  readonly needs: readonly string[];
  /** The count shown beside it. */
  readonly count?: 'messages' | 'cases' | 'tickets' | 'matters' | 'reviews';
}

const CONFIGURE = ['definition.edit'];

export const PLACES: readonly { readonly title: string; readonly places: readonly Place[] }[] = [
  {
    title: '办理',
    places: [
      { to: '/', label: '首页', icon: 'home', needs: [] },
      { to: '/messages', label: '站内消息', icon: 'message', needs: ['staff.read'], count: 'messages' },
      { to: '/cases', label: '办件', icon: 'cases', needs: ['case.read', 'case.file'], count: 'cases' },
      { to: '/file', label: '窗口收件', icon: 'file', needs: ['case.file'] },
      { to: '/registers', label: '台账', icon: 'register', needs: ['case.read', 'register.edit'] },
      { to: '/licences', label: '证照', icon: 'licence', needs: ['licence.read'] },
      { to: '/substitutes', label: '代班', icon: 'substitutes', needs: ['unit.substitute'] },
    ],
  },
  {
    title: '公务',
    places: [{ to: '/systems', label: '内部事务', icon: 'matters', needs: ['matter.read'], count: 'matters' }],
  },
  {
    title: '热线',
    places: [
      {
        to: '/tickets',
        label: '工单',
        icon: 'tickets',
        needs: ['ticket.read'],
        count: 'tickets',
      },
      { to: '/tickets/new', label: '电话登记', icon: 'phone', needs: ['ticket.register'] },
    ],
  },
  {
    title: '配置',
    places: [
      { to: '/reviews', label: '待我审核', icon: 'eye', needs: ['definition.review'], count: 'reviews' },
      { to: '/assembly', label: '服务组装', icon: 'plus', needs: CONFIGURE },
      { to: '/definitions/service', label: '事项', icon: 'service', needs: CONFIGURE },
      { to: '/definitions/form', label: '表单', icon: 'form', needs: CONFIGURE },
      { to: '/definitions/flow', label: '流程', icon: 'flow', needs: CONFIGURE },
      { to: '/definitions/licenceType', label: '证照类型', icon: 'licenceType', needs: CONFIGURE },
      { to: '/definitions/system', label: '内部系统', icon: 'system', needs: CONFIGURE },
      { to: '/packages', label: '配置包', icon: 'copy', needs: CONFIGURE },
    ],
  },
  {
    title: '监督',
    places: [
      {
        to: '/performance',
        label: '服务效能',
        icon: 'performance',
        needs: ['performance.read'],
      },
      {
        to: '/sites',
        label: '网站监测',
        icon: 'sites',
        needs: ['site.read'],
      },
      { to: '/operations', label: '运行状态', icon: 'operations', needs: ['cloud.operate'] },
    ],
  },
  { title: '管理', places: [{ to: '/units', label: '单位和人员', icon: 'units', needs: ['unit.manage'] }] },
];

/** The rail of one person: only where they work. */
export function placesOf(viewer: Viewer): typeof PLACES {
  return PLACES.map((group) => ({ ...group, places: group.places.filter((place) => mayWork(viewer, place)) })).filter(
    (group) => group.places.length > 0,
  );
}

function mayWork(viewer: Viewer, place: Place): boolean {
  return place.needs.length === 0 || mayDo(viewer, ...place.needs);
}

/** The place a path belongs to: the longest address it begins with. */
export function placeAt(path: string): Place | null {
  const all = PLACES.flatMap((group) => group.places);
  const fits = all.filter((place) => path === place.to || (place.to !== '/' && path.startsWith(`${place.to}/`)));
  return fits.sort((a, b) => b.to.length - a.to.length)[0] ?? null;
}
