import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import { holds } from '../rule/facts.ts';
import { sentenceOf } from '../rule/sentence.ts';
import { checkForm } from './check-form.ts';
import { compileForm } from './compile.ts';
import type { Answers, Field, FormDefinition, Group, Row } from './definition.ts';
import { diffForms } from './diff.ts';
import { evaluate } from './evaluate.ts';
import { factsOf } from './facts.ts';
import { householdAnswers, householdForm } from './household.fixture.ts';
import { nameOfPath, pathByRowIds, rowIdsAt, valueAt, withValueAt } from './path.ts';
import { mergePersonal, splitPersonal } from './personal.ts';
import { monday } from './road.fixture.ts';
import { scopeOf } from './scope.ts';
import { syntheticAnswers } from './synthetic.ts';
import { answersOf, fieldsOf, itemAt } from './walk.ts';
import { parseWebForm, webValues } from './web-fields.ts';

const form = compileForm(householdForm);
const found = evaluate(form, householdAnswers, monday);
const codes = (answers: unknown) =>
  Object.fromEntries(evaluate(form, answers, monday).errors.map(({ path, code }) => [path, code]));
const change = (path: string, value: unknown) => withValueAt(householdAnswers, path, value);

describe('rows within rows', () => {
  test('given households with members, then the form passes its check and the answers are valid', () => {
    expect(checkForm(householdForm)).toEqual([]);
    expect(found.errors).toEqual([]);
  });

  test('a rule sees its own row, the row around it and the form', () => {
    expect(found.computed['households.0.members.0.share']).toBe('1');
    expect(found.computed['households.0.members.1.share']).toBe('0');
    expect(found.computed['households.0.members.0.gap']).toBe('20000');
    expect(found.computed['households.1.members.0.gap']).toBe('-10000');
  });

  test('sums within a row go over its own rows, sums of the form over all', () => {
    expect(found.computed['households.0.sum']).toBe('30000');
    expect(found.computed['households.1.sum']).toBe('60000');
    expect(found.computed['households.0.people']).toBe('2');
    expect(found.computed.headcount).toBe('3');
    // 200 + 500 + 0
    expect(found.computed.total).toBe('70000');
    expect(found.computed.largest).toBe('60000');
  });

  test('a group hidden in one row is hidden there alone, with what was answered in it', () => {
    expect(found.visible.has('households.2.members')).toBe(false);
    const filled = evaluate(form, change('households.2.members', [{ id: 'x', name: '赵', income: '1' }]), monday);
    expect((filled.answers.households as readonly Row[])[2]).not.toHaveProperty('members');
    expect(filled.computed.headcount).toBe('3');
  });

  test('what is wrong is named with both rows, and what waits for it is not computed', () => {
    const wrong = evaluate(form, change('households.0.members.1.income', null), monday);
    expect(wrong.errors.map(({ path, code, message }) => [path, code, message.zh])).toEqual([
      ['households.0.members.1.income', 'REQUIRED', '第1行的“成员”第2行：请填写月收入'],
    ]);
    expect(wrong.computed['households.0.sum']).toBeNull();
    expect(wrong.computed['households.1.sum']).toBe('60000');
    expect(wrong.computed['households.0.members.0.share']).toBeNull();
    expect(wrong.computed['households.1.members.0.share']).toBe('1');
    expect(wrong.computed.total).toBeNull();
    expect(wrong.computed.headcount).toBe('3');
    expect(wrong.answers).not.toHaveProperty('total');
  });

  test('bounds, ids, unknown keys and checks hold in inner rows', () => {
    expect(codes(change('households.0.members', []))).toMatchObject({ 'households.0.members': 'TOO_FEW_ROWS' });
    const many = Array.from({ length: 11 }, (_, i) => ({ id: `m${i}`, name: '王小明', income: '0' }));
    expect(codes(change('households.0.members', many))).toMatchObject({ 'households.0.members': 'TOO_MANY_ROWS' });
    const twice = [
      { id: 'm', name: '王小明', income: '0' },
      { id: 'm', name: '王小明', income: '0' },
    ];
    expect(codes(change('households.0.members', twice))).toMatchObject({ 'households.0.members.1': 'DUPLICATE_ROW' });
    expect(codes(change('households.0.members.0.extra', 1))).toEqual({
      'households.0.members.0.extra': 'UNKNOWN_FIELD',
    });
    expect(codes(change('households.0.members', 'x'))).toMatchObject({ 'households.0.members': 'WRONG_TYPE' });
    expect(codes(change('households.0.members.1.income', '600000'))).toMatchObject({
      'households.0.members.1.income': 'CHECK_FAILED',
      'households.0.members.1.proof': 'REQUIRED',
    });
  });

  test('rules outside the form see the same', () => {
    const facts = factsOf(householdForm, found.answers, monday, defaultCalendar);
    const sum = {
      op: 'sum',
      group: 'households',
      of: { op: 'count', group: 'members' },
    } as const;
    expect(holds({ op: '=', left: sum, right: { op: 'number', value: '3' } }, facts)).toBe(true);
    expect(holds({ op: '=', left: sum, right: { op: 'number', value: '2' } }, facts)).toBe(false);
  });

  test('evaluated again, the kept answers stay as they are', () => {
    expect(evaluate(form, found.answers, monday).answers).toEqual(found.answers);
  });
});

