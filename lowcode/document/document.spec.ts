import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import type { FormDefinition } from '../form/definition.ts';
import { roadForm } from '../form/road.fixture.ts';
import { scopeOf } from '../form/scope.ts';
import { checkDocuments } from './check.ts';
import { compose, type DocumentSource } from './compose.ts';
import type { DocumentBlock, DocumentTemplate } from './definition.ts';
import { DOCUMENT_FACTS, type DocumentFacts } from './facts.ts';
import { documentFromForm } from './from-form.ts';
import { documentsOf, STANDARD_DOCUMENTS } from './standard.ts';
import { FACT_PLACES, fromLabels, piecesOf, toLabels, unknownPlaces } from './template-text.ts';

const scope = scopeOf(roadForm, defaultCalendar);
const nothing = Object.fromEntries(Object.keys(DOCUMENT_FACTS).map((fact) => [fact, null])) as DocumentFacts;
const source = (changes: Partial<DocumentSource> = {}): DocumentSource => ({
  facts: { ...nothing, number: '2026001', applicant: '张三' },
  lists: { defects: [], grounds: [], materials: [] },
  form: roadForm,
  answers: {},
  context: { today: '2026-03-16', channel: 'web', applicantKind: 'person', region: '430423' },
  calendar: defaultCalendar,
  ...changes,
});
const template = (...blocks: DocumentBlock[]): DocumentTemplate => ({
  key: 'one',
  title: { zh: '文书' },
  occasion: 'application',
  blocks,
});
const codes = (document: DocumentTemplate) =>
  checkDocuments([document], roadForm, scope, 'documents').map(({ code, path }) => `${code} ${path}`);

describe('a text of a template', () => {
  test('is filled with facts, and what stands in brackets goes when something in it is wanting', () => {
    const words = '{@applicant}：[承诺于{@promisedDue}前办结。]另行告知。';
    const [block] = compose(template({ kind: 'text', text: words }), source()).blocks;
    expect(block).toEqual({ kind: 'text', align: 'indent', parts: ['张三', '：', '另行告知。'] });
  });
  test('of which nothing is left is left out', () => {
    expect(compose(template({ kind: 'text', text: '[理由：{@procedureReason}]' }), source()).blocks).toEqual([]);
  });
  test('keeps braces and brackets that name nothing', () => {
    expect(piecesOf('〔2026〕[第1号]{ }')).toEqual([{ kind: 'words', words: '〔2026〕[第1号]{ }', optional: null }]);
  });
  test('is the same for a clerk, by labels, as it is kept', () => {
    const places = [...FACT_PLACES, { name: 'lianXiDianHua', label: '联系电话' }];
    const kept = '电话{lianXiDianHua}，编号{@number}';
    expect(toLabels(kept, places)).toBe('电话{联系电话}，编号{办件编号}');
    expect(fromLabels(toLabels(kept, places), places)).toBe(kept);
  });
  test('never loses a word, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '@', 'a', 'number', '字') }), (typed) => {
        const again = piecesOf(typed).map((piece) =>
          piece.kind === 'words' ? piece.words : `{${piece.kind === 'fact' ? '@' : ''}${piece.name}}`,
        );
        const bare = (text: string) => text.replace(/[[\]]/g, '');
        expect(bare(again.join(''))).toBe(bare(typed));
      }),
    );
  });
  test('with a place that nothing has is told', () => {
    expect(unknownPlaces('{@number}{@secret}{nobody}{没有的项}', new Set())).toEqual(['secret', 'nobody', '没有的项']);
  });
});

describe('a condition', () => {
  test('that holds keeps the paragraph, one that does not or cannot be decided drops it', () => {
    const [field] = [...scope.fields.keys()];
    const text = {
      kind: 'text',
      text: '有',
      when: { op: 'present', of: { op: 'field', key: field as string } },
    } as const;
    expect(compose(template(text), source()).blocks).toEqual([]);
    expect(compose(template({ ...text, when: { op: 'not', of: text.when } }), source()).blocks).toHaveLength(1);
    const unfit = { ...text, when: { op: 'present', of: { op: 'field', key: 'gone' } } } as const;
    expect(compose(template(unfit), source()).blocks).toEqual([]);
  });
});

