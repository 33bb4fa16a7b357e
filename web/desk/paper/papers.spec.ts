import { expect, test } from 'vitest';
import type { CasePage } from '../api/model.ts';
import { cases } from '../fixtures/cases.ts';
import { papersOf } from './papers.ts';

function page(state: string, changes: object = {}): CasePage {
  const found = cases.find((each) => each.state === state);
  if (!found) throw new Error(`no fixture in state ${state}`);
  return { ...found, ...changes } as unknown as CasePage;
}
const entry = (event: string, text: string, detail: string | null = null) => ({
  event,
  text,
  detail,
  on: '2026-03-17',
});
const titles = (case_: CasePage) => papersOf(case_).map(({ title }) => title);

test('a case that was only received has no notice yet', () => {
  expect(papersOf(page('received'))).toEqual([]);
});

test('a supplement notice names all that is wanting, dated when it was told', () => {
  const told = page('supplementRequested', {
    acceptedOn: null,
    timeline: [entry('SupplementRequested', '一次性告知')],
  });
  const [notice] = papersOf(told);
  expect(notice).toMatchObject({ title: '申请材料补正告知书', on: '2026-03-17' });
  expect(notice?.list).toEqual(told.defects.map(({ label, reason }) => ({ label, text: reason })));
});

test('acceptance says by when, and that silence accepted where it did', () => {
  const [notice] = papersOf(page('accepted'));
  expect(notice?.paragraphs.join('')).toMatch(/现予以受理.*承诺于2026年3月17日.*法定期限为2026年4月13日/);
  const [silent] = papersOf(page('accepted', { deemedAccepted: true }));
  expect(silent?.paragraphs[0]).toContain('自收到申请材料之日起即为受理');
});

test('a stopped clock is told with the procedure and the reason', () => {
  const stopped = page('suspended', { timeline: [entry('ClockStopped', '专家评审，计时中止', '路段复杂')] });
  expect(titles(stopped)).toEqual(['特别程序告知书', '受理通知书']);
  expect(papersOf(stopped)[0]?.paragraphs[0]).toContain('依法需要专家评审');
  expect(papersOf(stopped)[0]?.list).toEqual([{ label: '理由', text: '路段复杂' }]);
});

test('a refusal has reasons and remedies, a grant its licence; only permits are called so', () => {
  const [refused] = papersOf(page('refused'));
  expect(refused?.title).toBe('不予行政许可决定书');
  expect(refused?.list?.map(({ label }) => label)).toEqual(['理由和依据', '救济途径']);
  const granted = page('granted');
  expect(titles(granted)).toEqual(['准予行政许可决定书', '受理通知书']);
  expect(papersOf(granted)[0]?.paragraphs[1]).toContain(granted.licence?.number);
  const benefit = { ...granted, service: { ...granted.service, kind: 'benefit' } } as CasePage;
  expect(titles(benefit)[0]).toBe('准予决定书');
});
