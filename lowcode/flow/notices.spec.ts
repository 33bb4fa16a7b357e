import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import type { FormDefinition } from '../form/definition.ts';
import { checkFlow } from './check.ts';
import type { FlowDefinition, Notice, OutcomeNotice, Stage } from './definition.ts';
import { NOTICE_FACTS, type NoticeFact, type NoticeFacts, noticePlaces } from './notice-facts.ts';
import { noticeText } from './notice-text.ts';
import { noticeTimes } from './notice-times.ts';

const form: FormDefinition = {
  title: { zh: '申请表' },
  pages: [
    {
      key: 'p',
      title: { zh: '基本情况' },
      sections: [
        {
          key: 's',
          items: [
            { kind: 'text', key: 'purpose', label: { zh: '用途' }, personal: false },
            { kind: 'boolean', key: 'urgent', label: { zh: '加急' } },
            { kind: 'identityNumber', key: 'card', label: { zh: '身份证号' } },
          ],
        },
      ],
    },
  ],
} as FormDefinition;

const stage = (key: string, more: Partial<Stage> = {}): Stage => ({
  ...{ key, title: { zh: key }, role: 'clerk', kind: 'review' },
  ...more,
});

function service(
  notices: readonly Notice[],
  more: Partial<Stage> = {},
  outcome?: readonly OutcomeNotice[],
): FlowDefinition {
  return {
    title: { zh: '许可' },
    steps: [
      { kind: 'stage', stage: stage('审查', { key: 'review', notices, ...more }) },
      { kind: 'stage', stage: stage('决定', { key: 'sign', role: 'head', kind: 'decide' }) },
    ],
    ...(outcome ? { notices: outcome } : {}),
  };
}

const told = (words: string, more: Partial<Notice> = {}): Notice => ({
  ...{ on: 'entered', to: 'applicant', text: { zh: words } },
  ...more,
});
const codes = (flow: FlowDefinition) => checkFlow(flow, undefined, form).map(({ code, path }) => `${code} ${path}`);
const AT = 'steps.0.stage.notices.0';

describe('notices before they are published', () => {
  test.each([
    ['a field, a fact and the number', service([told('{number}{@service}：{purpose}[，加急：{urgent}]')]), []],
    ['an unknown field', service([told('{what}')]), [`UNKNOWN_FIELD ${AT}.text`]],
    ['a field of a person', service([told('{card}')]), [`UNKNOWN_FIELD ${AT}.text`]],
    [
      'an unknown fact, in English',
      service([told('好', { text: { zh: '好', en: '{@what}' } })]),
      [`UNKNOWN_FIELD ${AT}.text`],
    ],
    ['a fact that there is not yet', service([told('{@licence}')]), [`UNKNOWN_FIELD ${AT}.text`]],
    ['no words', service([told('  ')]), [`NO_TITLE ${AT}.text`]],
    [
      'a stage that is not there',
      service([told('好', { to: 'actors', stage: 'x' })]),
      [`NOTICE_TO_NOBODY ${AT}.stage`],
    ],
    ['near a limit that is not there', service([told('好', { on: 'near' })]), [`NOTICE_NEVER ${AT}.on`]],
    [
      'sooner than the limit is long',
      service([told('好', { on: 'near', before: 3 })], { limitDays: 2 }),
      [`NOTICE_NEVER ${AT}.on`],
    ],
    ['sent back to where nobody can', service([told('好', { on: 'sentBack' })]), [`NOTICE_NEVER ${AT}.on`]],
    ['over', service([told('{@due}', { on: 'over', to: 'unit' })], { limitDays: 2 }), []],
    [
      'an outcome told to nobody',
      service([], {}, [{ on: 'granted', to: 'actors', text: { zh: '好' } }]),
      ['NOTICE_TO_NOBODY notices.0.to'],
    ],
    [
      'an outcome of the other kind of flow',
      service([], {}, [{ on: 'done', to: 'applicant', text: { zh: '好' } }]),
      ['NOTICE_NEVER notices.0.on'],
    ],
    ['an applicant of an office', { ...service([told('好')]), purpose: 'office' as const }, ['WRONG_PURPOSE']],
  ])('%s', (_, flow, wanted) => {
    const found = codes(flow);
    if (wanted[0] === 'WRONG_PURPOSE') expect(found).toContain(`WRONG_PURPOSE ${AT}.to`);
    else expect(found).toEqual(wanted);
  });
});

const none = Object.fromEntries(Object.keys(NOTICE_FACTS).map((fact) => [fact, null])) as unknown as NoticeFacts;

describe('the words of a notice', () => {
  const facts = () => ({ ...none, number: 'CG1', service: '许可' });
  test('have answers as people read them, leave out what is optional, and say what is missing', () => {
    const write = (zh: string, answers: object) =>
      noticeText({ zh, en: '{urgent}/{purpose}' }, { facts, form, answers: answers as never });
    expect(write('{number}：{@service}[，用途{purpose}]', {})).toEqual({
      zh: 'CG1：许可',
      en: '(not given)/(not given)',
    });
    expect(write('[用途{purpose}，]加急{urgent}', { purpose: '施工', urgent: true })).toEqual({
      zh: '用途施工，加急是',
      en: 'Yes/施工',
    });
  });

  test('are made of any text and any answers, and what was answered is never read as a place', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (zh, purpose) => {
        const source = { facts, form, answers: { purpose } as never };
        expect(typeof noticeText({ zh }, source).zh).toBe('string');
        const { zh: written } = noticeText({ zh: '用途{purpose}' }, source);
        expect(written).toBe(`用途${purpose === '' ? '（未填写）' : purpose}`);
      }),
    );
  });

  test('can name exactly the facts that the check lets pass', () => {
    for (const on of ['entered', 'ended', 'near'] as const) {
      const offered = noticePlaces(service([]), on).map(({ name }) => name.slice(1));
      for (const fact of Object.keys(NOTICE_FACTS) as NoticeFact[]) {
        const wrong = codes(service([told(`{@${fact}}`, { on })], { limitDays: 3 })).length > 0;
        expect([on, fact, wrong]).toEqual([on, fact, !offered.includes(fact)]);
      }
    }
  });
});

describe('when a clock tells of a stage', () => {
  const one = stage('a', { notices: [told('x', { on: 'near', before: 2 }), told('y'), told('z', { on: 'over' })] });
  const at = (due: string | null, now: string, limit: Partial<Stage> = {}) =>
    noticeTimes({ ...one, ...limit }, { due }, { calendar: defaultCalendar, now });
  test('two working days before it is due, weekends not counted, and after the day it is due', () => {
    expect(at('2026-03-10', '2026-03-02T01:00:00.000Z')).toEqual([
      { notice: 0, on: 'near', at: '2026-03-05T16:00:00.000Z' },
      { notice: 2, on: 'over', at: '2026-03-10T15:59:59.999Z' },
    ]);
  });
  test('two natural days where its limit is in those', () => {
    const limit = { limit: { count: 9, unit: 'days' as const } };
    expect(at('2026-03-10', '2026-03-02T01:00:00.000Z', limit)[0]?.at).toBe('2026-03-07T16:00:00.000Z');
  });
  test('not of what is past when the stage is entered, nor without a due time', () => {
    expect(at('2026-03-10', '2026-03-09T01:00:00.000Z').map(({ on }) => on)).toEqual(['over']);
    expect(at(null, '2026-03-09T01:00:00.000Z')).toEqual([]);
  });
});
