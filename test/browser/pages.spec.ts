import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentMatter } from '../scenario/matter-stories.ts';
import {
  draftPart,
  guidedPlaza,
  type PartName,
  PLAZA,
  plazaFlow,
  plazaForm,
  plazaParts,
  SUBMIT,
} from '../scenario/plaza.ts';
import { apply, complete, type Receipt, ROAD } from '../scenario/road.ts';
import { ask, type World } from '../scenario/world.ts';
import { lookAt } from './look.ts';
import { contextAt, type Machine, openBrowser, signIn, startMachine, WIDTHS } from './machine.ts';
import { poster } from './post.ts';

/** `npm run screens` renews the pictures of the documentation; an ordinary run leaves them alone. */
const SCREENS = join(import.meta.dirname, '..', '..', process.env.SCREENS ?? 'test-results/screens');

const PAPER = join(import.meta.dirname, '..', '..', 'test-results', 'paper');

let machine: Machine;
let browser: Browser;
let told: Told;

interface Told {
  readonly open: Receipt;
  readonly supplement: Receipt;
  readonly granted: Receipt;
  readonly identifier: string;
  readonly licence: string;
  readonly draft: string;
  readonly ticket: string;
  readonly matter: string;
}

beforeAll(async () => {
  [machine, browser] = await Promise.all([startMachine('2026-03-16'), openBrowser()]);
  told = await tell(machine);
});

afterAll(async () => {
  await browser?.close();
  await machine?.close();
});

/** Every page, by who looks at it. `{x}` is filled in from what was told. */
const PAGES: readonly (readonly [person: string | null, name: string, path: string])[] = [
  [null, 'home', '/'],
  [null, 'services', '/services'],
  [null, 'services-search', '/services?q=道路'],
  [null, 'services-nothing', '/services?q=量子计算'],
  [null, 'units', '/units'],
  [null, 'guide', `/services/${ROAD}`],
  [null, 'progress', '/progress'],
  [null, 'verify', '/licences/verify'],
  [null, 'verify-valid', '/licences/verify/{identifier}'],
  [null, 'verify-wrong', '/licences/verify/{wrong}'],
  [null, 'hotline', '/hotline'],
  [null, 'hotline-progress', '/hotline/progress'],
  [null, 'open', '/open'],
  [null, 'open-cases', '/open/cases'],
  [null, 'open-tickets', '/open/tickets'],
  [null, 'report-error', '/report-error'],
  [null, 'about', '/about'],
  [null, 'sitemap', '/sitemap'],
  [null, 'sign-in', '/auth/login?return=/'],
  [null, 'not-found', '/no-such-page'],
  ['citizen', 'my', '/my'],
  ['citizen', 'apply', `/apply/${ROAD}`],
  ['citizen', 'draft-1', '/drafts/{draft}/1'],
  ['citizen', 'draft-2', '/drafts/{draft}/2'],
  ['citizen', 'draft-3', '/drafts/{draft}/3'],
  ['citizen', 'draft-check', '/drafts/{draft}/check'],
  ['citizen', 'my-case', '/my/cases/{granted}'],
  ['citizen', 'my-case-supplement', '/my/cases/{supplement}/supplement'],
  ['clerk', 'desk-home', '/desk'],
  ['clerk', 'desk-cases', '/desk/cases'],
  ['clerk', 'desk-case', '/desk/cases/{openNumber}'],
  ['clerk', 'desk-case-granted', '/desk/cases/{grantedNumber}'],
  ['clerk', 'desk-print', '/desk/cases/{grantedNumber}/print'],
  ['clerk', 'desk-licences', '/desk/licences'],
  ['head', 'desk-licence', '/desk/licences/{licence}'],
  ['window', 'desk-filing', '/desk/file'],
  ['operator', 'desk-tickets', '/desk/tickets'],
  ['operator', 'desk-ticket', '/desk/tickets/{ticket}'],
  ['operator', 'desk-ticket-new', '/desk/tickets/new'],
  [null, 'material-list', `/services/${ROAD}/materials`],
  ['designer', 'desk-assembly-list', '/desk/assembly'],
  ['designer', 'desk-assembly-new', '/desk/assembly/new'],
  ['designer', 'desk-assembly', `/desk/assembly/${ROAD}`],
  ['head', 'desk-reviews', '/desk/reviews'],
  ['head', 'desk-review', `/desk/reviews/service/${PLAZA}`],
  ['designer', 'desk-definitions', '/desk/definitions'],
  ['designer', 'desk-form', `/desk/definitions/form/${ROAD}`],
  ['designer', 'desk-flow', `/desk/definitions/flow/${ROAD}`],
  ['designer', 'desk-service', `/desk/definitions/service/${ROAD}`],
  ['evaluator', 'desk-performance', '/desk/performance'],
  ['evaluator', 'desk-sites', '/desk/sites'],
  ['admin', 'desk-operations', '/desk/operations'],
  ['head', 'desk-substitutes', '/desk/substitutes'],
  ['admin', 'desk-units', '/desk/units'],
  ['admin', 'desk-unit', '/desk/units/430423-mzj'],
  ['clerk', 'desk-systems', '/desk/systems'],
  ['clerk', 'desk-register', '/desk/systems/fa-wen'],
  ['clerk', 'desk-begin', '/desk/systems/fa-wen/begin'],
  ['clerk', 'desk-matter', '/desk/systems/matters/{matter}'],
  ['clerk', 'desk-stage', '/desk/systems/matters/{matter}/stages/receive@430423-cgj'],
  ['clerk', 'desk-registers', '/desk/registers'],
  ['clerk', 'desk-register-list', '/desk/registers/dao-lu-tai-zhang'],
  ['clerk', 'desk-register-edit', '/desk/registers/dao-lu-tai-zhang?edit'],
  ['clerk', 'desk-register-cross', '/desk/registers/dao-lu-jiao-cha-biao?edit'],
  ['designer', 'desk-register-shape', '/desk/registers/dao-lu-tai-zhang?edit'],
  ['clerk2', 'desk-empty', '/desk/cases'],
];

