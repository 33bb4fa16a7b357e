import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCounty, readJson } from './county.ts';
import { type LimitSize, readCountySeed, type TicketCategory, type TicketLimit } from './generate/county-seed.ts';
import { daysOf } from './generate/days.ts';

interface Step {
  readonly at: string;
  readonly act: string;
  readonly unit?: string;
  readonly jointUnits?: readonly string[];
  readonly text?: string;
  readonly reason?: string;
  readonly satisfaction?: number;
}

interface SampleTicket {
  readonly no: number;
  readonly kind: string;
  readonly category: string;
  readonly channel: string;
  readonly town: string;
  readonly caller: { readonly name: string; readonly phone: string } | null;
  readonly anonymous: boolean;
  readonly unit: string;
  readonly jointUnits: readonly string[];
  readonly limit: string;
  readonly article?: string;
  readonly service?: string;
  readonly story: readonly Step[];
}

interface Tickets {
  readonly kinds: readonly { key: string; name: string }[];
  readonly limits: readonly TicketLimit[];
  readonly categories: readonly TicketCategory[];
  readonly tickets: readonly SampleTicket[];
  readonly articles: readonly {
    key: string;
    unit: string;
    category: string;
    body: readonly string[];
    reviewBy: string;
  }[];
}

const county = readCounty();
const units = new Set(county.units.map((unit) => unit.code));
const divisions = new Set(county.divisions.map((division) => division.code));
const data = readJson<Tickets>(join(import.meta.dirname, 'hengshan', 'tickets.json'));
const limits = new Map(data.limits.map((limit) => [limit.key, limit]));
const categories = new Map(data.categories.map((category) => [category.key, category]));
const articles = new Set(data.articles.map((article) => article.key));
const days = daysOf(readCountySeed().calendar, '2026-10-01', '2026-12-31');

it('has the six kinds, each with categories that lead to a unit and a limit', () => {
  expect(data.kinds.map((kind) => kind.name)).toEqual(['咨询', '求助', '投诉', '举报', '建议', '表扬']);
  for (const { key, kind, parent, unit, limit } of data.categories) {
    if (parent === null) continue;
    expect(categories.get(parent)?.kind, key).toBe(kind);
    expect(units, key).toContain(unit);
    expect([...limits.keys()], key).toContain(limit);
  }
  for (const { key } of data.kinds) {
    expect(data.categories.filter((category) => category.parent === key).length, key).toBeGreaterThan(2);
  }
});

it('measures limits in hours and in working days', () => {
  const used = new Set(data.limits.map((limit) => limit.settle.unit));
  expect([...used].sort()).toEqual(['hours', 'workingDays']);
});

it('has fourteen tickets', () => {
  expect(data.tickets.map((ticket) => ticket.no)).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
});

describe.each(data.tickets)('ticket $no ($category)', (ticket) => {
  it('names what exists', () => {
    expect(categories.get(ticket.category)?.kind).toBe(ticket.kind);
    expect(divisions).toContain(ticket.town);
    for (const unit of [ticket.unit, ...ticket.jointUnits]) expect(units).toContain(unit);
    expect(limits.has(ticket.limit)).toBe(true);
    if (ticket.article) expect(articles).toContain(ticket.article);
    if (ticket.service) expect([...county.services.keys()]).toContain(ticket.service);
    expect(ticket.caller === null).toBe(ticket.anonymous);
  });

  it('tells its story in order: registered first, dispatched before signed, answered before reviewed', () => {
    const { story } = ticket;
    const times = story.map((step) => step.at);
    expect(times).toEqual(times.toSorted());
    expect(story[0]?.act).toBe('register');
    const first = (act: string) => story.findIndex((step) => step.act === act);
    for (const [before, after] of [
      ['dispatch', 'sign'],
      ['sign', 'reply'],
      ['reply', 'review'],
    ] as const) {
      if (first(after) >= 0) expect(first(before), `${before} before ${after}`).toBeLessThan(first(after));
      if (first(after) >= 0) expect(first(before)).toBeGreaterThanOrEqual(0);
    }
    for (const step of story) {
      if (step.act === 'dispatch') expect(units).toContain(step.unit);
      if (['returnBack', 'redo', 'reject'].includes(step.act)) expect(step.reason).toBeTruthy();
      if (['reply', 'answerOnSpot'].includes(step.act)) expect(step.text).toBeTruthy();
    }
  });

  it('is answered within its limit, counted from the dispatch that stood', () => {
    const dispatch = ticket.story.findLast((step) => step.act === 'dispatch');
    const reply = ticket.story.find((step) => step.act === 'reply');
    if (!dispatch || !reply) {
      expect(ticket.limit).toBe('onSpot');
      return;
    }
    expect(reply.at <= dueOf(dispatch.at, limits.get(ticket.limit)?.settle as LimitSize)).toBe(true);
  });
});

it('keeps articles with a unit, a category and a date of review', () => {
  for (const article of data.articles) {
    expect(units).toContain(article.unit);
    expect(categories.has(article.category), article.key).toBe(true);
    expect(article.body.length).toBeGreaterThan(0);
    expect(article.reviewBy).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

/** Working days end at midnight; hours run on. */
function dueOf(at: string, settle: LimitSize): string {
  if (settle.unit === 'workingDays') return `${days.after(at.slice(0, 10), settle.amount) ?? '9999-12-31'} 23:59`;
  const end = new Date(`${at.replace(' ', 'T')}:00Z`).getTime() + settle.amount * 3_600_000;
  return new Date(end).toISOString().slice(0, 16).replace('T', ' ');
}
