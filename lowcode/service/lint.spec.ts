import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import type { FlowDefinition } from '../flow/definition.ts';
import { factsOf } from '../form/facts.ts';
import { monday, roadAnswers, roadForm } from '../form/road.fixture.ts';
import { checkLicenceType } from '../licence/check.ts';
import type { LicenceTypeDefinition } from '../licence/definition.ts';
import { licenceFace } from '../licence/issue.ts';
import type { Rule } from '../rule/tree.ts';
import type { Material, ServiceDefinition } from './definition.ts';
import { materialsFor, slotsOf } from './guide.ts';
import type { KnownDefinitions } from './known.ts';
import { guideScore, lintService } from './lint.ts';
import { vacuousPart } from './vacuous.ts';

const digging: Rule = {
  op: 'some',
  group: 'sections',
  where: { op: '=', left: { op: 'row', key: 'digging' }, right: { op: 'boolean', value: true } },
};
const plan: Material = {
  ...{
    key: 'plan',
    name: { zh: '道路修复方案' },
    necessity: 'conditional',
    when: digging,
    whenText: { zh: '挖掘道路的' },
  },
  ...{ form: ['electronic'], copies: 0, source: 'applicant' },
};
const map: Material = {
  ...{ key: 'map', name: { zh: '占用位置图' }, necessity: 'optional', form: ['copy'], copies: 1, source: 'applicant' },
};
const step = (name: string, days = 0) => ({ name: { zh: name }, who: { zh: '城管局窗口' }, days });

/** 占用、挖掘城市道路, 20 -> 5 working days. */
const road: ServiceDefinition = {
  name: { zh: '占用、挖掘城市道路审批' },
  basicCode: '990104233500',
  implementationCode: '11100000000013338W3990104233500',
  kind: 'permit',
  unit: 'chengguan',
  jointUnits: ['jiaojing'],
  audience: ['person', 'company'],
  themes: ['规划建设'],
  keywords: ['占道'],
  mode: 'joint',
  legalDays: 20,
  promisedDays: 5,
  basis: [{ law: '城市道路管理条例', article: '第三十条' }],
  conditions: [{ zh: '因工程建设或者临时活动确需占用、挖掘城市道路' }],
  materials: [plan, map],
  fees: [{ name: { zh: '占用费' }, standard: { zh: '每平方米每日0.8元' }, basis: '城市道路管理条例第三十七条' }],
  process: [step('受理', 1), step('审查', 1), step('并联审查', 2), step('决定', 1), step('送达')],
  place: { zh: '衡山县政务服务大厅二楼12号窗口' },
  hours: { zh: '周一至周五8:30—17:30' },
  consultPhone: '0734-5550104',
  complaintPhone: '0734-5550012',
  visits: 0,
  onlineDepth: 4,
  faq: [{ question: { zh: '占用一天也要办吗？' }, answer: { zh: '要。' } }],
  result: { name: { zh: '占用挖掘城市道路许可证' }, licenceType: 'permit', sample: { zh: '见示例' } },
  form: 'road',
  flow: 'road',
};
const flow: FlowDefinition = {
  title: { zh: '审批' },
  steps: [
    { kind: 'stage', stage: { key: 'sign', title: { zh: '签发' }, role: 'head', unit: 'chengguan', kind: 'decide' } },
  ],
};
const type: LicenceTypeDefinition = {
  name: { zh: '占用挖掘城市道路许可证' },
  typeCode: '11100000000013338W011',
  issuer: 'chengguan',
  definer: { zh: '市数据局' },
  holder: 'both',
  fields: [
    { key: 'holder', label: { zh: '被许可人' }, from: 'name', personal: true },
    { key: 'kind', label: { zh: '类型' }, from: 'applicantKind' },
    { key: 'fee', label: { zh: '费用（元）' }, from: 'fee' },
    { key: 'start', label: { zh: '开始日期' }, from: 'startDate' },
    { key: 'company', label: { zh: '单位' }, from: 'creditCode' },
  ],
};
const known: KnownDefinitions = {
  units: new Set(['chengguan', 'jiaojing']),
  forms: new Map([['road', roadForm]]),
  flows: new Map([['road', flow]]),
  licenceTypes: new Map([['permit', type]]),
};
const found = (change: Partial<ServiceDefinition>, with_ = known) =>
  lintService({ ...road, ...change }, with_).map(({ level, code, path }) => `${level} ${code} ${path}`);