describe.each(WIDTHS)('at %i px', (width) => {
  const contexts = new Map<string | null, Awaited<ReturnType<typeof contextAt>>>();

  const pageFor = async (person: string | null): Promise<Page> => {
    let context = contexts.get(person);
    if (!context) {
      context = await contextAt(browser, width);
      if (person) await signIn(context, machine.origin, person);
      contexts.set(person, context);
    }
    return context.newPage();
  };

  afterAll(async () => {
    for (const context of contexts.values()) await context.close();
  });

  it.each(PAGES)('%s sees %s (%s)', async (person, name, path) => {
    const page = await pageFor(person);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const answer = await page.goto(machine.origin + fill(path));
    await page.waitForLoadState('networkidle');
    await page.locator('h1').first().waitFor();
    expect(answer?.status(), name).toBe(name === 'not-found' ? 404 : 200);
    await lookAt(page, `${name} at ${width}`);
    expect(faults, `${name}: faults`).toEqual([]);
    await page.screenshot({ path: join(SCREENS, `${name}-${width}.png`), fullPage: true, animations: 'disabled' });
    await page.close();
  });
});

it('prints a register on A4 paper: its title and its table, nothing of the screen', async () => {
  const context = await contextAt(browser, 1440);
  await signIn(context, machine.origin, 'clerk');
  const page = await context.newPage();
  // A4 at 96 dots an inch, less the margins that browsers leave.
  await page.setViewportSize({ width: 718, height: 1047 });
  for (const key of ['dao-lu-tai-zhang', 'dao-lu-jiao-cha-biao']) {
    await page.goto(`${machine.origin}/desk/registers/${key}`);
    await page.locator('.register-paper table').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: join(PAPER, `${key}.png`), animations: 'disabled' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(718);
    expect(await page.locator('.print-title').isVisible()).toBe(true);
    for (const part of ['nav', 'button', '.demonstration'])
      expect(await page.locator(`${part}:visible`).allTextContents(), part).toEqual([]);
    const cut = await page
      .locator('.register-paper .table-scroll')
      .evaluateAll((tables) => tables.filter((table) => table.scrollWidth > table.clientWidth + 1).length);
    expect(cut).toBe(0);
    await page.emulateMedia({ media: 'screen' });
  }
  await context.close();
});

