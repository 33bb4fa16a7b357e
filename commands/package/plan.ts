import type { DefinitionName } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import { rebuilt } from '../../lowcode/definition/rebuild.ts';
import { differences } from '../../lowcode/package/diff.ts';
import { packagedKind } from '../../lowcode/package/kinds.ts';
import type {
  DefinitionPackage,
  PackagedDefinition,
  PackageFile,
  PackageProblem,
} from '../../lowcode/package/package.ts';
import { pathOf, readPackage } from '../../lowcode/package/read.ts';
import { unitInRegion, unitsIn, withUnits } from '../../lowcode/package/units.ts';
import type { Json, JsonObject } from '../../platform/contract/json.ts';
import { canonicalJson } from '../../platform/contract/views.ts';
import type { CommandContext } from '../context.ts';
import { checkDefinition } from '../definition/check.ts';
import { read } from '../definition/edit.ts';
import { titleOf } from '../definition/empty.ts';
import { keyChanges } from '../definition/part-problems.ts';
import { brokenByParts } from '../definition/users.ts';
import type { Read } from '../transact.ts';

/** Which unit here is meant by a unit of the package, where it is not the one of the same code. */
export interface UnitMapping {
  readonly from: string;
  readonly to: string;
}

/** The items and inner systems that may be made of definitions, as far as is known. */
export type UsersOf = (definitions: readonly DefinitionName[]) => Promise<readonly DefinitionName[]>;

/** What an import would do to one definition. `same`: published as it is; `drafted`: waiting as a draft. */
export interface PlannedDefinition extends PackagedDefinition {
  readonly target: Read<Definition | null>;
  readonly what: 'new' | 'changed' | 'drafted' | 'same';
  readonly title: string;
  /** Compared with what is published here, in words. */
  readonly changes: readonly string[];
}

export interface PlannedUnit {
  /** As the package has it. */
  readonly code: string;
  readonly name: string;
  /** Unit of this region; null: somebody must say which. */
  readonly to: string | null;
  readonly toName: string | null;
}

export interface ImportPlan {
  readonly package: DefinitionPackage | null;
  readonly definitions: readonly PlannedDefinition[];
  readonly units: readonly PlannedUnit[];
  /** Any of them keeps the whole package out. */
  readonly problems: readonly PackageProblem[];
}

/**
 * What an import of the files would do here, without doing it: units found, definitions compared, every problem that
 * publishing would meet with its file and place. Definitions of the package may name each other; what is in use here and made
 * of them must go on fitting them.
 */
export async function planImport(
  context: CommandContext,
  files: readonly PackageFile[],
  mapping: readonly UnitMapping[],
  usersOf: UsersOf = async () => [],
): Promise<ImportPlan> {
  const given = readPackage(files);
  if (!given.ok) return { package: null, definitions: [], units: [], problems: given.problems };
  const { info, definitions } = given.value;
  const units = await unitsOf(context, given.value, mapping);
  const here = new Map(units.map(({ code, to }) => [code, to]));
  const problems = [
    ...units.filter(({ to }) => to === null).map((unit) => notMapped(unit, mapping)),
    ...mapping.filter(({ from }) => !here.has(from)).map(({ from }) => unknownUnit(from)),
  ];
  if (problems.length > 0) return { package: given.value, definitions: [], units, problems };
  const mapped = definitions.map((one) => {
    const put = withUnits(one, (unit) => here.get(unit) ?? unitInRegion(unit, context.region));
    return { ...put, owner: here.get(one.owner) ?? unitInRegion(one.owner, context.region) };
  });
  const together = new Map(mapped.map(({ kind, key, definition }) => [`${kind}/${key}`, definition as JsonObject]));
  const planned = await Promise.all(mapped.map((one) => plan(context, one)));
  for (const one of planned) {
    if (one.what === 'same') continue;
    const { problems: own, value } = await checkDefinition(
      context,
      one.kind,
      one.definition as Json,
      'publication',
      together,
    );
    const errors = [
      ...own.filter(({ level }) => level === 'error'),
      ...(one.target.state ? keyChanges(one.target.state, value) : []),
    ];
    problems.push(...errors.map(({ code, path, message }) => of(pathOf(one), code, message, path)));
  }
  const moving = planned.filter(({ what }) => what !== 'same');
  const broken = await brokenByParts(context, moving, together, await usersOf(moving));
  problems.push(...broken.map(({ part, code, message }) => of(pathOf(part), code, message)));
  return { package: { info, definitions: mapped }, definitions: planned, units, problems };
}

async function plan(context: CommandContext, one: PackagedDefinition): Promise<PlannedDefinition> {
  const target = await read(context, one.kind, one.key);
  const { state } = target;
  const last = state?.published.at(-1);
  const inOrder = (definition: object) => rebuilt(packagedKind(one.kind).shape, definition) as object;
  const same = (other: object | undefined) =>
    other !== undefined && canonicalJson(other as JsonObject) === canonicalJson(one.definition as JsonObject);
  const published = same(last?.definition) && !state?.withdrawn && !state?.changed;
  const what = published ? 'same' : !state ? 'new' : same(state.draft) && state.changed ? 'drafted' : 'changed';
  return {
    ...one,
    target,
    what,
    title: titleOf(one.kind, one.definition as JsonObject).zh,
    changes: last && !published ? differences(one.kind, inOrder(last.definition), inOrder(one.definition)) : [],
  };
}

async function unitsOf(
  context: CommandContext,
  { info, definitions }: DefinitionPackage,
  mapping: readonly UnitMapping[],
): Promise<readonly PlannedUnit[]> {
  const names = new Map(info.units.map(({ code, name }) => [code, name]));
  const codes = [...new Set(definitions.flatMap((one) => [one.owner, ...unitsIn(one)]))].sort();
  return Promise.all(
    codes.map(async (code): Promise<PlannedUnit> => {
      const wanted = mapping.find(({ from }) => from === code)?.to ?? unitInRegion(code, context.region);
      const facts = await context.units.get(wanted);
      const found = facts?.region === context.region || facts?.code === wanted ? facts : null;
      return { code, name: names.get(code) ?? code, to: found ? wanted : null, toName: found?.name.zh ?? null };
    }),
  );
}

function notMapped({ code, name }: PlannedUnit, mapping: readonly UnitMapping[]): PackageProblem {
  const said = mapping.find(({ from }) => from === code)?.to;
  const zh =
    said === undefined ? `本地区没有与“${name}”对应的单位，请指定` : `本地区没有为“${name}”指定的单位“${said}”`;
  return of('package.yaml', 'UNIT_NOT_MAPPED', zh, `units.${code}`);
}

function unknownUnit(code: string): PackageProblem {
  return of('package.yaml', 'UNKNOWN_UNIT', `配置包里没有用到单位“${code}”，不用指定`, `units.${code}`);
}

function of(file: string, code: string, message: string, path = ''): PackageProblem {
  return { file, code, path, message };
}