describe('what else looks at answers', () => {
  test('personal answers are parted and put together again, also in rows of rows', () => {
    const { open, personal } = splitPersonal(householdForm, found.answers);
    expect(JSON.stringify(open)).not.toContain('王小明');
    expect(JSON.stringify(open)).toContain('开云村');
    expect(JSON.stringify(personal)).not.toContain('开云村');
    expect(mergePersonal(open, personal)).toEqual(found.answers);
    expect(mergePersonal(open, {})).toEqual(open);
  });

  test('examples name nobody', () => {
    const { answers, replaced } = syntheticAnswers(householdForm, householdAnswers);
    expect(JSON.stringify(answers)).not.toMatch(/王小明|李雪梅|户口簿/);
    expect(replaced.map(({ key }) => key).sort()).toEqual(['name', 'photo', 'proof']);
    expect(evaluate(form, answers, monday).computed).toEqual(found.computed);
  });

  test('files are found in rows of both depths', () => {
    const files = [...answersOf(householdForm, householdAnswers)].filter(({ field }) => field.kind === 'file');
    expect(files.map(({ path }) => path)).toEqual([
      'households.0.members.0.proof',
      'households.1.photo',
      'households.1.members.0.proof',
    ]);
    expect(fieldsOf(householdForm).find(({ field }) => field.key === 'proof')?.name).toBe('households.members.proof');
  });

  test('a posted HTML form comes back as it was sent', () => {
    const files = Object.fromEntries(
      [...answersOf(householdForm, householdAnswers)].flatMap(({ path, field, answer }) =>
        field.kind === 'file' ? [[path, answer]] : [],
      ),
    );
    const posted = parseWebForm(householdForm, Object.entries(webValues(householdForm, found.answers)), {
      files,
      newRowId: () => 'new',
    });
    expect(evaluate(form, posted, monday).errors).toEqual([]);
    expect(evaluate(form, posted, monday).answers).toEqual(found.answers);
  });

  test('a difference between versions names the inner field', () => {
    const text = JSON.stringify(householdForm).replace('月收入"', '每月收入"');
    expect(diffForms(householdForm, JSON.parse(text)).map(({ key, text }) => [key, text])).toContainEqual([
      'households.members.income',
      '字段“月收入”的名称由「月收入」改为「每月收入」',
    ]);
  });

  test('sums over inner rows are read as a sentence', () => {
    const total = fieldsOf(householdForm).find(({ field }) => field.key === 'total')?.field as Field;
    const scope = scopeOf(householdForm, defaultCalendar);
    expect(sentenceOf(total.computed as NonNullable<Field['computed']>, scope)).toBe(
      '所有家庭中（本行所有成员中最大值（“与低保线的差额”、0）的合计）的合计',
    );
  });
});

