import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Viewer } from '../../commands/actor.ts';
import type { Notes } from './contract.ts';
import { createPortal } from './entry-server.tsx';
import { mergePosted } from './fields/posted.ts';
import { answers, roadForm } from './fixtures/county.ts';
import { fixture } from './fixtures/execute.ts';

const portal = createPortal({
  name: { zh: '衡山县政务服务网' },
  host: { zh: '县政府' },
  domain: 'localhost',
  phone: '0734-5550100',
  address: { zh: '示例路1号' },
});
const citizen: Viewer = {
  claims: {
    account: 'citizen',
    kind: 'person',
    name: '李样例',
    identifier: '430423199001010014',
    phone: '13800000001',
    address: '示例路12号',
  },
  actor: { id: 'subject/s1', kind: 'person', subject: 's1', roles: [{ role: 'citizen' }] },
};
let kept = new Map<string, unknown>();
const notes: Notes = {
  get: async (kind, id) => (kept.get(kind + id) ?? null) as never,
  put: async (kind, id, value) => void kept.set(kind + id, value),
  delete: async (kind, id) => void kept.delete(kind + id),
};
let given = fixture();
beforeEach(() => {
  kept = new Map();
  given = fixture();
});

async function send(
  path: string,
  form?: Record<string, string | string[]>,
): Promise<{ status: number; html: string; location: string | null }> {
  const url = new URL(path, 'http://localhost:8080');
  const entries = Object.entries(form ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, each] as [string, string]),
  );
  const request = new Request(url, { method: form ? 'POST' : 'GET' });
  const response = await portal.respond({
    request,
    url,
    viewer: citizen,
    execute: given.execute,
    form: form ? new URLSearchParams(entries) : null,
    notes,
  });
  return { status: response.status, html: await response.text(), location: response.headers.get('location') };
}
const saved = (): Record<string, unknown> => given.draftAnswers;
const operations = (): string[] => given.asked.map(({ operation }) => operation);

