import type { Definition } from '../../events/definition/fold.ts';
import { definitionPackage } from '../../events/package/stream.ts';
import { Refusal } from '../../events/stream.ts';
import { PACKAGED_KINDS, type PackagedKindName, packagedKind } from '../../lowcode/package/kinds.ts';
import { type DefinitionPackage, MOST_DEFINITIONS, type PackagedDefinition } from '../../lowcode/package/package.ts';
import { unitInPackage, unitInRegion, unitsIn, withUnits } from '../../lowcode/package/units.ts';
import { forbidden, notFound, type Permission, unitsWith } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { read } from '../definition/edit.ts';
import { load } from '../transact.ts';

export interface ExportWish {
  /** Keys of definitions, with all that they name; or the key of one package that was imported. */
  readonly keys: readonly string[];
  /** What the package is called where it was never imported: the first key, and the title of its chief definition. */
  readonly key?: string | null;
  readonly version?: string | null;
}

interface Named {
  readonly kind: PackagedKindName;
  readonly key: string;
}

/**
 * What is published under the keys, and all that it names, as a package: units relative to the region. The same
 * definitions are the same package. Throws NOT_FOUND for a key that nothing published has, TOO_MANY for more than one
 * package holds.
 */
export async function exportPackage(context: CommandContext, wish: ExportWish): Promise<DefinitionPackage> {
  requireReader(context);
  const [first = ''] = wish.keys;
  const known = wish.keys.length === 1 ? await packageFacts(context, first) : null;
  const roots = known?.contains ?? (await rootsOf(context, wish.keys));
  const found = await withNeeds(context, roots);
  if (found.length > MOST_DEFINITIONS) {
    throw new Refusal('TOO_MANY', `一个配置包最多${MOST_DEFINITIONS}份配置，这里有${found.length}份，请分成几个`);
  }
  const inPackage = (unit: string) => unitInPackage(unit, context.region);
  const definitions = found.map(({ kind, key, state }): PackagedDefinition => {
    const definition = state.published.at(-1)?.definition as object;
    return withUnits({ kind, key, owner: inPackage(state.unit), definition }, inPackage);
  });
  const rank = (one: Named) =>
    known?.contains.findIndex((each) => each.kind === one.kind && each.key === one.key) ?? -1;
  const contains = definitions
    .map(({ kind, key, owner }) => ({ kind, key, owner }))
    .sort((a, b) => (rank(a) >>> 0) - (rank(b) >>> 0));
  const title = found.findLast((one) => roots.some(({ kind, key }) => kind === one.kind && key === one.key))?.state
    .title;
  return {
    info: {
      key: known?.key ?? wish.key ?? first.replace(/^[A-Za-z]+:/, ''),
      name: known?.name ?? title ?? { zh: first },
      version: wish.version ?? known?.version ?? '1',
      about: known?.about ?? title ?? { zh: first },
      contains,
      units: await unitNames(context, definitions),
    },
    definitions,
  };
}

/** What was imported under a key, or null. */
export async function packageFacts(context: CommandContext, key: string) {
  const { state } = await load(context.platform, definitionPackage, `${context.region}/${key}`);
  if (!state) return null;
  return { ...state.facts, contains: state.facts.contains as readonly (Named & { readonly owner: string })[] };
}

/** Whoever may read the definitions of the region may take them along. Throws FORBIDDEN. */
export function requireReader(context: CommandContext): void {
  requireHere(context, 'definition.read');
}

/** The permission in any unit of the region. Throws FORBIDDEN. */
export function requireHere({ actor, region }: CommandContext, permission: Permission): void {
  if (actor.kind === 'system') return;
  const own = unitsWith(actor, permission).some((unit) => unit === region || unit.startsWith(`${region}-`));
  if (!own) throw forbidden();
}

async function rootsOf(context: CommandContext, keys: readonly string[]): Promise<readonly Named[]> {
  const found = await Promise.all(
    keys.map(async (given) => {
      const [, kind, key = given] = /^([A-Za-z]+):(.+)$/.exec(given) ?? [];
      const kinds = PACKAGED_KINDS.filter((one) => kind === undefined || one === kind);
      const named = kinds.map((one) => ({ kind: one, key }));
      const states = await Promise.all(named.map((one) => published(context, one)));
      const roots = named.filter((_, i) => states[i]);
      if (roots.length === 0) throw notFound(`已发布的配置“${given.slice(0, 80)}”`);
      return roots;
    }),
  );
  return found.flat();
}

interface Found extends Named {
  readonly state: Definition;
}

/** The roots and all that they name, by kind, then key: what others name first. */
async function withNeeds(context: CommandContext, roots: readonly Named[]): Promise<readonly Found[]> {
  const found = new Map<string, Found>();
  const visit = async ({ kind, key }: Named): Promise<void> => {
    const name = `${kind}/${key}`;
    if (found.has(name) || found.size > MOST_DEFINITIONS) return;
    const state = await published(context, { kind, key });
    if (!state) throw notFound(`已发布的${packagedKind(kind).title}“${key}”`);
    found.set(name, { kind, key, state });
    const needs = packagedKind(kind).needs(state.published.at(-1)?.definition as never);
    for (const [need, needed] of needs) if (needed) await visit({ kind: need as PackagedKindName, key: needed });
  };
  for (const root of roots) await visit(root);
  const place = ({ kind, key }: Named) => `${PACKAGED_KINDS.indexOf(kind)}/${key}`;
  return [...found.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

async function published(context: CommandContext, { kind, key }: Named): Promise<Definition | null> {
  const { state } = await read(context, kind, key);
  return state && state.published.length > 0 && !state.withdrawn ? state : null;
}

/** The names of the units that a package names, so that others can say which of theirs is meant. */
async function unitNames(context: CommandContext, definitions: readonly PackagedDefinition[]) {
  const codes = [...new Set(definitions.flatMap((one) => [one.owner, ...unitsIn(one)]))].sort();
  return Promise.all(
    codes.map(async (code) => {
      const facts = await context.units.get(unitInRegion(code, context.region));
      return { code, name: facts?.name.zh ?? code };
    }),
  );
}