describe('the guide linter', () => {
  test('a complete guide is clean and scores 100', () => {
    expect(lintService(road, known)).toEqual([]);
    expect(guideScore([])).toBe(100);
  });

  test.each([
    [{ name: { zh: '' } }, 'error MISSING_ELEMENT name'],
    [{ basis: [] }, 'error MISSING_ELEMENT basis'],
    [{ basis: [{ law: '行政许可法', article: '' }] }, 'error MISSING_ELEMENT basis.0.article'],
    [{ basis: [{ law: '相关法律法规', article: '第一条' }] }, 'error VACUOUS basis.0.law'],
    [{ conditions: [] }, 'error MISSING_ELEMENT conditions'],
    [{ conditions: [{ zh: '符合有关规定' }] }, 'error VACUOUS conditions.0'],
    [{ materials: [] }, 'error MISSING_ELEMENT materials'],
    [{ materials: [{ ...map, name: { zh: '其他材料' } }, plan] }, 'error VACUOUS materials.0.name'],
    [{ materials: [{ ...map, name: { zh: '身份证、户口簿等' } }, plan] }, 'error VACUOUS materials.0.name'],
    [{ materials: [plan, plan] }, 'error DUPLICATE_KEY materials.1.key'],
    [{ materials: [plan, { ...map, copies: 0 }] }, 'error NO_COPIES materials.1.copies'],
    [{ materials: [plan, { ...map, necessity: 'required' }] }, 'warning MATERIAL_WITHOUT_SLOT materials.1'],
    [{ materials: [plan, { ...map, source: 'government' }] }, 'warning NO_ISSUER materials.1.issuer'],
    [{ materials: [map] }, 'error UNKNOWN_MATERIAL form'],
    [{ materials: [{ ...plan, whenText: { zh: '' } }] }, 'error CONDITION_WITHOUT_TEXT materials.0.whenText'],
    [{ materials: [{ ...plan, when: { op: 'field', key: 'x' } }] }, 'error CONDITION_DOES_NOT_FIT materials.0.when'],
    [{ place: { zh: '' } }, 'error MISSING_ELEMENT place'],
    [{ hours: { zh: '待定' } }, 'error VACUOUS hours'],
    [{ consultPhone: '' }, 'error MISSING_ELEMENT consultPhone'],
    [{ consultPhone: '无' }, 'error BAD_PHONE consultPhone'],
    [{ complaintPhone: '0734-5550104' }, 'error SAME_PHONES complaintPhone'],
    [{ process: road.process.slice(0, 4) }, 'error PERMIT_FEW_STEPS process'],
    [{ process: [...road.process, step('公示', 30)] }, 'warning PROCESS_LONGER process'],
    [{ faq: [] }, 'error PERMIT_WITHOUT_FAQ faq'],
    [{ audience: [] }, 'error NO_AUDIENCE audience'],
    [{ audience: ['company'], themes: ['生育收养'] }, 'warning THEME_AUDIENCE themes.0'],
    [{ themes: ['规划建设', '国土和规划建设'] }, 'warning UNKNOWN_THEME themes.1'],
    [{ themes: ['toString'] }, 'warning UNKNOWN_THEME themes.0'],
    [{ fees: [{ name: { zh: '费' }, standard: { zh: '1元' }, basis: '' }] }, 'error MISSING_ELEMENT fees.0.basis'],
    [{ fees: [] }, 'error FEE_WITHOUT_BASIS fees'],
    [{ legalDays: 3 }, 'error LEGAL_LESS_THAN_PROMISED promisedDays'],
    [{ legalDays: 0 }, 'error NO_LEGAL_LIMIT legalDays'],
    [{ mode: 'immediate' }, 'error IMMEDIATE_WITH_DAYS promisedDays'],
    [{ promisedDays: 0 }, 'error PROMISED_WITHOUT_DAYS promisedDays'],
    [{ visits: 1 }, 'error VISITS_WITHOUT_REASON visitReason'],
    [{ visits: 1, visitReason: { zh: '核验' } }, 'error DEPTH_WITH_VISITS visits'],
    [{ result: undefined }, 'error NO_RESULT result'],
    [{ result: { name: { zh: '许可证' } } }, 'error RESULT_WITHOUT_SAMPLE result.sample'],
    [{ implementationCode: '123' }, 'error BAD_CODE implementationCode'],
    [{ basicCode: '990104233501' }, 'error BAD_CODE implementationCode'],
    [{ unit: 'nobody' }, 'error UNKNOWN_UNIT unit'],
    [{ jointUnits: [] }, 'error JOINT_WITHOUT_UNITS jointUnits'],
    [{ form: 'gone' }, 'error UNKNOWN_DEFINITION form'],
    [{ flow: undefined }, 'error FORM_WITHOUT_FLOW flow'],
    [{ form: undefined }, 'warning DEPTH_WITHOUT_FORM onlineDepth'],
  ] as readonly [Partial<ServiceDefinition>, string][])('%j: %s', (change, expected) => {
    expect(found(change)).toContain(expected);
  });

  test('with names alone (sets) it says what does not exist, and does not guess at the rest', () => {
    const names = { ...known, forms: new Set(['road']), flows: new Set(['road']), licenceTypes: new Set<string>() };
    expect(found({ materials: [{ ...plan, when: { op: 'field', key: 'x' } }] }, names)).toEqual([
      'error UNKNOWN_DEFINITION result.licenceType',
    ]);
  });

  test('flow and licence face are held against the form and the units', () => {
    const stage = { key: 'sign', title: { zh: '签发' }, role: 'head', unit: 'gone', kind: 'decide' } as const;
    const flows = new Map([['road', { ...flow, steps: [{ kind: 'stage', stage }] } as FlowDefinition]]);
    expect(found({}, { ...known, flows })).toEqual(['error UNKNOWN_UNIT flow']);
    const other = { ...type, fields: [{ key: 'a', label: { zh: '甲' }, from: 'gone' }] };
    expect(found({}, { ...known, licenceTypes: new Map([['permit', other]]) })).toEqual([
      'error FACE_DOES_NOT_FIT result.licenceType',
    ]);
  });

  test('an item with its flow names so many units that a case of it always fits its lists', () => {
    const stage = (n: number) =>
      ({ key: `s${n}`, title: { zh: '审核' }, role: 'approver', unit: `u${n}`, kind: 'review' }) as const;
    const given = (count: number): KnownDefinitions => ({
      ...known,
      units: { has: () => true },
      flows: new Map([
        [
          'road',
          {
            ...flow,
            steps: [
              ...Array.from({ length: count }, (_, n) => ({ kind: 'stage', stage: stage(n) }) as const),
              ...flow.steps,
            ],
          },
        ],
      ]),
    });
    expect(found({}, given(6))).toEqual([]);
    expect(found({}, given(7))).toEqual(['error TOO_MANY_UNITS jointUnits']);
    expect(found({}, given(9))).toEqual(['error TOO_MANY_UNITS jointUnits', 'error FLOW_DOES_NOT_FIT flow']);
  });

  test('the guide says how long the licence holds, and the form says it every time', () => {
    const given = (validity: object, validYears?: number) => ({
      ...known,
      licenceTypes: new Map([['permit', { ...type, validity, ...(validYears ? { validYears } : {}) }]]),
    });
    const result = { ...road.result, name: { zh: '许可证' } };
    expect(found({}, given({ start: 'startDate' }))).toEqual([]);
    expect(found({}, given({ start: 'gone' }))).toEqual(['error VALIDITY_DOES_NOT_FIT result.licenceType']);
    expect(found({}, given({ end: 'startDate' }))).toEqual(['error VALIDITY_WITHOUT_TEXT result.validText']);
    expect(found({ result: { ...result, validText: { zh: '至申请的日期' } } }, given({ end: 'startDate' }))).toEqual(
      [],
    );
    expect(found({}, given({}, 5))).toEqual(['error VALIDITY_DIFFERS result.validYears']);
    expect(found({ result: { ...result, validYears: 5 } }, given({}, 5))).toEqual([]);
  });

  test('the message says exactly what is missing', () => {
    const [finding] = lintService({ ...road, basis: [{ law: '行政许可法', article: ' ' }] }, known);
    expect(finding?.message.zh).toBe('缺少《行政许可法》的具体条款');
    expect(finding && guideScore([finding])).toBe(80);
  });
});

