import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Viewer } from '../../graphql/contract.ts';
import type { Notes, Site } from './contract.ts';
import * as drafts from './data/drafts.ts';
import * as lookUps from './data/look-ups.ts';
import * as mine from './data/mine.ts';
import * as open from './data/open.ts';
import * as services from './data/services.ts';
import { createPortal } from './entry-server.tsx';
import { answers, licence, longWords } from './fixtures/county.ts';
import { fixture, type State } from './fixtures/execute.ts';
import { convertPage } from './script.ts';

const site: Site = {
  name: { zh: '衡山县政务服务网', en: 'Hengshan County Public Services' },
  host: { zh: '衡山县人民政府办公室（示例）' },
  domain: 'localhost',
  siteCode: '4304230000',
  phone: '0734-5550100',
  address: { zh: '示例路1号' },
};
const portal = createPortal(site);
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
beforeEach(() => {
  kept = new Map();
});

interface Call {
  readonly state?: State;
  readonly viewer?: Viewer | null;
  readonly form?: Record<string, string> | URLSearchParams;
  readonly cookie?: string;
  readonly given?: ReturnType<typeof fixture>;
}

async function visit(
  path: string,
  { state = 'usual', viewer = citizen, form, cookie, given = fixture(state) }: Call = {},
): Promise<{
  status: number;
  html: string;
  text: string;
  location: string | null;
  asked: ReturnType<typeof fixture>['asked'];
}> {
  const url = new URL(path, 'http://localhost:8080');
  const request = new Request(url, { method: form ? 'POST' : 'GET', headers: cookie ? { cookie } : {} });
  const response = await portal.respond({
    request,
    url,
    viewer,
    execute: given.execute,
    form: form ? new URLSearchParams(form) : null,
    notes,
  });
  const html = await response.text();
  return {
    status: response.status,
    html,
    text: textOf(html),
    location: response.headers.get('location'),
    asked: given.asked,
  };
}

