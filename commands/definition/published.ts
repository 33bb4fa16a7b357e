import type { Pinned } from '../../events/application/events.ts';
import type { DefinitionKind } from '../../events/definition/events.ts';
import { type Definition, type Pilot, pilotOf } from '../../events/definition/fold.ts';
import { flow } from '../../events/flow/stream.ts';
import { form } from '../../events/form/stream.ts';
import { licenceType } from '../../events/licence-type/stream.ts';
import { register } from '../../events/register/stream.ts';
import { service } from '../../events/service/stream.ts';
import { system } from '../../events/system/stream.ts';
import type { Calendar } from '../../lowcode/calendar/calendar.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { type CompiledForm, compileForm } from '../../lowcode/form/compile.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import type { LicenceTypeDefinition } from '../../lowcode/licence/definition.ts';
import type { RegisterDefinition } from '../../lowcode/register/definition.ts';
import { applicationForm } from '../../lowcode/service/application-form.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import type { SystemDefinition } from '../../lowcode/system/definition.ts';
import { Bounded } from '../../platform/contract/bounded.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import { notFound } from '../access.ts';
import { load } from '../transact.ts';

/** What a definition of each kind is. */
export interface Kinds {
  readonly form: FormDefinition;
  readonly flow: FlowDefinition;
  readonly service: ServiceDefinition;
  readonly licenceType: LicenceTypeDefinition;
  readonly system: SystemDefinition;
  readonly register: RegisterDefinition;
}

/** A published version: immutable. */
export interface Version<T> {
  readonly key: string;
  readonly version: number;
  readonly on: string;
  readonly definition: T;
  readonly typeName: string | null;
}

/** A form made for an item, and made ready to evaluate. */
export interface FilledForm extends Version<FormDefinition> {
  readonly compiled: CompiledForm;
}

/** Published definitions by kind and key; versions are remembered for ever, the current one for half a second. */
export interface Definitions {
  /** A version, the current one by default. Throws NOT_FOUND (never published), WITHDRAWN (no longer in use). */
  need<K extends DefinitionKind>(kind: K, key: string, version?: number): Promise<Version<Kinds[K]>>;
  /** A version that was asked for before, without waiting; null when `need` must be asked. */
  held<K extends DefinitionKind>(kind: K, key: string, version: number): Version<Kinds[K]> | null;
  /** As `need` for the current version, null when there is none in use. */
  current<K extends DefinitionKind>(kind: K, key: string): Promise<Version<Kinds[K]> | null>;
  /** The version of an item that is on trial now, with where and when; null when there is none. */
  pilot(key: string): Promise<Pilot | null>;
  /** A version of an item that was on trial and is no more. */
  pilotBefore(key: string, version: number): Promise<Pilot | null>;
  /** A form made ready to evaluate. */
  compiled(key: string, version: number): Promise<CompiledForm>;
  /** A form as it is filled in for an item: with the item's questions and places for its materials. */
  filledFor(service: Pinned, form: Pinned): Promise<FilledForm>;
  /** Forgets what is current (after publishing here). */
  forget(kind: DefinitionKind, key: string): void;
}

export const definitionStreams = { form, flow, service, licenceType, system, register } as const;

const FRESH_MS = 500;
const MOST_HEADS = 5000;

export function definitionsOf(platform: Pick<Platform, 'log'>, region: string, calendar: Calendar): Definitions {
  // Anybody may ask for any key, also for one that is not there.
  const heads = new Bounded<{ state: Promise<Definition | null>; until: number }>(MOST_HEADS);
  const versions = new Map<string, Version<unknown>>();
  const compiled = new Map<string, CompiledForm>();
  const filled = new Map<string, FilledForm>();

  const head = (kind: DefinitionKind, key: string): Promise<Definition | null> => {
    const name = `${kind}/${key}`;
    const hit = heads.get(name);
    if (hit && hit.until > Date.now()) return hit.state;
    const state = load(platform, definitionStreams[kind], `${region}/${key}`).then((read) => read.state);
    heads.set(name, { state, until: Date.now() + FRESH_MS });
    state.catch(() => heads.delete(name));
    return state;
  };

  const pick = (kind: DefinitionKind, state: Definition, version: number): Version<unknown> | null => {
    const name = `${kind}/${state.key}@${version}`;
    const known = versions.get(name);
    if (known) return known;
    const published = [...state.published, ...state.pilots].find((one) => one.version === version);
    if (!published) return null;
    const made: Version<unknown> = { ...published, key: state.key, typeName: state.typeName };
    versions.set(name, made);
    return made;
  };

  const younger = async (kind: DefinitionKind, key: string, version: number) => {
    heads.delete(`${kind}/${key}`);
    const state = await head(kind, key);
    return state && pick(kind, state, version);
  };

  const definitions: Definitions = {
    held: (kind, key, version) => (versions.get(`${kind}/${key}@${version}`) as never) ?? null,
    async need(kind, key, version) {
      const known = version === undefined ? undefined : versions.get(`${kind}/${key}@${version}`);
      if (known) return known as never;
      const state = await head(kind, key);
      const last = state?.published.at(-1) ?? (version === undefined ? undefined : state?.pilots.at(-1));
      if (!state || !last) throw notFound('这项已发布的配置');
      if (version === undefined && state.withdrawn) throw notFound('这项配置，它已经停用');
      // A version that is not there may be younger than what is remembered of the definition.
      const found = pick(kind, state, version ?? last.version) ?? (await younger(kind, key, version ?? last.version));
      if (!found) throw notFound('这个版本');
      return found as never;
    },
    async current(kind, key) {
      const state = await head(kind, key);
      const last = state?.published.at(-1);
      return state && last && !state.withdrawn ? (pick(kind, state, last.version) as never) : null;
    },
    async pilot(key) {
      const state = await head('service', key);
      return state && !state.withdrawn ? pilotOf(state) : null;
    },
    async pilotBefore(key, version) {
      const state = await head('service', key);
      return state?.pilots.find((one) => one.version === version && !one.running) ?? null;
    },
    async compiled(key, version) {
      const name = `${key}@${version}`;
      const known = compiled.get(name);
      if (known) return known;
      const made = compileForm((await definitions.need('form', key, version)).definition, calendar);
      compiled.set(name, made);
      return made;
    },
    async filledFor(service, form) {
      const name = `${service.key}@${service.version} ${form.key}@${form.version}`;
      const known = filled.get(name);
      if (known) return known;
      const item = await definitions.need('service', service.key, service.version);
      const version = await definitions.need('form', form.key, form.version);
      const definition = applicationForm(version.definition, item.definition);
      const own = definition !== version.definition;
      const made: FilledForm = {
        ...version,
        definition,
        compiled: own ? compileForm(definition, calendar) : await definitions.compiled(form.key, form.version),
      };
      filled.set(name, made);
      return made;
    },
    forget(kind, key) {
      heads.delete(`${kind}/${key}`);
    },
  };
  return definitions;
}