describe('filling in a form without JavaScript', () => {
  test('what is known of the applicant and the defaults are filled in when they start, and only what suits them', async () => {
    expect((await send('/apply/zhan-yong-wa-jue-dao-lu', { another: '1' })).location).toBe('/drafts/draft-1/1');
    expect(saved()).toEqual({
      applicantKind: 'person',
      applicantName: '李样例',
      identityNumber: '430423199001010014',
      phone: '13800000001',
      address: '示例路12号',
      delivery: 'electronic',
    });
    const { html } = await send('/drafts/draft-1/1');
    expect(html).toContain('value="李样例"');
    expect(html).toMatch(
      /name="applicantKind" checked="" value="person"|name="applicantKind" value="person" checked=""/,
    );
    expect(html).toContain('value="430423199001010014"');
    expect(html).not.toContain('name="creditCode"');
    expect(html).toContain('上次保存：2026年3月16日 14:05');
  });

  test('what a record says stands there with where it is from; changed, it is the reader’s own; fixed, it cannot be', async () => {
    const label = (zh: string) => ({ zh });
    const licence = { from: 'licence', licenceType: 'permit' } as const;
    given = fixture('usual', {
      title: label('换证申请表'),
      pages: [
        {
          ...{ key: 'p', title: label('换证') },
          sections: [
            {
              key: 's',
              items: [
                {
                  ...{ kind: 'address', key: 'place', label: label('经营地点'), hint: label('到门牌号') },
                  takenFrom: { ...licence, field: 'place' },
                },
                {
                  ...{ kind: 'date', key: 'validTo', label: label('原证有效期止') },
                  takenFrom: { ...licence, field: 'licence_validTo', fixed: true },
                },
              ],
            },
          ],
        },
      ],
    });
    await send('/apply/zhan-yong-wa-jue-dao-lu', { another: '1' });
    expect(saved()).toEqual({ place: '人民路1号', validTo: '2027-02-28' });
    const { html } = await send('/drafts/draft-1/1');
    expect(html).toContain('到门牌号（取自您2025年取得的“摊点证”（第0001号），可以修改）');
    expect(html).toMatch(/<output[^>]*id="f-validTo"[^>]*>2027年2月28日/);
    expect(html).toContain('取自您2025年取得的“摊点证”（第0001号），不能修改');
    expect(html).toContain('<input type="hidden" name="validTo" value="2027-02-28"/>');
    await send('/drafts/draft-1/1', { action: 'save', place: '解放路2号', validTo: '2027-02-28' });
    expect(saved()).toEqual({ place: '解放路2号', validTo: '2027-02-28' });
    expect((await send('/drafts/draft-1/1')).html).not.toContain('可以修改');
  });

  test('a mistake stands beside its field and in the summary that links to it; what was typed is saved all the same', async () => {
    const { status, html } = await send('/drafts/draft-1/1', {
      action: 'next',
      version: '3',
      shown: 'applicantKind applicantName identityNumber phone address',
      applicantKind: 'person',
      applicantName: '李样例',
      identityNumber: '430423199001010015',
      phone: '13800000001',
      address: '示例路12号',
    });
    expect(status).toBe(400);
    expect(html).toContain('<a href="#f-identityNumber">');
    expect(html).toMatch(/id="f-identityNumber"[^>]*aria-invalid="true"/);
    expect(html).toContain('value="430423199001010015"');
    expect(saved().identityNumber).toBe('430423199001010015');
  });

  test('while a row is incomplete, what is computed from it reads 待计算, on the page and in the summary', async () => {
    const [row, ...others] = answers.roadSections;
    given.draftAnswers = { ...answers, roadSections: [{ ...row, length: '' }, ...others] };
    for (const path of ['/drafts/draft-1/2', '/drafts/draft-1/check']) {
      const { html } = await send(path);
      expect(html, path).toContain('待计算');
      expect(html, path).not.toMatch(/[^0-9,]0(\.00)?(<!-- -->)?(元|平方米)/);
    }
    given.draftAnswers = answers;
    expect((await send('/drafts/draft-1/check')).html).not.toContain('待计算');
  });

  test('a mistake in a row is told beside its field without the row, and in the summary by the name of the row', async () => {
    const [row, ...others] = answers.roadSections;
    given.draftAnswers = { ...answers, roadSections: [{ ...row, length: '' }, ...others] };
    const { html } = await send('/drafts/draft-1/2?show=errors');
    expect(html).toContain('<a href="#f-roadSections-0-length">路段 1：请填写长度</a>');
    expect(html).toMatch(/id="f-roadSections-0-length-error">[\s\S]{0,300}<\/span>请填写长度/);
    expect((await send('/drafts/draft-1/check')).html).toContain('路段 1：请填写长度');
  });

  test('a page that grew by an answer is shown again without blame', async () => {
    const { status, html } = await send('/drafts/draft-1/1', {
      action: 'next',
      version: '3',
      shown: 'applicantKind applicantName phone address',
      applicantKind: 'company',
      applicantName: '李样例',
      phone: '13800000001',
      address: '示例路12号',
    });
    expect(status).toBe(200);
    expect(html).toContain('这一页多了几项要填');
    expect(html).toContain('name="creditCode"');
    expect(html).not.toContain('summary-errors');
  });

  test('a page without mistakes leads to the next', async () => {
    const form = {
      action: 'next',
      version: '3',
      shown: 'applicantKind applicantName identityNumber phone address',
      applicantKind: 'person',
      applicantName: '李样例',
      identityNumber: '430423199001010014',
      phone: '13800000001',
      address: '示例路12号',
    };
    expect(await send('/drafts/draft-1/1', form)).toMatchObject({ status: 303, location: '/drafts/draft-1/2' });
  });

  test('rows are added and removed by buttons, keep their ids, and computed values follow', async () => {
    const row = {
      'roadSections.0.id': 'r1',
      'roadSections.0.roadName': '示例路',
      'roadSections.0.length': '10',
      'roadSections.0.width': '１．５',
    };
    const added = await send('/drafts/draft-1/2', { ...row, action: 'add:roadSections', version: '3' });
    expect(added.location).toBe('/drafts/draft-1/2#f-roadSections-1');
    const [first, second] = saved().roadSections as { id: string; roadName?: string }[];
    expect(first).toMatchObject({ id: 'r1', roadName: '示例路' });
    expect(second?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await send('/drafts/draft-1/2')).html).toMatch(/15\s*平方米/);
    await send('/drafts/draft-1/2', {
      ...row,
      'roadSections.1.id': String(second?.id),
      action: 'remove:roadSections:r1',
      version: '3',
    });
    expect((saved().roadSections as { id: string }[]).map(({ id }) => id)).toEqual([second?.id]);
  });

  test('saved in another window: nothing is overwritten, nothing typed is lost', async () => {
    const { status, html } = await send('/drafts/draft-1/1', {
      action: 'next',
      version: '1',
      applicantName: '在这个窗口填的',
    });
    expect(status).toBe(409);
    expect(html).toContain('刚在另一个窗口保存过');
    expect(html).toContain('value="在这个窗口填的"');
    expect(saved()).toEqual({});
  });

  test('unticking everything empties the answer', async () => {
    given.draftAnswers = { ...answers, promise: true };
    await send('/drafts/draft-1/3', {
      action: 'save',
      version: '3',
      ...Object.fromEntries(
        roadForm.pages[2]?.sections
          .flatMap((section) => section.items)
          .filter((item) => item.kind === 'declaration')
          .map((item) => [item.key, '']) ?? [],
      ),
    });
    const declarations = roadForm.pages
      .flatMap((page) => page.sections)
      .flatMap((section) => section.items)
      .filter((item) => item.kind === 'declaration');
    expect(declarations.length).toBeGreaterThan(0);
    for (const { key } of declarations) expect(saved()[key] ?? null, key).toBeNull();
  });

  test('hostile markup is text', async () => {
    const { html } = await send('/drafts/draft-1/1', {
      action: 'next',
      version: '3',
      applicantName: '"><script>alert(1)</script>',
    });
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script&gt;');
  });
});

