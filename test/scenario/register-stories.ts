import { expect, it } from 'vitest';
import { registerCsv } from '../../functions/register-csv.ts';
import { viewerFor } from '../../graphql/viewer.ts';
import { openStalls, STALL } from './stall.ts';
import { ask, claimsOf, refusal, type World } from './world.ts';

const RESULT =
  'total asOf columns { id label numeric personal } rows { number cells } hasMore totals { label text } groups { label count cells } cross { corner measure columns rows { label cells total } totals total }';
const PREVIEW = `query($d: JSON!, $first: Int, $offset: Int) { registerPreview(definition: $d, first: $first, offset: $offset) { ${RESULT} } }`;
const DRAFT = 'mutation($t: String!, $k: String) { draftDefinition(kind: register, title: $t, key: $k) { key } }';
const SAVE = 'mutation($k: ID!, $d: JSON!) { reviseDefinition(kind: register, key: $k, definition: $d) { key } }';

const list = {
  name: { zh: '摊点台账' },
  form: STALL,
  kind: 'list',
  columns: ['case_number', 'goods', 'area', 'rent', 'opensOn', 'case_state', 'holder', 'remark'],
  filters: [{ column: 'area', from: '5' }],
  sort: [{ column: 'area', descending: true }],
  group: { column: 'goods' },
  totals: [{ of: 'count' }, { of: 'sum', column: 'area' }, { of: 'avg', column: 'rent' }],
};
const cross = {
  name: { zh: '摊点交叉表' },
  form: STALL,
  kind: 'cross',
  rows: { column: 'goods' },
  across: { column: 'opensOn', part: 'month' },
  measure: { of: 'sum', column: 'area' },
};

