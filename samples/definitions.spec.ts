import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultCalendar } from '../lowcode/calendar/calendar.ts';
import { type Parsed, parseFlow, parseForm, parseLicenceType, parseService } from '../lowcode/definition/parse.ts';
import { checkFlow } from '../lowcode/flow/check.ts';
import { stagesIn } from '../lowcode/flow/walk.ts';
import { checkForm } from '../lowcode/form/check-form.ts';
import type { FormDefinition } from '../lowcode/form/definition.ts';
import { scopeOf } from '../lowcode/form/scope.ts';
import { fieldsOf, itemsOf } from '../lowcode/form/walk.ts';
import { checkLicenceType } from '../lowcode/licence/check.ts';
import { checkRule } from '../lowcode/rule/check.ts';
import { lintService } from '../lowcode/service/lint.ts';
import { vacuousPart } from '../lowcode/service/vacuous.ts';
import { type County, readCounty } from './county.ts';

const county = readCounty();
const generalForm = JSON.parse(
  readFileSync(new URL('./hengshan/general/tong-yong-shen-qing.form.json', import.meta.url), 'utf8'),
) as FormDefinition;
const units = new Set(county.units.map((unit) => unit.code));

/** A definition that must parse; says every problem when it does not. */
function parsed<T>(result: Parsed<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

const formOf = (key: string): FormDefinition => parsed(parseForm(county.forms.get(key)));
const keys = (map: County['forms']) => [...map.keys()];

it('holds twelve items, each with a form and a flow of its own', () => {
  expect(keys(county.services)).toHaveLength(12);
  expect(keys(county.forms)).toEqual(keys(county.services));
  expect(keys(county.flows)).toEqual(keys(county.services));
});

describe.each(keys(county.forms))('form %s', (key) => {
  it('may be published: names, rules and its own tests', () => {
    expect(checkForm(formOf(key))).toEqual([]);
  });

  it('has a test that passes and one that must be refused', () => {
    const tests = formOf(key).tests ?? [];
    expect(tests.some((test) => Object.keys(test.errors).length === 0)).toBe(true);
    expect(tests.some((test) => Object.keys(test.errors).length > 0)).toBe(true);
  });
});

it('keeps no sample person in the examples of its forms: whoever is erased must be gone from there too', () => {
  const theirs = county.people.flatMap(({ name, phone, address, identifier }) => [
    name,
    phone,
    address,
    identifier?.value,
  ]);
  for (const [key, form] of [...county.forms, ['general', generalForm] as const]) {
    const text = JSON.stringify((form as FormDefinition).tests);
    for (const one of theirs) if (one) expect(text.includes(JSON.stringify(one)), `${key}: ${one}`).toBe(false);
  }
});

describe.each(keys(county.flows))('flow %s', (key) => {
  const flow = parsed(parseFlow(county.flows.get(key)));

  it('may be published, with its conditions over the form', () => {
    expect(checkFlow(flow, scopeOf(formOf(key), defaultCalendar))).toEqual([]);
  });

  it('is done by units that exist, within the promise', () => {
    const service = parsed(parseService(county.services.get(key)));
    let days = 0;
    for (const step of flow.steps) {
      const stages = stagesIn(step, '').map(([stage]) => stage);
      for (const stage of stages) expect(units).toContain(stage.unit ?? service.unit);
      days += Math.max(...stages.map((stage) => stage.limitDays ?? 0));
    }
    expect(days).toBeLessThanOrEqual(service.promisedDays);
  });
});

describe.each(keys(county.services))('service %s', (key) => {
  const service = parsed(parseService(county.services.get(key)));
  const form = formOf(key);

  it('names units, form, flow and licence type that exist', () => {
    for (const unit of [service.unit, service.intakeUnit, ...(service.jointUnits ?? [])]) {
      if (unit !== undefined) expect(units).toContain(unit);
    }
    expect([service.form, service.flow]).toEqual([key, key]);
    const type = service.result?.licenceType;
    if (type !== undefined) expect(keys(county.licenceTypes)).toContain(type);
  });

  it('has a guide without a single finding', () => {
    const parsedBy = <T>(map: ReadonlyMap<string, unknown>, parse: (json: unknown) => Parsed<T>) =>
      new Map([...map].map(([name, json]) => [name, parsed(parse(json))]));
    const known = {
      units,
      forms: parsedBy(county.forms, parseForm),
      flows: parsedBy(county.flows, parseFlow),
      licenceTypes: parsedBy(county.licenceTypes, parseLicenceType),
    };
    expect(lintService(service, known)).toEqual([]);
  });

  it('says something in every text', () => {
    const texts = [
      ...service.conditions,
      ...service.faq.flatMap(({ question, answer }) => [question, answer]),
      ...service.materials.flatMap(({ name, specification, acceptance }) => [name, specification, acceptance]),
    ];
    for (const text of texts) expect(text === undefined ? null : vacuousPart(text.zh), text?.zh).toBeNull();
    expect(service.faq.length).toBeGreaterThanOrEqual(2);
  });

  it('is marked as demonstration data', () => {
    expect(service.demonstration).toBe(true);
  });

  it('promises what its process adds up to', () => {
    expect(service.process.reduce((days, step) => days + step.days, 0)).toBe(service.promisedDays);
    expect(service.promisedDays).toBeLessThanOrEqual(Math.max(service.legalDays, service.promisedDays && 1));
  });

  it('gives every material a place in the form, and every file a material', () => {
    const slots = fieldsOf(form).flatMap(({ field }) => (field.kind === 'file' ? [field.material] : []));
    const expected = service.materials.filter(({ specification }) => !specification?.zh.includes('申请人不提交'));
    expect(slots.toSorted()).toEqual(expected.map((material) => material.key).toSorted());
  });

  it('has conditions of materials that fit the form', () => {
    const scope = scopeOf(form, defaultCalendar);
    const conditional = service.materials.filter((material) => material.necessity === 'conditional');
    for (const { when, key: material } of conditional) {
      expect(when, material).toBeDefined();
      if (when) expect(checkRule(when, scope, ['boolean'], material)).toEqual([]);
    }
  });

  it('carries an implementation code made of body, level and basic code', () => {
    const body = county.units.find((unit) => unit.code === service.unit);
    const level = { city: 3, county: 4, town: 5, village: 6 }[body?.level ?? 'county'];
    expect(service.implementationCode).toBe(`${body?.uscc}${level}${service.basicCode}`);
    expect(service.implementationCode).toHaveLength(31);
  });
});

describe.each(keys(county.licenceTypes))('licence type %s', (key) => {
  const type = parsed(parseLicenceType(county.licenceTypes.get(key)));

  it('is issued by a unit of the county and takes its face from the form', () => {
    expect(units).toContain(type.issuer);
    const answers = itemsOf(formOf(key)).map(({ item }) => item.key);
    for (const field of type.fields) expect(answers).toContain(field.from);
  });

  it('lasts as long as the guide says', () => {
    const service = parsed(parseService(county.services.get(key)));
    expect(service.result?.licenceType).toBe(key);
    expect(type.validYears).toBe(service.result?.validYears);
    expect(checkLicenceType(type, formOf(key))).toEqual([]);
    expect(service.result?.validText !== undefined).toBe(type.validity !== undefined);
    expect(type.typeCode).toMatch(/^[0-9A-Z]{18}[0-9]{3}$/);
  });
});