describe('files', () => {
  test('are a step of their own: the store posts back, and the file is taken in', async () => {
    given.draftAnswers = answers;
    const step = await send('/drafts/draft-1/3', { action: 'file:locationMap', version: '3' });
    expect(step.location).toBe('/drafts/draft-1/files?page=3&at=locationMap');
    const page = await send(step.location ?? '');
    expect(page.html).toMatch(/<form [^>]*action="\/uploads"/);
    expect(page.html).toMatch(/<form [^>]*enctype="multipart\/form-data"/i);
    expect(page.html.indexOf('name="policy"')).toBeLessThan(page.html.indexOf('type="file"'));
    expect(given.asked.findLast(({ operation }) => operation === 'RequestUpload')?.variables).toMatchObject({
      draft: 'draft-1',
      field: 'locationMap',
      returnTo: '/drafts/draft-1/files/attached?page=3&at=locationMap',
    });
    const attached = await send('/drafts/draft-1/files/attached?page=3&at=locationMap&key=draft%2Fdraft-1%2Fx');
    expect(attached.location).toBe('/drafts/draft-1/3#f-locationMap');
    expect(given.asked.findLast(({ operation }) => operation === 'AttachUpload')?.variables).toMatchObject({
      key: 'draft/draft-1/x',
      name: '占用、挖掘位置图（2）',
    });
  });

  test('a file keeps the name it had with the person, without what could mislead or harm', async () => {
    const sent = encodeURIComponent('C:\\图纸\\位置图\u202E（改）.pdf\r\n');
    await send(`/drafts/draft-1/files/attached?page=3&at=locationMap&key=draft%2Fdraft-1%2Fx&name=${sent}`);
    expect(given.asked.findLast(({ operation }) => operation === 'AttachUpload')?.variables).toMatchObject({
      name: '位置图（改）.pdf',
    });
  });

  test('only fields for files have the step', async () => {
    expect((await send('/drafts/draft-1/files?page=1&at=applicantName')).status).toBe(404);
  });
});

