import type { FlowDefinition } from '../flow/definition.ts';
import { STAGE_ROLES } from '../flow/roles.ts';
import type { FormDefinition } from '../form/definition.ts';
import { isFieldKey } from '../form/names.ts';
import { type Problem, problem } from '../problem.ts';
import { checkFit } from './check-fit.ts';
import type { SystemDefinition } from './definition.ts';
import { patternProblem } from './number.ts';

/** Units that see every matter: each of them has a place in every list. */
const MOST_SEEING = 6;

/** What a system names, as far as it is there. */
export interface KnownToSystem {
  readonly form: FormDefinition | null;
  readonly flow: FlowDefinition | null;
  readonly units: { has(code: string): boolean };
}

/**
 * Everything that blocks the publication of a system: names, keys taken twice, patterns that no number can be made from,
 * nobody who begins a matter; with what is `known` also a form, flow or unit that is not there or does not fit.
 */
export function checkSystem(system: SystemDefinition, known?: KnownToSystem): readonly Problem[] {
  const found: Problem[] = [];
  const say = (code: string, path: string, zh: string) => found.push(problem(code, path, zh));
  if (system.name.zh.trim() === '') say('NO_TEXT', 'name', '缺少系统名称');
  if (system.about.zh.trim() === '') say('NO_TEXT', 'about', '请用一两句话说明这个系统办什么事');
  if (system.unit.trim() === '') say('UNKNOWN_UNIT', 'unit', '没有写明由哪个单位管理');
  if (system.begins.length === 0) say('NO_BEGINNER', 'begins', '没有写明谁可以发起，谁也发起不了');
  if (system.registers.length === 0) say('NO_REGISTERS', 'registers', '至少要有一张台账');
  if ((system.sees?.length ?? 0) > MOST_SEEING)
    say('TOO_MANY_UNITS', 'sees', `另外可见全部事务的单位最多${MOST_SEEING}个`);
  const unique = (keys: readonly string[], path: string, what: string, part = 'key') =>
    keys.forEach((key, i) => {
      if (!isFieldKey(key))
        say('BAD_KEY', `${path}.${i}.${part}`, `${what}标识“${key}”应以小写字母开头，只含字母和数字`);
      if (keys.indexOf(key) < i) say('DUPLICATE_KEY', `${path}.${i}.${part}`, `${what}标识“${key}”重复`);
    });
  unique(
    system.registers.map(({ key }) => key),
    'registers',
    '台账',
  );
  unique(
    (system.numberings ?? []).map(({ key }) => key),
    'numberings',
    '文号',
  );
  unique(
    (system.summaries ?? []).map(({ stage }) => stage),
    'summaries',
    '汇总的环节',
    'stage',
  );
  const titled = { registers: '台账', numberings: '文号', summaries: '汇总表' } as const;
  for (const [part, what] of Object.entries(titled) as [keyof typeof titled, string][]) {
    (system[part] ?? []).forEach(({ title }, i) => {
      if (title.zh.trim() === '') say('NO_TITLE', `${part}.${i}.title`, `${what}缺少名称`);
    });
  }
  system.registers.forEach(({ columns }, i) => {
    if (columns.length === 0) say('EMPTY_REGISTER', `registers.${i}.columns`, '台账没有任何一栏');
  });
  (system.numberings ?? []).forEach(({ pattern, byUnit = [] }, i) => {
    const at = `numberings.${i}`;
    const wrong = patternProblem(pattern);
    if (wrong) say('BAD_PATTERN', `${at}.pattern`, wrong);
    byUnit.forEach((own, u) => {
      const bad = patternProblem(own.pattern);
      if (bad) say('BAD_PATTERN', `${at}.byUnit.${u}.pattern`, bad);
    });
  });
  for (const [role, path] of rolesIn(system)) {
    if (!(STAGE_ROLES as readonly string[]).includes(role)) say('NO_ROLE', path, `没有“${role}”这个角色`);
  }
  if (known) found.push(...unitProblems(system, known), ...checkFit(system, known));
  return found;
}

function rolesIn({ begins, closes, registers }: SystemDefinition): readonly (readonly [role: string, path: string])[] {
  return [
    ...begins.map(({ role }, i) => [role, `begins.${i}.role`] as const),
    ...(closes ? [[closes.role, 'closes.role'] as const] : []),
    ...registers.flatMap(({ roles = [] }, i) => roles.map((role, r) => [role, `registers.${i}.roles.${r}`] as const)),
  ];
}

/** Every unit that a system names, with where. */
export function unitsInSystem(system: SystemDefinition): readonly (readonly [unit: string, path: string])[] {
  return [
    [system.unit, 'unit'] as const,
    ...system.begins.flatMap(({ units = [] }, i) => units.map((unit, u) => [unit, `begins.${i}.units.${u}`] as const)),
    ...(system.sees ?? []).map((unit, i) => [unit, `sees.${i}`] as const),
    ...(system.closes?.unit ? [[system.closes.unit, 'closes.unit'] as const] : []),
    ...(system.numberings ?? []).flatMap(({ byUnit = [] }, i) =>
      byUnit.map(({ unit }, u) => [unit, `numberings.${i}.byUnit.${u}.unit`] as const),
    ),
  ];
}

function unitProblems(system: SystemDefinition, { units }: KnownToSystem): readonly Problem[] {
  return unitsInSystem(system).flatMap(([unit, path]) =>
    unit.trim() === '' || units.has(unit) ? [] : [problem('UNKNOWN_UNIT', path, `没有单位“${unit}”`)],
  );
}
