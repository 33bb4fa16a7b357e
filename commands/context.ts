import { GOVERNMENT_SITES, type SiteRules } from '../events/site/address.ts';
import { type Calendar, defaultCalendar } from '../lowcode/calendar/calendar.ts';
import type { Platform } from '../platform/contract/platform.ts';
import type { Actor } from './actor.ts';
import { type Definitions, definitionsOf } from './definition/published.ts';
import { type Units, unitsOf } from './units.ts';

/** What every use case is given: who wishes, when, and what it may read and write. */
export interface CommandContext {
  readonly platform: Platform;
  readonly actor: Actor;
  /** Division code the cloud serves. */
  readonly region: string;
  readonly calendar: Calendar;
  /** Business date in Asia/Shanghai. */
  readonly today: string;
  readonly now: string;
  readonly definitions: Definitions;
  readonly units: Units;
  /** Which websites may be watched. */
  readonly sites: SiteRules;
}

/** What outlives requests: caches of immutable things, bound to a platform. */
export interface Cloud {
  readonly platform: Platform;
  readonly region: string;
  readonly calendar: Calendar;
  readonly definitions: Definitions;
  readonly units: Units;
  readonly sites: SiteRules;
}

export function openCloud(
  platform: Platform,
  region: string,
  calendar: Calendar = defaultCalendar,
  sites: SiteRules = GOVERNMENT_SITES,
): Cloud {
  return {
    platform,
    region,
    calendar,
    definitions: definitionsOf(platform, region, calendar),
    units: unitsOf(platform),
    sites,
  };
}

/** The context of one request. `today` and `now` are taken once, so that one commit has one time. */
export function contextFor(cloud: Cloud, actor: Actor): CommandContext {
  const { clock } = cloud.platform;
  return { ...cloud, actor, today: clock.today(), now: clock.now() };
}

/** An actor for what the cloud does by itself: policies, the clock, the first data. */
export function systemActor(name: string): Actor {
  return { id: `system/${name}`, kind: 'system', roles: [{ role: 'admin' }] };
}