describe('a table', () => {
  const cells = (...spans: number[]) => ({ cells: spans.map((span) => ({ text: '', span })) });
  test('must be as wide in each row, also below a cell that reaches down', () => {
    const sheet = (rows: object[]) => template({ kind: 'sheet', columns: [1, 1, 1], rows } as DocumentBlock);
    expect(codes(sheet([cells(1, 2), cells(1, 1, 1)]))).toEqual([]);
    expect(codes(sheet([cells(1, 1)]))).toEqual(['ROW_WIDTH documents.0.blocks.0.rows.0']);
    expect(
      codes(
        sheet([
          {
            cells: [
              { text: '', down: 2 },
              { text: '', span: 2 },
            ],
          },
          cells(2),
        ]),
      ),
    ).toEqual([]);
    expect(
      codes(
        sheet([
          {
            cells: [
              { text: '', down: 2 },
              { text: '', span: 2 },
            ],
          },
        ]),
      ),
    ).toEqual(['ROW_WIDTH documents.0.blocks.0.rows']);
  });
  test('of a group has a row for each, and empty ones up to the least', () => {
    const made = documentFromForm(roadForm, 'form');
    const rows = made.blocks.find((block) => block.kind === 'rows');
    if (rows?.kind !== 'rows') throw new Error('the road form has a group');
    const block = { ...rows, least: 3 };
    const composed = compose(template(block), source({ answers: { [rows.group]: [{ id: 'a' }] } })).blocks[0];
    expect(composed?.kind === 'rows' && composed.rows.map(({ id }) => id)).toEqual(['a', 'blank0', 'blank1']);
  });
});

test('the paper form made of a form fits it and asks for everything that can be printed', () => {
  const made = documentFromForm(roadForm, 'form');
  expect(codes(made)).toEqual([]);
  const text = JSON.stringify(made);
  for (const key of scope.fields.keys()) {
    const field = roadForm.pages
      .flatMap((page) => page.sections.flatMap(({ items }) => items))
      .find((item) => item.key === key);
    if (field && !['group', 'file', 'note', 'declaration'].includes(field.kind)) expect(text).toContain(`{${key}}`);
  }
});

test('an own document takes the place of the standard one; all standard ones are sound', () => {
  const own: DocumentTemplate = { ...template({ kind: 'sign' }), key: 'mine', occasion: 'acceptance' };
  const all = documentsOf([own]);
  expect(all).toHaveLength(STANDARD_DOCUMENTS.length);
  expect(all.filter(({ occasion }) => occasion === 'acceptance')).toEqual([own]);
  expect(checkDocuments(STANDARD_DOCUMENTS, null, null, 'documents')).toEqual([]);
});

test('two of one occasion, an empty one and a group that is not there are told', () => {
  const twice = { ...template({ kind: 'sign' }), occasion: 'granted' } as const;
  const found = checkDocuments([twice, { ...twice, key: 'two', blocks: [] }], roadForm, scope, 'documents');
  expect(found.map(({ code }) => code)).toEqual(['DUPLICATE_DOCUMENT', 'EMPTY_DOCUMENT']);
  expect(codes(template({ kind: 'rows', group: 'gone', fields: ['a'] }))).toEqual([
    'UNKNOWN_GROUP documents.0.blocks.0.group',
  ]);
});

test('a table of rows keeps the groups inside its rows, and every new one has those that can be printed', () => {
  const name = { key: 'name', kind: 'text', label: { zh: '姓名' } } as const;
  const members = { key: 'members', kind: 'group', label: { zh: '成员' }, fields: [name] } as const;
  const note = { key: 'note', kind: 'note', label: { zh: '说明' } } as const;
  const house = { ...name, key: 'house', label: { zh: '门牌' } };
  const households = {
    key: 'households',
    kind: 'group',
    label: { zh: '家庭' },
    fields: [note, house, members],
  } as const;
  const form: FormDefinition = {
    title: { zh: '登记表' },
    pages: [{ key: 'one', title: { zh: '一' }, sections: [{ key: 's', title: { zh: '节' }, items: [households] }] }],
  };
  const made = documentFromForm(form, 'form');
  expect(made.blocks).toContainEqual({ kind: 'rows', group: 'households', fields: ['house', 'members'] });
  const rows = [{ id: 'r1', house: '12号', members: [{ id: 'm1', name: '张三' }] }];
  const printed = compose(made, source({ form, answers: { households: rows } })).blocks;
  expect(printed).toContainEqual({ kind: 'rows', group: households, items: [house, members], rows });
});

test('only decisions are numbered, by a pattern with a year and one serial', () => {
  const granted = { ...template({ kind: 'sign' }), occasion: 'granted' } as const;
  const checked = (occasion: DocumentTemplate['occasion'], pattern: string) =>
    checkDocuments([{ ...granted, occasion, numbering: { pattern } }], roadForm, scope, 'documents').map(
      ({ code, path }) => [code, path],
    );
  const pattern = '衡城管许字〔{year}〕第{n}号';
  for (const occasion of ['granted', 'refused', 'notAccepted'] as const) expect(checked(occasion, pattern)).toEqual([]);
  for (const occasion of ['application', 'acceptance', 'supplement', 'suspension'] as const)
    expect(checked(occasion, pattern)).toEqual([['NOT_NUMBERED', 'documents.0.numbering']]);
  for (const wrong of ['第{n}号', '〔{year}〕号', '〔{year}〕{n}{n}号', '〔{year}〕{m}{n}号', '〔{year}〕{n号'])
    expect(checked('granted', wrong)).toEqual([['BAD_PATTERN', 'documents.0.numbering.pattern']]);
});