test.each([
  ['国家规定的其他材料', '其他材料'],
  ['身份证等相关材料。', '相关材料'],
  ['具备场地、设备等条件', '等'],
  ['略', '略'],
  ['身体条件达到甲等', null],
  ['桥梁等级不低于二级', null],
  ['依法平等', null],
  ['营业执照', null],
])('%s says nothing in: %s', (text, part) => expect(vacuousPart(text)).toBe(part));

describe('which materials apply', () => {
  const needs = (answers: typeof roadAnswers | null) =>
    materialsFor(road, answers && factsOf(roadForm, answers, monday, defaultCalendar)).map(({ material, need }) => [
      material.key,
      need,
    ]);

  test('without answers the guide asks; with them the form decides', () => {
    expect(needs(null)).toEqual([
      ['plan', 'ask'],
      ['map', 'optional'],
    ]);
    expect(needs(roadAnswers)).toEqual([
      ['plan', 'required'],
      ['map', 'optional'],
    ]);
    const [row] = roadAnswers.sections as never[];
    expect(needs({ ...roadAnswers, sections: [row as never] })).toEqual([['map', 'optional']]);
  });

  test('the slot of each material is the file field of the form', () => {
    expect([...slotsOf(roadForm)]).toEqual([['plan', 'plan']]);
  });
});