function fill(path: string): string {
  const { identifier } = told;
  const wrong = `${identifier.slice(0, -1)}${identifier.endsWith('A') ? 'B' : 'A'}`;
  const values: Readonly<Record<string, string>> = {
    identifier,
    licence: told.licence,
    wrong,
    draft: told.draft,
    ticket: told.ticket,
    openNumber: told.open.number,
    grantedNumber: told.granted.number,
    supplement: told.supplement.case,
    granted: told.granted.case,
    matter: told.matter,
  };
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** Something in every state, so that no page is tested empty only. */
async function tell({ world, origin }: Machine): Promise<Told> {
  const post = poster(origin);
  const granted = await apply(world, 'citizen', post);
  await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id: granted.case });
  for (const [person, stage] of STAGES) await complete(world, person, granted.case, stage);
  const { case: found } = await ask(world, 'clerk', 'query($id: ID!) { case(id: $id) { licence { id identifier } } }', {
    id: granted.case,
  });
  const supplement = await apply(world, 'citizen', post);
  await ask(
    world,
    'clerk',
    'mutation($id: ID!) { requestSupplement(id: $id, defects: [{ at: "locationMap", reason: "位置图没有标出盲道" }]) { state } }',
    { id: supplement.case },
  );
  const open = await apply(world, 'citizen', post);
  await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id: open.case });
  const { startDraft: draft } = await ask(world, 'citizen', 'mutation($s: ID!) { startDraft(service: $s) { id } }', {
    s: ROAD,
  });
  for (const [at, definition] of [plazaForm, plazaFlow, guidedPlaza].entries())
    await draftPart(world, plazaParts[at] as PartName, definition);
  await ask(world, 'designer', SUBMIT, { p: plazaParts });
  await keepRegisters(world);
  return {
    granted,
    supplement,
    open,
    identifier: found.licence.identifier,
    licence: found.licence.id,
    draft: draft.id,
    ticket: await raise(world),
    matter: await sentMatter(world),
  };
}

/** A list and a cross-table over the road's cases. */
async function keepRegisters(world: World): Promise<void> {
  const registers: readonly (readonly [key: string, definition: object])[] = [
    [
      'dao-lu-tai-zhang',
      {
        ...{ name: { zh: '占用挖掘道路台账' }, form: ROAD, kind: 'list' },
        columns: [
          'case_number',
          'applicantName',
          'projectKind',
          'startDate',
          'totalArea',
          'case_state',
          'case_submittedOn',
        ],
        group: { column: 'case_state' },
        totals: [{ of: 'count' }, { of: 'sum', column: 'totalArea' }],
        note: { zh: '数据由经办人每周核对。' },
      },
    ],
    [
      'dao-lu-jiao-cha-biao',
      {
        ...{ name: { zh: '占用挖掘道路按月统计' }, form: ROAD, kind: 'cross' },
        ...{ rows: { column: 'case_state' }, across: { column: 'case_submittedOn', part: 'month' } },
        measure: { of: 'count' },
      },
    ],
  ];
  for (const [key, definition] of registers)
    await ask(
      world,
      'clerk',
      'mutation($t: String!, $k: String, $d: JSON) { draftDefinition(kind: register, title: $t, key: $k, definition: $d) { key } }',
      { t: (definition as { name: { zh: string } }).name.zh, k: key, d: definition },
    );
}

const STAGES = [
  ['clerk', 'review'],
  ['approver', 'siteReview'],
  ['approver2', 'trafficReview'],
  ['head', 'decision'],
] as const;

async function raise(world: World): Promise<string> {
  const { registerTicket } = await ask(
    world,
    'operator',
    `mutation { registerTicket(input: { kind: complaint, title: "夜间施工噪声", text: "开云镇示例路工地夜里十一点后还在打桩。",
      town: "430423100", channel: phone, callerName: "来电人乙", callerPhone: "13800000112" }) { ticket number } }`,
  );
  const id = registerTicket.ticket;
  await ask(world, 'operator', 'mutation($id: ID!) { acceptTicket(id: $id) { state } }', { id });
  return registerTicket.number;
}