/** What a reader sees, roughly: no tags, no head, no hidden values. */
function textOf(html: string): string {
  return html
    .replace(/<head>[\s\S]*?<\/head>|<script[\s\S]*?<\/script>/g, '')
    .replace(/<!-- -->/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&#x27;/g, "'")
    .replace(/\n+/g, '\n');
}

const pages = [
  '/',
  '/services',
  '/services?q=道路&audience=person&kind=permit&online=1&theme=交通出行&unit=430423-cgj',
  '/services/zhan-yong-wa-jue-dao-lu',
  '/services/gong-lu',
  '/services/long',
  '/units',
  '/units?level=village',
  '/progress',
  '/hotline',
  '/hotline/progress',
  '/report-error?page=/services',
  '/licences/verify',
  `/licences/verify/${licence.identifier}`,
  '/licences/verify/1.2.9',
  '/licences/verify/1.2.X',
  '/licences/verify/1.2.4',
  '/licences/verify/123',
  '/open',
  '/open/cases',
  '/open/tickets?by=quarter',
  '/apply/zhan-yong-wa-jue-dao-lu',
  '/apply/gong-lu',
  '/drafts/draft-1/1',
  '/drafts/draft-1/2',
  '/drafts/draft-1/3',
  '/drafts/draft-1/check',
  '/drafts/draft-1/files?page=3&at=locationMap',
  '/my',
  '/my/messages',
  '/my/cases/case-1',
  '/my/cases/case-2',
  '/my/cases/case-3',
  '/my/cases/case-1/supplement',
  '/my/cases/case-1/files?at=locationMap',
  '/my/tickets/ticket-1',
  '/about',
  '/sitemap',
  '/sign-in-failed',
  '/nothing-here',
];

/** Latin words that are part of Chinese texts on these pages. */
const LATIN_WORDS =
  /English|CSV|GraphQL|PDF|OFD|JPG|PNG|Word|Excel|MB|KB|WCAG|Cookie|WGS|AA|X|http|ICP|App|CG\d+|RX\d+|DEM\w*/g;

test.each(Object.entries({ services, lookUps, drafts, mine, open }))(
  'every question of %s fits the schema',
  (_name, module) => {
    const schema = buildSchema(readFileSync(new URL('../../graphql/schema.graphql', import.meta.url), 'utf8'));
    const questions = Object.values(module).filter(
      (value): value is string => typeof value === 'string' && /^(query|mutation) /.test(value),
    );
    expect(questions.length).toBeGreaterThan(0);
    for (const question of questions)
      expect(validate(schema, parse(question)).map((error) => error.message)).toEqual([]);
  },
);

describe.each(['usual', 'empty', 'long'] as const)('in the state %s', (state) => {
  test.each(pages)(
    '%s reads as Chinese throughout, with a title, one heading and the demonstration notice',
    async (path) => {
      const given = fixture(state);
      given.draftAnswers = answers;
      const { status, html, text } = await visit(path, { given });
      expect([200, 303, 400, 404]).toContain(status);
      if (status === 303) return;
      expect(html).toMatch(/<title>[^<]+衡山县政务服务网<\/title>|<title>衡山县政务服务网<\/title>/);
      expect(html.match(/<h1/g)?.length, 'one h1').toBe(1);
      expect(text).toContain('示例数据，非官方');
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      expect(text, 'no ISO date or instant').not.toMatch(/\d{4}-\d{2}-\d{2}/);
      // The names of a file's columns are what they are.
      const columns = [...html.matchAll(/<code>(\w+)<\/code>/g)].map(([, column]) => column ?? '');
      const latin = columns
        .reduce((left, column) => left.replace(column, ''), text)
        .replaceAll(licence.identifier, '')
        .replace(LATIN_WORDS, '')
        .replace(/http\S*/g, '')
        .match(/[A-Za-z]{2,}/g);
      expect(latin, 'no English codes').toBeNull();
      expect(html, 'no inline style or script').not.toMatch(
        / style="|<script(?! type="application\/ld\+json")| on[a-z]+="/,
      );
    },
  );
});

test.each(pages)('%s reads in English and in traditional script too', async (path) => {
  const english = await visit(path, { cookie: 'reading=en' });
  const traditional = await visit(path, { cookie: 'a=b; reading=hant-large' });
  if (english.status === 303) return;
  expect(english.html).toContain('<html lang="en">');
  expect(english.text).not.toMatch(/undefined|\[object/);
  expect(traditional.html).toContain('lang="zh-Hant" class="large"');
  expect(traditional.text).toContain('示例數據');
  expect(traditional.text).not.toMatch(/政务服务/);
});

test.each(['/', '/services', '/my', '/open'])(
  '%s hands a fault on to the server, and shows 403 when nothing may be seen',
  async (path) => {
    await expect(visit(path, { state: 'error' })).rejects.toMatchObject({ code: 'INTERNAL' });
    const refused = await visit(path, { state: 'forbidden' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('没有权限查看');
    expect((await visit(path, { state: 'forbidden', viewer: null })).location).toMatch(/^\/auth\/login/);
  },
);

test('the page for a fault names the reference and nothing else', async () => {
  const url = new URL('http://localhost:8080/my');
  const response = await portal.fail(
    { request: new Request(url), url, viewer: null, execute: fixture().execute, form: null, notes },
    'AB12',
  );
  expect(response.status).toBe(500);
  expect(textOf(await response.text())).toContain('AB12');
});

test('long names are shown whole', async () => {
  expect((await visit('/services/long', { state: 'long' })).text).toContain(longWords);
});

test.each([
  '/my',
  '/my/messages',
  '/my/cases/case-1',
  '/drafts/draft-1/1',
  '/apply/zhan-yong-wa-jue-dao-lu',
  '/my/tickets/ticket-1',
])('%s asks strangers to sign in and comes back', async (path) => {
  const { status, location } = await visit(path, { viewer: null });
  expect(status).toBe(303);
  expect(location).toBe(`/auth/login?return=${encodeURIComponent(path)}`);
});

describe('a guide', () => {
  test('answers in the order people ask', async () => {
    const { html } = await visit('/services/zhan-yong-wa-jue-dao-lu');
    const order = ['我能办吗', '要带什么', '要多久', '要多少钱', '去哪里办', '办理流程', '法律依据', '常见问题'].map(
      (heading) => html.indexOf(`>${heading}</h2>`),
    );
    expect(order.every((at, index) => at > (order[index - 1] ?? 0))).toBe(true);
    expect(html).toContain('<svg');
  });

  test('tells search engines in schema.org words, without a way out of the script element', async () => {
    const { html } = await visit('/services/zhan-yong-wa-jue-dao-lu');
    const [, json = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(json)).toMatchObject({ '@type': 'GovernmentService', name: '占用、挖掘城市道路审批' });
    expect(json).not.toContain('<');
  });
});

test.each(['/services?q=道路&kind=permit&online=1', '/open/cases?channel=web&from=2026-01'])(
  'filters of %s are folded above what was found, and say how many are set',
  async (path) => {
    const { html, text } = await visit(path);
    expect(html).toContain('<details class="filters"><summary>');
    expect(text.replaceAll('\n', '')).toContain('筛选（已选2项）');
    expect(html).toMatch(/<option[^>]* selected=""|checked=""/);
  },
);

describe('the switches of reading', () => {
  test('Chinese texts on English pages are marked as Chinese, but never inside text-only elements', async () => {
    const { html } = await visit('/open/cases', { cookie: 'reading=en' });
    expect(html).toContain('<h1><span lang="zh-Hans">政务服务办件</span></h1>');
    expect(html).not.toMatch(/<(option|title)[^>]*><span/);
  });

  test('no word of permission becomes another word', async () => {
    expect(await convertPage('<p title="准予许可">准营准办，批准，行政复议</p><script>准予</script>')).toBe(
      '<p title="准予許可">准營准辦，批准，行政復議</p><script>准予</script>',
    );
  });

  test('remember the choice and go back only to pages of this site', async () => {
    const url = new URL('http://localhost:8080/reading/hant?back=%2Fservices%3Fq%3Da');
    const response = await portal.respond({
      request: new Request(url),
      url,
      viewer: null,
      execute: fixture().execute,
      form: null,
      notes,
    });
    expect(response.headers.get('set-cookie')).toMatch(/^reading=hant; .*HttpOnly/);
    expect(response.headers.get('location')).toBe('/services?q=a');
    for (const back of ['//evil.example/', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)'])
      expect((await visit(`/reading/en?back=${encodeURIComponent(back)}`)).location, back).toMatch(/^\/($|[^/\\])/);
  });

  test('protect legal terms, and leave what people typed alone', async () => {
    const { html } = await visit('/my/cases/case-3', { cookie: 'reading=hant' });
    expect(html).toContain('申請行政復議');
    const typed = await visit('/report-error', { cookie: 'reading=hant', form: { page: 'x', text: '台账里写错了' } });
    expect(typed.html).toContain('台账里写错了</textarea>');
  });

  test('search finds simplified words for traditional ones', async () => {
    const { asked } = await visit('/services?q=營業執照', { cookie: 'reading=hant' });
    expect(asked.find(({ operation }) => operation === 'Directory')?.variables).toMatchObject({
      filter: { search: '营业执照' },
    });
  });
});

describe('looking up progress', () => {
  test('needs number and code, says what is missing beside the field and in the summary', async () => {
    const { status, html } = await visit('/progress', { form: { number: '', queryCode: '' } });
    expect(status).toBe(400);
    expect(html).toContain('<a href="#f-number">请输入办件编号</a>');
    expect(html).toMatch(/id="f-number"[^>]*aria-invalid="true"/);
  });

  test('shows where it stands, never the code in an address', async () => {
    const { text } = await visit('/progress', { form: { number: 'CG2026031600001', queryCode: 'ABCD2345' } });
    expect(text).toContain('待补正');
    expect(text).toContain('2026年3月16日（周一）');
    expect((await visit('/progress?number=CG1&queryCode=ABCD2345')).text).not.toContain('待补正');
  });

  test('wrong and too many tries are told', async () => {
    expect((await visit('/progress', { form: { number: 'CG1', queryCode: 'NO' } })).text).toContain('没有查到');
    expect((await visit('/hotline/progress', { form: { number: 'RX1', queryCode: 'TOOMANY1' } })).text).toContain(
      '已经输错多次',
    );
    expect((await visit('/hotline/progress', { form: { number: 'RX1', queryCode: 'ABCD2345' } })).text).toContain(
      '已现场制止',
    );
  });
});

test('a wrong check character is pointed at and explained', async () => {
  const { html, text } = await visit('/licences/verify/1.2.X');
  expect(html).toContain('<span class="mark-char">X</span>');
  expect(text).toContain('校验位与前面的字符对不上');
  expect((await visit('/licences/verify?identifier=%201.2.3%20')).location).toBe('/licences/verify/1.2.3');
});

describe('the hotline form', () => {
  const filled = {
    kind: 'complaint',
    title: '夜间打桩',
    text: '凌晨两点还在打桩。',
    who: 'anonymous',
    callerName: '张三',
    callerPhone: '13800000001',
    commandId: 'c-1',
  };

  test('keeps an anonymous caller anonymous, whatever else was typed', async () => {
    const { location, asked } = await visit('/hotline', { form: filled, viewer: null });
    const { variables } = asked.find(({ operation }) => operation === 'Register') ?? {};
    expect(variables).toMatchObject({
      commandId: 'c-1',
      input: { anonymous: true, confidential: false, callerName: null, callerPhone: null },
    });
    expect((await visit(location ?? '', { viewer: null })).text).toContain('WXYZ6789');
  });

  test('shows every mistake with what was typed still there', async () => {
    const { status, html } = await visit('/hotline', {
      form: { ...filled, who: 'named', callerPhone: 'abc', text: '' },
    });
    expect(status).toBe(400);
    expect(html).toContain('href="#f-callerPhone"');
    expect(html).toContain('value="夜间打桩"');
    expect(html).toContain('value="c-1"');
  });
});

test('an error of the website is reported with the page it is on', async () => {
  expect((await visit('/report-error?page=%2Fservices%3Fq%3Da')).html).toContain(
    'value="http://localhost:8080/services?q=a"',
  );
  const { asked, location } = await visit('/report-error', {
    form: { page: 'http://localhost:8080/units', text: '电话写错了', commandId: 'c2' },
  });
  expect(asked.find(({ operation }) => operation === 'Register')?.variables).toMatchObject({
    input: { kind: 'siteError', site: 'localhost:8080', anonymous: true },
  });
  expect(location).toMatch(/^\/receipts\//);
  const unreachable = { page: 'http://localhost:8080/units', text: '电话写错了', callerPhone: '打不通' };
  expect((await visit('/report-error', { form: unreachable })).html).toContain('href="#f-callerPhone"');
  expect((await visit('/report-error', { form: { page: 'javascript:alert(1)', text: '电话写错了' } })).status).toBe(
    400,
  );
});