describe('licence types', () => {
  const codes = (change: Partial<LicenceTypeDefinition>) =>
    checkLicenceType({ ...type, ...change }, roadForm).map(({ code, path }) => `${code} ${path}`);

  test('a sound type is fine', () => expect(checkLicenceType(type, roadForm)).toEqual([]));

  test('a type code with a wrong check character says the right one', () => {
    const [problem] = checkLicenceType({ ...type, typeCode: '11100000000013338X011' });
    expect(problem).toMatchObject({ code: 'BAD_TYPE_CODE', path: 'typeCode' });
    expect(problem?.message.zh).toContain('第18位应为W');
  });

  test.each([
    [{ name: { zh: '' } }, 'NO_TEXT name'],
    [{ typeCode: '123' }, 'BAD_TYPE_CODE typeCode'],
    [{ issuer: '' }, 'NO_ISSUER issuer'],
    [{ fields: [] }, 'NO_FIELDS fields'],
    [{ fields: [{ key: 'a', label: { zh: '甲' }, from: 'gone' }] }, 'UNKNOWN_FIELD fields.0.from'],
    [{ fields: [...type.fields, ...type.fields.slice(0, 1)] }, 'DUPLICATE_KEY fields.5.key'],
  ] as readonly [Partial<LicenceTypeDefinition>, string][])('%j: %s', (change, expected) => {
    expect(codes(change)).toContain(expected);
  });

  test('the face takes its values from the answers as people read them, what is personal apart', () => {
    const { open, personal } = licenceFace(type, { ...roadAnswers, fee: '6650' }, roadForm);
    expect(personal.map(({ key, value }) => [key, value])).toEqual([['holder', '王小明']]);
    expect(open.map(({ key, value }) => [key, value])).toEqual([
      ['kind', '个人'],
      ['fee', '66.50'],
      ['start', '2026年3月9日'],
    ]);
  });
});
