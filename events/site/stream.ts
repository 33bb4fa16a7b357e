import type { Text } from '../../lowcode/text.ts';
import type { StreamType } from '../stream.ts';

/** Stream `site/<id>`: a registered website and what probes found. */
export const category = 'site';

export interface ProbeFact {
  /** Answered at all within 15 seconds with a page. */
  readonly reachable: boolean;
  readonly ms: number | null;
  readonly status: number | null;
  /** Documented code: TIMEOUT, DNS, TLS, REFUSED, STATUS ... */
  readonly problem: string | null;
}

export type SiteEvent =
  | {
      readonly type: 'SiteRegistered';
      readonly v: 1;
      readonly data: {
        readonly region: string;
        readonly site: string;
        readonly name: Text;
        readonly url: string;
        readonly unit: string;
      };
    }
  | {
      readonly type: 'SiteProbed';
      readonly v: 1;
      readonly data: ProbeFact & {
        readonly region: string;
        readonly site: string;
        readonly unit: string;
        readonly probedAt: string;
      };
    };

export interface Site {
  readonly registered: Extract<SiteEvent, { type: 'SiteRegistered' }>['data'];
  readonly lastProbe: string | null;
}

export const site: StreamType<SiteEvent, Site | null> = {
  category,
  versions: { SiteRegistered: 1, SiteProbed: 1 },
  personal: {},
  initial: null,
  evolve(state, event) {
    if (event.type === 'SiteRegistered') return { registered: event.data, lastProbe: null };
    return state && { ...state, lastProbe: event.data.probedAt };
  },
};

export function register(state: Site | null, data: Site['registered']): SiteEvent[] {
  return state ? [] : [{ type: 'SiteRegistered', v: 1, data }];
}

export function probed(state: Site, fact: ProbeFact, probedAt: string): SiteEvent[] {
  const { region, site: id, unit } = state.registered;
  return [{ type: 'SiteProbed', v: 1, data: { ...fact, region, site: id, unit, probedAt } }];
}
