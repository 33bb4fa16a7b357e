import { describe, expect, it, test } from 'vitest';
import { readCounty } from '../../samples/county.ts';
import type { Shape } from '../definition/shape.ts';
import type { FormDefinition } from '../form/definition.ts';
import { differences } from './diff.ts';
import { PACKAGED_KINDS, type PackagedKindName, packagedKind } from './kinds.ts';
import { PROPERTY_WORDS } from './labels.ts';

const county = readCounty();
const ROAD = 'zhan-yong-wa-jue-dao-lu';
const form = county.forms.get(ROAD) as FormDefinition;
const unitName = (code: string) => ({ '430423-cgj': '县城管局', '430423-jjdd': '县交警大队' })[code] ?? '其他单位';

/** The sentences after a change to a copy. */
// biome-ignore lint/suspicious/noExplicitAny: definitions are changed at places that their types call read-only
function changed(kind: PackagedKindName, map: ReadonlyMap<string, unknown>, change: (copy: any) => void) {
  const before = map.get(ROAD) as object;
  const after = structuredClone(before);
  change(after);
  return differences(kind, before, after, { form, unitName });
}

describe('flows', () => {
  const flow = (change: Parameters<typeof changed>[2]) => changed('flow', county.flows, change);
  it('says which stage, which property, from what to what', () => {
    expect(
      flow(({ steps }) => {
        steps[0].stage.limitDays = 2;
        steps[1].branches[1].stage.unit = '430423-cgj';
        steps[1].branches[0].stage.procedures = ['testing'];
      }),
    ).toEqual([
      '步骤“受理审查”的时限（工作日）由「1」改为「2」',
      '分支“城管现场审核”的特别程序由「检测、鉴定」改为「检测」',
      '分支“交警大队审核”的单位由「县交警大队」改为「县城管局」',
    ]);
  });

  it('says stages that came, went and moved, and conditions as sentences', () => {
    const when = { op: '=', left: { op: 'field', key: 'projectKind' }, right: { op: 'text', value: 'construction' } };
    const stage = { key: 'archive', title: { zh: '归档' }, role: 'clerk', kind: 'review' };
    expect(
      flow(({ steps }) => {
        steps[1].branches.reverse();
        steps[1].branches[0].when = when;
        steps.splice(2, 0, { kind: 'stage', stage });
        steps.splice(0, 1);
      }),
    ).toEqual([
      '删除步骤“受理审查”',
      '分支“交警大队审核”的条件设为「“因为什么占用或者挖掘”是“工程建设”」',
      '新增步骤“归档”',
      expect.stringMatching(/^分支“.*审核”调整了位置$/),
    ]);
  });
});

describe('items and licence types', () => {
  it('says periods, materials by name, fees, whether and when', () => {
    const said = changed('service', county.services, (copy) => {
      copy.promisedDays = 3;
      copy.onlineDepth = 3;
      copy.materials[0].copies = 2;
      copy.faq.pop();
    });
    expect(said[0]).toMatch(/^删除常见问题“.+”$/);
    expect(said).toContainEqual(expect.stringMatching(/^事项的承诺期限由「\d+」改为「3」$/));
    expect(said).toContainEqual(expect.stringMatching(/^材料“.+”的份数由「\d+」改为「2」$/));
  });

  it('says what lines of a document came and went, by the names of its places, and how its tables are laid out', () => {
    const said = changed('service', county.services, ({ documents: [paper] }) => {
      paper.blocks.push({ kind: 'text', text: '本表由{@unit}存档，申请人{applicantName}' });
      paper.blocks[0].rows[0].cells[0].text = '身份';
      paper.blocks[0].rows[0].height = 20;
    });
    const name = '文书模板“占用、挖掘城市道路申请表”';
    const [gone, layout, ...came] = said;
    expect(gone).toMatch(new RegExp(`^删除${name}的内容「以什么身份申请｜\\{以什么身份申请\\}｜`));
    expect(layout).toMatch(new RegExp(`^${name}的版式由「….*」改为「….*（高20毫米）.*…」$`));
    expect(layout?.length).toBeLessThan(140);
    expect(came).toEqual([
      expect.stringMatching(new RegExp(`^新增${name}的内容「身份｜`)),
      `新增${name}的内容「本表由{办理机关}存档，申请人{姓名或者单位名称}」`,
    ]);
  });

  it('says a document that came or went once, and not each of its lines', () => {
    const letter = { key: 'letter', title: { zh: '告知书' }, occasion: 'granted', blocks: [{ kind: 'sign' }] };
    const added = changed('service', county.services, ({ documents }) => documents.push(letter));
    expect(added).toEqual(['新增文书模板“告知书”']);
    const gone = changed('service', county.services, (copy) => {
      delete copy.documents;
    });
    expect(gone).toEqual(['删除文书模板“占用、挖掘城市道路申请表”']);
  });

  it('says the period of a licence', () => {
    const said = changed('licenceType', county.licenceTypes, (copy) => {
      copy.validity = { end: 'endDate' };
      copy.fields[0].label.zh = '被许可人';
    });
    expect(said.join()).toContain('证照类型的有效期的截止日设为「endDate」');
  });
});

test('nothing changed says nothing', () => {
  for (const [kind, map] of [
    ['flow', county.flows],
    ['service', county.services],
    ['licenceType', county.licenceTypes],
  ] as const)
    for (const one of map.values())
      expect(differences(kind, one as object, structuredClone(one) as object)).toEqual([]);
});

test('every property that a definition may have has its word', () => {
  const missing = new Set<string>();
  const seen = new Set<Shape>();
  const walk = (shape: Shape) => {
    if (seen.has(shape) || (shape.parts.kind === 'named' && ['rule', 'text'].includes(shape.parts.name))) return;
    seen.add(shape);
    const { parts } = shape;
    if (parts.kind === 'object')
      for (const [key, inner] of Object.entries({ ...parts.required, ...parts.optional })) {
        if (!Object.hasOwn(PROPERTY_WORDS, key)) missing.add(key);
        walk(inner);
      }
    else if (parts.kind === 'tagged') for (const inner of parts.shapes.values()) walk(inner);
    else if (parts.kind === 'list' || parts.kind === 'record') walk(parts.of);
    else if (parts.kind === 'named') walk(parts.shape());
    else if (parts.kind === 'either') for (const inner of [parts.forObject, parts.otherwise]) walk(inner);
    else if (parts.kind === 'chosen') for (const inner of [parts.one, parts.other]) walk(inner);
  };
  for (const kind of PACKAGED_KINDS) if (kind !== 'form') walk(packagedKind(kind).shape);
  expect([...missing]).toEqual([]);
});
