import type { Text } from '../../lowcode/text.ts';
import type { StreamType } from '../stream.ts';

/** Stream `site/<id>`: a registered website and what probes found. */
export const category = 'site';

export interface ProbeFact {
  /** A visitor gets a page: within 15 seconds, after five redirects at most, with a status from 200 to 299. */
  readonly reachable: boolean;
  readonly ms: number | null;
  readonly status: number | null;
  /** Documented code: TIMEOUT, DNS, TLS, REFUSED, STATUS ...; null when it is reachable. */
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
    }
  | {
      /** Watched no more; what probes found stays in the log. */
      readonly type: 'SiteRemoved';
      readonly v: 1;
      readonly data: { readonly region: string; readonly site: string; readonly unit: string };
    };

export interface Site {
  readonly registered: Extract<SiteEvent, { type: 'SiteRegistered' }>['data'];
  readonly lastProbe: string | null;
  readonly removed: boolean;
}

export const site: StreamType<SiteEvent, Site | null> = {
  category,
  versions: { SiteRegistered: 1, SiteProbed: 1, SiteRemoved: 1 },
  personal: {},
  initial: null,
  evolve(state, event) {
    if (event.type === 'SiteRegistered') return { registered: event.data, lastProbe: null, removed: false };
    if (event.type === 'SiteRemoved') return state && { ...state, removed: true };
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

export function remove(state: Site): SiteEvent[] {
  const { region, site: id, unit } = state.registered;
  return state.removed ? [] : [{ type: 'SiteRemoved', v: 1, data: { region, site: id, unit } }];
}
