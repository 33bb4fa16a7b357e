import { expect, test } from 'vitest';
import { parseForm } from '../../../lowcode/definition/parse.ts';
import { checkForm } from '../../../lowcode/form/check-form.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { EVERY_KIND, everyKindForm } from '../../../lowcode/form/every-kind.fixture.ts';
import { saysOnly } from '../../../lowcode/form/kinds.ts';
import { fieldsOf } from '../../../lowcode/form/walk.ts';
import { newField, withKind } from './form-ops.ts';
import { formProperties, KINDS } from './form-properties.ts';

const formOf = (field: ReturnType<typeof newField>): FormDefinition => ({
  title: { zh: '表' },
  pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: [field, newField('text', 'other')] }] }],
});

/** What a clerk has still to say of a new field of these kinds. */
const WANTING: { readonly [kind: string]: readonly string[] } = {
  hidden: ['HIDDEN_NOT_COMPUTED'],
  consent: ['NO_TERMS'],
};

test('the list of kinds has every kind', () => {
  expect(KINDS.map(({ value }) => value).sort()).toEqual([...EVERY_KIND].sort());
});

test.each(EVERY_KIND)('a new field of kind %s can be published, or says what it wants', (kind) => {
  const form = formOf(newField(kind, 'asked'));
  expect(parseForm(form)).toMatchObject({ ok: true });
  expect(checkForm(form).map(({ code }) => code)).toEqual(WANTING[kind] ?? []);
});

test.each(EVERY_KIND)('the properties of %s are settings that its kind has', (kind) => {
  const { path, field } = fieldsOf(everyKindForm).find((one) => one.field.kind === kind) as never as {
    path: string;
    field: ReturnType<typeof newField>;
  };
  const names = formProperties(everyKindForm, 'field', field, new Set()).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of Object.keys(field).filter((each) => each !== 'kind' && each !== 'hint'))
    expect(
      names.some((each) => each === name || each.startsWith(`${name}.`)),
      `${path} ${name}`,
    ).toBe(true);
});

test.each(EVERY_KIND)('any field becomes one of kind %s without settings of its former kind', (kind) => {
  for (const { path, field } of fieldsOf(everyKindForm)) {
    const changed = withKind(everyKindForm, path, kind);
    const codes = checkForm(changed).filter((problem) => problem.path.startsWith(path));
    expect(
      codes.map(({ code }) => code),
      `${field.kind} to ${kind}`,
    ).toEqual(WANTING[kind] ?? []);
    if (saysOnly(kind)) expect(fieldsOf(changed).find((one) => one.path === path)?.field.required).toBeUndefined();
  }
});