describe('paths', () => {
  test('read, change, and find again by the ids of rows', () => {
    expect(valueAt(householdAnswers, 'households.1.members.0.name')).toBe('李雪梅');
    expect(valueAt(householdAnswers, 'households.9.members.0.name')).toBeUndefined();
    expect(valueAt(householdAnswers, 'constructor.name')).toBeUndefined();
    expect(withValueAt(householdAnswers, 'households.9.village', 'x')).toEqual(householdAnswers);
    expect(nameOfPath('households.1.members.0.name')).toBe('households.members.name');
    expect(rowIdsAt(householdAnswers, 'households.1.members.0.name')).toBe('h2.m1');
    expect(rowIdsAt(householdAnswers, 'line')).toBeNull();
    expect(pathByRowIds(householdAnswers, 'households.members.name', 'h1.m2')).toBe('households.0.members.1.name');
    expect(pathByRowIds(householdAnswers, 'households.members.name', 'h3.m2')).toBeNull();
    expect(pathByRowIds(householdAnswers, 'households.members.name', null)).toBeNull();
    expect(pathByRowIds(householdAnswers, 'line', null)).toBe('line');
  });

  test('lead to the item of the form', () => {
    expect(itemAt(householdForm, 'households.1.members.0.name')?.item.label.zh).toBe('姓名');
    expect(itemAt(householdForm, 'households.1.members')?.item.label.zh).toBe('成员');
    expect(itemAt(householdForm, 'households.x.members')).toBeNull();
    expect(itemAt(householdForm, 'line.0.x')).toBeNull();
  });
});

describe('what is refused at publication', () => {
  const text: Field = { kind: 'text', key: 'a', label: { zh: '甲' } };
  const group = (key: string, label: string, fields: Group['fields'], more: Partial<Group> = {}): Group => ({
    ...{ kind: 'group', key, label: { zh: label }, fields },
    ...more,
  });
  const formOf = (...items: Group[]): FormDefinition => ({
    title: { zh: '表' },
    pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }],
  });
  const said = (...items: Group[]) => checkForm(formOf(...items)).map(({ code, message }) => `${code} ${message.zh}`);

  test('groups three deep, by name', () => {
    const deep = group('g', '街道', [group('h', '社区', [group('i', '楼栋', [text])])]);
    expect(said(deep)).toEqual(['GROUP_TOO_DEEP 重复组“楼栋”套得太深：重复组里最多再放一层重复组']);
  });

  test('more rows in all than can be worked with', () => {
    const wide = group('g', '家庭', [group('h', '成员', [text], { maxRows: 50 })], { maxRows: 500 });
    expect(said(wide)).toEqual([expect.stringMatching(/^TOO_MANY_ROWS .*“成员”请不超过5行/)]);
    expect(said(group('g', '家庭', [group('h', '成员', [text], { maxRows: 5 })], { maxRows: 500 }))).toEqual([]);
  });

  test('a key that an inner row could not tell apart, a group twice', () => {
    expect(said(group('g', '家庭', [text, group('h', '成员', [text])]))).toEqual([
      'DUPLICATE_KEY “甲”的标识“a”与别的重复',
    ]);
    expect(said(group('g', '家庭', [group('h', '成员', [text])]), group('h', '房屋', [text]))).toEqual([
      'DUPLICATE_KEY “房屋”的标识“h”与别的重复',
    ]);
  });

  test('sums of rows that are not within the row gone through', () => {
    const total: Field = {
      ...{ kind: 'number', key: 'n', label: { zh: '合计' } },
      computed: { op: 'sum', group: 'h', of: { op: 'count', group: 'g' } },
    };
    const codes = said(group('g', '家庭', [group('h', '成员', [text]), total]));
    expect(codes).toEqual(['RULE_NESTED_ROWS “合计”的计算规则：对“成员”的逐行统计中，只能再统计这一行里的重复组']);
  });
});

test('old rows without inner groups mean what they meant', () => {
  const answers: Answers = { line: '50000', households: [{ id: 'r1', village: '开云村', lowIncome: false }] };
  const { errors, answers: kept } = evaluate(form, answers, monday);
  expect(errors).toEqual([]);
  expect(kept.households).toEqual([{ id: 'r1', village: '开云村', lowIncome: false, sum: '0', people: '0' }]);
});
