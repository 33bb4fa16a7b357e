import { expect, it } from 'vitest';
import type { Field, FormDefinition } from '../form/definition.ts';
import { isPersonal } from '../form/definition.ts';
import { EVERY_KIND, everyKindForm, keyOfKind } from '../form/every-kind.fixture.ts';
import { fieldsOf } from '../form/walk.ts';
import type { ServiceDefinition } from './definition.ts';
import type { KnownDefinitions } from './known.ts';
import { lintOpenData } from './lint-open-data.ts';
import { openAs, openColumnsOf } from './open-columns.ts';

const field = (kind: Field['kind'], key: string, more: object = {}): Field => ({
  kind,
  key,
  label: { zh: key },
  ...more,
});
const site = { key: 'site', label: { zh: '在哪里？' }, options: [{ value: 'in', label: { zh: '室内' } }] };

function formOf(items: readonly object[]): FormDefinition {
  const sections = [{ key: 's', items }];
  return { title: { zh: '表' }, pages: [{ key: 'p', title: { zh: '页' }, sections }] } as unknown as FormDefinition;
}

const form = formOf([
  field('choice', 'goods', { options: [] }),
  field('date', 'since'),
  field('integer', 'staff'),
  field('money', 'rent'),
  field('choice', 'disease', { personal: true, options: [] }),
  field('text', 'remark'),
  field('identityNumber', 'number'),
  { kind: 'group', key: 'rows', label: { zh: '各行' }, fields: [field('choice', 'kind', { options: [] })] },
]);

function linted(openData: ServiceDefinition['openData'], of: FormDefinition | null = form): string[] {
  const found: string[] = [];
  const service = { materials: [], questions: [site], openData, ...(of ? { form: 'f' } : {}) };
  const known = { forms: { has: () => true, get: () => of ?? undefined } } as unknown as KnownDefinitions;
  lintOpenData(service as unknown as ServiceDefinition, known, (level, code, path) =>
    found.push(`${level} ${code} ${path}`),
  );
  return found;
}

it.each([
  [{ published: true, columns: ['goods', 'since', 'staff', 'rent'] }, []],
  [{ published: true, columns: ['site'] }, []],
  [{ published: true }, []],
  [undefined, []],
  [{ published: true, columns: ['goods', 'goods'] }, ['error OPEN_DATA openData.columns.1']],
  [{ published: true, columns: ['disease', 'goods'] }, ['error OPEN_DATA openData.columns.0']],
  [{ columns: ['remark'] }, ['error OPEN_DATA openData.columns.0']],
  [{ columns: ['number'] }, ['error OPEN_DATA openData.columns.0']],
  [{ columns: ['rows'] }, ['error OPEN_DATA openData.columns.0']],
  [{ columns: ['kind'] }, ['error OPEN_DATA openData.columns.0']],
  [{ columns: ['constructor'] }, ['error OPEN_DATA openData.columns.0']],
])('an item that declares %j is told %j', (openData, told) => {
  expect(linted(openData)).toEqual(told);
});

it('without an application there is nothing to open', () => {
  expect(linted({ published: true }, null)).toEqual(['error OPEN_DATA openData.published']);
});

it('opens nothing that is personal, free, or a file, of any kind', () => {
  const open = EVERY_KIND.filter((kind) => {
    const found = fieldsOf(everyKindForm).find(({ field }) => field.key === keyOfKind(kind))?.field;
    if (found && isPersonal(found)) expect([kind, openAs(found)]).toEqual([kind, null]);
    return found && openAs(found) !== null;
  });
  expect(open.toSorted()).toEqual(
    ['boolean', 'choice', 'date', 'division', 'integer', 'money', 'number', 'rating', 'unit'].toSorted(),
  );
});

it('leaves out what the form of today holds as personal, whatever was declared before', () => {
  const item = { materials: [], openData: { published: true, columns: ['disease', 'gone', 'staff'] } };
  expect(openColumnsOf(form, item as unknown as ServiceDefinition)?.map(({ key, as }) => [key, as])).toEqual([
    ['staff', 'mean'],
  ]);
  const closed = { materials: [], openData: { columns: ['staff'] } };
  expect(openColumnsOf(form, closed as unknown as ServiceDefinition)).toBeNull();
});