describe('checking and submitting', () => {
  test('what is missing is listed with links to its place, and there is no button yet', async () => {
    given.draftAnswers = { applicantKind: 'person' };
    const { html } = await send('/drafts/draft-1/check');
    expect(html).toContain('href="/drafts/draft-1/1?show=errors#f-applicantName"');
    expect(html).not.toContain('提交申请</button>');
    expect((await send('/drafts/draft-1/1?show=errors')).html).toContain('summary-errors');
  });

  test('twice gives the same receipt', async () => {
    given.draftAnswers = answers;
    const [first, second] = [
      await send('/drafts/draft-1/submit', { commandId: 'once' }),
      await send('/drafts/draft-1/submit', { commandId: 'once' }),
    ];
    const pages = await Promise.all([first, second].map(({ location }) => send(location ?? '')));
    for (const { html } of pages) expect(html).toContain('CG2026031600001');
    expect(
      given.asked.filter(({ operation }) => operation === 'SubmitDraft').map(({ variables }) => variables.commandId),
    ).toEqual(['once', 'once']);
  });

  test('a draft that was submitted leads to the cases, not to an empty form', async () => {
    given = { ...fixture('empty') };
    expect((await send('/drafts/draft-1/check')).location).toBe('/my');
  });
});

describe('a supplement', () => {
  test('asks for what the defects speak of, and sends all answers back with the revision that was seen', async () => {
    const { html } = await send('/my/cases/case-1/supplement');
    expect(html).toContain('name="roadSections.0.length"');
    expect(html).toContain('value="file:locationMap"');
    await send('/my/cases/case-1/supplement', {
      action: 'save',
      revision: '1',
      'roadSections.0.id': 'r1',
      'roadSections.0.length': '12',
    });
    expect(kept.get('supplementcase-1')).toMatchObject({
      answers: { applicantName: '李样例', roadSections: [{ id: 'r1', length: '12' }] },
    });
    expect(operations()).not.toContain('Supplement');
  });

  test('a file is offered for it without touching the case', async () => {
    expect((await send('/my/cases/case-1/files/attached?at=locationMap&key=k')).location).toBe(
      '/my/cases/case-1/supplement#f-locationMap',
    );
    const { answers: prepared } = kept.get('supplementcase-1') as { answers: { locationMap: { id: string }[] } };
    expect(prepared.locationMap.map(({ id }) => id)).toEqual(['file-1', 'file-9']);
  });

  test('a case that asks for none has no such page', async () => {
    expect((await send('/my/cases/case-2/supplement')).location).toBe('/my/cases/case-2');
  });
});

test('rating and withdrawing need what they need', async () => {
  expect((await send('/my/cases/case-2/rate', { tags: ['办得快'] })).status).toBe(400);
  expect((await send('/my/cases/case-2/rate', { stars: '5', tags: ['办得快', '态度好'] })).location).toBe(
    '/my/cases/case-2',
  );
  expect(given.asked.findLast(({ operation }) => operation === 'Rate')?.variables).toMatchObject({
    stars: 5,
    tags: ['办得快', '态度好'],
  });
  expect((await send('/my/cases/case-1/withdraw', { reason: '' })).html).toContain('请写明撤回的原因');
});

test('no post, however strange, changes answers of other pages or loses a file', () => {
  const page = roadForm.pages[1];
  if (!page) throw new Error('the sample form has a second page');
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.oneof(
            fc.constantFrom(
              'applicantName',
              'roadSections.0.id',
              'roadSections.99.length',
              '__proto__',
              'roadSections',
              'locationMap',
              'projectName',
            ),
            fc.string(),
          ),
          fc.string(),
        ),
      ),
      (entries) => {
        const merged = mergePosted(roadForm, page, answers, new URLSearchParams(entries));
        expect(merged.applicantName).toBe('李样例');
        expect(merged.locationMap).toEqual(answers.locationMap);
        expect(({} as Record<string, unknown>).length).toBeUndefined();
      },
    ),
  );
});