/** Registers and cross-tables that a clerk keeps without code. Told after the stalls of the live API stories, or on their own. */
export function registerStories(open: () => Promise<{ world: World }>): void {
  const stalls = [
    { goods: 'food', area: '12.5', rent: '120000', opensOn: '2026-09-01' },
    { goods: 'food', area: '8', rent: '90000', opensOn: '2026-10-01' },
    { goods: 'produce', area: '100', opensOn: '2026-09-15' },
    { goods: 'daily', area: '1' },
  ];
  let before = 0;

  it('shows a list as it is put together, personal columns only to who may open the case', async () => {
    const { world } = await open();
    const { form } = await ask(world, null, `{ form(key: "${STALL}") { typeName } }`).catch(() => ({ form: null }));
    const typeName = form?.typeName ?? (await openStalls(world));
    before = (await ask(world, 'clerk', PREVIEW, { d: list })).registerPreview.total;
    const submit = `mutation($input: ${typeName}Input!) { submit${typeName}(input: $input) { number } }`;
    const who = { holder: '李样例', holderNumber: '430423199001010014', remark: '=1+1,"靠近学校"' };
    for (const stall of stalls) await ask(world, 'citizen', submit, { input: { ...stall, ...who } });
    await world.platform.runner.catchUp();
    // Explore says what it stands at, two seconds behind at most.
    await new Promise((done) => setTimeout(done, 2100));
    const { registerPreview: shown } = await ask(world, 'clerk', PREVIEW, { d: list });
    expect(shown.total).toBe(before + 3);
    expect(shown.columns.map(({ label }: { label: string }) => label).slice(0, 4)).toEqual([
      '办件编号',
      '经营品类',
      '面积',
      '月租金',
    ]);
    const own = shown.rows.filter(({ cells }: { cells: string[] }) => cells[7] === who.remark);
    expect(own.map(({ cells }: { cells: string[] }) => cells.slice(1, 7))).toEqual([
      ['小吃', '12.5', '1,200.00元', '2026年9月1日', '已收件，待受理', '李样例'],
      ['小吃', '8', '900.00元', '2026年10月1日', '已收件，待受理', '李样例'],
      ['农产品', '100', '', '2026年9月15日', '已收件，待受理', '李样例'],
    ]);
    expect(shown.groups.map(({ label }: { label: string }) => label)).toEqual(
      expect.arrayContaining(['小吃', '农产品']),
    );
    expect(shown.totals[0]).toEqual({ label: '件数', text: String(before + 3) });
    const page = await ask(world, 'clerk', PREVIEW, { d: list, first: 1, offset: 1 });
    expect(page.registerPreview.rows).toHaveLength(1);
  });

  it('counts a cross-table with totals on both sides', async () => {
    const { world } = await open();
    const d = { ...cross, filters: [{ column: 'case_submittedOn', from: world.clock.today() }] };
    const { registerPreview: shown } = await ask(world, 'clerk', PREVIEW, { d });
    expect(shown.cross.corner).toBe('经营品类 / 开始日期（按月）');
    const cells: number[][] = shown.cross.rows.map((row: { cells: string[]; total: string }) =>
      [...row.cells, row.total].map(Number),
    );
    for (const row of cells)
      expect(row.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBeCloseTo(row.at(-1) ?? 0, 6);
    const down = shown.cross.totals.map((_: string, i: number) => cells.reduce((sum, row) => sum + (row[i] ?? 0), 0));
    expect(down).toEqual(shown.cross.totals.map(Number));
    expect(Number(shown.cross.total)).toBeGreaterThanOrEqual(121.5);
  });

  it('is kept by a clerk, seen by others with their own cases, and given as a file', async () => {
    const { world } = await open();
    await ask(world, 'clerk', DRAFT, { t: '摊点台账', k: 'tan-dian-tai-zhang' });
    await ask(world, 'clerk', SAVE, { k: 'tan-dian-tai-zhang', d: list });
    expect(await refusal(world, 'citizen', SAVE, { k: 'tan-dian-tai-zhang', d: list })).toBe('FORBIDDEN');
    expect(await refusal(world, 'window', SAVE, { k: 'tan-dian-tai-zhang', d: list })).toBe('FORBIDDEN');
    const one = `{ register(key: "tan-dian-tai-zhang") { title { zh } mayEdit result { ${RESULT} } } registers { key title { zh } } }`;
    const { register, registers } = await ask(world, 'clerk', one);
    expect(register).toMatchObject({ title: { zh: '摊点台账' }, mayEdit: true, result: { total: before + 3 } });
    expect(registers).toContainEqual({ key: 'tan-dian-tai-zhang', title: { zh: '摊点台账' } });
    const { register: elsewhere } = await ask(world, 'clerk-wjj', one);
    expect(elsewhere).toMatchObject({ mayEdit: false, result: { total: 0, rows: [] } });
    // Who sets registers up without seeing cases has the shape of the table, and nothing in it.
    for (const d of [list, cross]) {
      const { registerPreview } = await ask(world, 'designer', PREVIEW.replace('total ', 'seesCases total '), { d });
      expect(registerPreview).toMatchObject({ seesCases: false, total: 0, rows: [], groups: [] });
      expect(registerPreview.columns.length > 0 || registerPreview.cross.rows.length === 0).toBe(true);
    }
    expect((await ask(world, 'clerk2', one)).register).toBeNull();
    expect((await ask(world, 'citizen', one)).register).toBeNull();
    const csv = registerCsv(world.engine);
    const file = async (person: string | null) => {
      const viewer = person ? await viewerFor(world.platform, claimsOf(person)) : null;
      const response = await csv(new Request('https://x/registers/tan-dian-tai-zhang.csv'), viewer);
      if (!response) throw new Error('no answer');
      return response;
    };
    const text = Buffer.from(await (await file('clerk')).arrayBuffer()).toString('utf8');
    expect(text.startsWith('\uFEFF办件编号,经营品类,面积,月租金,开始日期,状态,摊主,备注\r\n')).toBe(true);
    expect(text).toContain(`"'=1+1,""靠近学校"""`);
    expect((await file(null)).status).toBe(401);
    for (const person of ['citizen', 'designer']) expect((await file(person)).status).toBe(403);
    await ask(
      world,
      'clerk',
      'mutation { withdrawDefinition(kind: register, key: "tan-dian-tai-zhang", reason: "不再使用") { key } }',
    );
    expect((await file('clerk')).status).toBe(404);
  });

  it('says what does not fit, with the place', async () => {
    const { world } = await open();
    const wrong: [object, string][] = [
      [{ ...list, columns: ['none'] }, 'UNKNOWN_COLUMN'],
      [{ ...list, columns: [] }, 'NO_COLUMNS'],
      [{ ...list, columns: ['goods', 'goods'] }, 'DUPLICATE_COLUMN'],
      [{ ...list, filters: [{ column: 'holder', is: ['李样例'] }] }, 'UNKNOWN_COLUMN'],
      [{ ...list, totals: [{ of: 'sum', column: 'goods' }] }, 'BAD_MEASURE'],
      [{ ...list, form: 'none' }, 'UNKNOWN_FORM'],
      [{ ...cross, rows: { column: 'opensOn' } }, 'BAD_DIMENSION'],
      [{ name: cross.name, form: STALL, kind: 'cross' }, 'NO_DIMENSION'],
      [{ ...cross, across: cross.rows }, 'BAD_DIMENSION'],
    ];
    for (const [d, code] of wrong) {
      const error = await ask(world, 'clerk', PREVIEW, { d }).catch((problem) => problem.problem);
      expect([code, error.extensions?.fields?.[0]?.code]).toEqual([code, code]);
    }
    expect(await refusal(world, 'clerk', PREVIEW, { d: { ...list, evil: 1 } })).toBe('INVALID_DEFINITION');
    expect(await refusal(world, 'clerk', PREVIEW, { d: { ...list, filters: [{ column: 'area', from: 'x' }] } })).toBe(
      'BAD_CONDITION',
    );
  });
}
