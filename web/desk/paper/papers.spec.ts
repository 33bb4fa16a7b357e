import { expect, test } from 'vitest';
import type { CasePage } from '../api/model.ts';
import { cases } from '../fixtures/cases.ts';
import { type Paper, papersOf } from './papers.ts';

function page(state: string, changes: object = {}): CasePage {
  const found = cases.find((each) => each.state === state);
  if (!found) throw new Error(`no fixture in state ${state}`);
  return { ...found, ...changes } as unknown as CasePage;
}
const FORM = '占用、挖掘城市道路申请表';
const entry = (event: string, text: string, detail: string | null = null) => ({
  event,
  text,
  detail,
  on: '2026-03-17',
});
const printed = (case_: CasePage): readonly Paper[] => papersOf(case_, '430423');
const titles = (case_: CasePage) => printed(case_).map(({ title }) => title);
/** The texts of a paper; the first is to whom it goes. */
const texts = (paper: Paper | undefined) =>
  (paper?.blocks ?? []).flatMap((block) => (block.kind === 'text' ? [block.parts.join('')] : []));
const entries = (paper: Paper | undefined) =>
  (paper?.blocks ?? []).flatMap((block) => (block.kind === 'list' ? block.entries : []));

test('a case that was only received has its form, and no notice yet', () => {
  expect(titles(page('received'))).toEqual([FORM]);
});

test('a supplement notice names all that is wanting, dated when it was told', () => {
  const told = page('supplementRequested', {
    acceptedOn: null,
    timeline: [entry('SupplementRequested', '一次性告知')],
  });
  const [notice] = printed(told);
  expect(notice).toMatchObject({ title: '申请材料补正告知书', on: '2026-03-17' });
  expect(entries(notice)).toEqual(told.defects.map(({ label, reason }) => ({ label, text: reason })));
});

test('acceptance says by when, and that silence accepted where it did', () => {
  const [notice] = printed(page('accepted'));
  expect(texts(notice).join('')).toMatch(/现予以受理.*承诺于2026年3月23日.*法定期限为2026年4月13日/);
  const [silent] = printed(page('accepted', { deemedAccepted: true }));
  expect(texts(silent)[1]).toContain('自收到申请材料之日起即为受理');
});

test('acceptance names the dates told then, also while the clock stands and after the limit was extended', () => {
  const told = '本机关承诺于2026年3月23日前办结。法定期限为2026年4月13日。特别程序所需时间不计算在内，另行书面告知。';
  const stopped = page('suspended');
  const later = { date: '2026-04-07', daysLeft: 9, level: 'normal', counted: [] };
  const extended = page('accepted', { due: later, legalDue: '2026-04-27' });
  for (const moved of [stopped, extended])
    expect(texts(printed(moved).find(({ key }) => key === 'acceptance'))[2]).toBe(told);
});

test('acceptance promises no date that was not known', () => {
  const due = { date: '2027-01-08', daysLeft: null, level: 'unknown', note: '2027 年放假安排尚未发布', counted: [] };
  const [neither] = printed(page('accepted', { due, acceptance: { promisedDue: null, legalDue: null } }));
  expect(texts(neither)[2]).toBe('特别程序所需时间不计算在内，另行书面告知。');
  const [one] = printed(page('accepted', { due, acceptance: { promisedDue: '2026-12-31', legalDue: null } }));
  expect(texts(one)[2]).toBe('本机关承诺于2026年12月31日前办结。特别程序所需时间不计算在内，另行书面告知。');
});

test('a stopped clock is told with the procedure and the reason', () => {
  const stopped = page('suspended', { timeline: [entry('ClockStopped', '专家评审，计时中止', '路段复杂')] });
  expect(titles(stopped)).toEqual(['特别程序告知书', '受理通知书', FORM]);
  expect(texts(printed(stopped)[0])[1]).toContain('依法需要专家评审');
  expect(texts(printed(stopped)[0])[2]).toBe('理由：路段复杂');
});

test('a refusal has reasons and remedies, a grant its licence; only permits are called so', () => {
  const [refused] = printed(page('refused'));
  expect(refused?.title).toBe('不予行政许可决定书');
  expect(entries(refused).map(({ label }) => label)).toEqual(['理由和依据', '救济途径']);
  const granted = page('granted');
  expect(titles(granted)).toEqual(['准予行政许可决定书', '受理通知书', FORM]);
  expect(texts(printed(granted)[0])[2]).toContain(granted.licence?.number);
  const benefit = { ...granted, service: { ...granted.service, kind: 'benefit' } } as CasePage;
  expect(titles(benefit)[0]).toBe('准予决定书');
});

test('a numbered decision carries the number it was given, and no other paper does', () => {
  const official = '衡城管许字〔2026〕第12号';
  const granted = page('granted', { documentNumbers: [{ document: 'granted', official }] });
  const own = {
    key: 'granted',
    title: { zh: '决定书' },
    occasion: 'granted',
    blocks: [{ kind: 'text', text: '文号{@documentNumber}' }],
  };
  const papers = printed({ ...granted, service: { ...granted.service, documents: [own] } } as CasePage);
  const decision = papers.find(({ key }) => key === 'granted');
  expect(decision?.official).toBe(official);
  expect(texts(decision)).toEqual([`文号${official}`]);
  expect(papers.filter((paper) => paper.official !== null)).toHaveLength(1);
});
