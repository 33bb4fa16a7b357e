import { type CalendarYear, checkCalendarYear } from '../calendar/calendar.ts';
import { calendarYear } from '../calendar/shape.ts';
import type { FlowDefinition } from '../flow/definition.ts';
import { flow } from '../flow/shape.ts';
import type { FormDefinition } from '../form/definition.ts';
import { form } from '../form/shape.ts';
import type { LicenceTypeDefinition } from '../licence/definition.ts';
import { licenceType } from '../licence/shape.ts';
import type { Problem } from '../problem.ts';
import type { RegisterDefinition } from '../register/definition.ts';
import { register } from '../register/shape.ts';
import type { ServiceDefinition } from '../service/definition.ts';
import { service } from '../service/shape.ts';
import type { SystemDefinition } from '../system/definition.ts';
import { system } from '../system/shape.ts';
import type { Shape } from './shape.ts';
import { sizeProblem } from './size.ts';

/** A definition of the right shape, or all in which it is not. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/*
 * What guards the events: JSON from outside becomes a definition only when it has exactly the keys and types of one, in
 * at most 64 KB. Whether it makes sense (names, rules, elements of a guide) is for the checks before publication.
 */

export function parseForm(json: unknown): Parsed<FormDefinition> {
  return parse(form, json);
}

export function parseFlow(json: unknown): Parsed<FlowDefinition> {
  return parse(flow, json);
}

export function parseService(json: unknown): Parsed<ServiceDefinition> {
  return parse(service, json);
}

export function parseLicenceType(json: unknown): Parsed<LicenceTypeDefinition> {
  return parse(licenceType, json);
}

export function parseSystem(json: unknown): Parsed<SystemDefinition> {
  return parse(system, json);
}

export function parseRegister(json: unknown): Parsed<RegisterDefinition> {
  return parse(register, json);
}

/** The holidays of a year that an administrator loads; also held against its own sum of working days. */
export function parseCalendarYear(json: unknown): Parsed<CalendarYear> {
  const parsed = parse<CalendarYear>(calendarYear, json);
  if (!parsed.ok) return parsed;
  const problems = checkCalendarYear(parsed.value);
  return problems.length === 0 ? parsed : { ok: false, problems };
}

function parse<T>(shape: Shape, json: unknown): Parsed<T> {
  const size = sizeProblem(json);
  if (size) return { ok: false, problems: [size] };
  const problems: Problem[] = [];
  shape(json, '', problems);
  return problems.length === 0 ? { ok: true, value: json as T } : { ok: false, problems };
}
