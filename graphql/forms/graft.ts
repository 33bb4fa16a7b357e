import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFieldConfigMap,
  GraphQLObjectType,
  GraphQLSchema,
  Kind,
  visit,
} from 'graphql';
import type { Definitions } from '../../commands/definition/published.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { columnsOfAll } from '../../lowcode/register/columns.ts';
import { Bounded } from '../../platform/contract/bounded.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import type { Context } from '../context.ts';
import { type Grown, growForm, namesOf } from './grow.ts';
import { type Pointer, type PublishedForm, pointerOf } from './pointer.ts';
import type { FormType } from './types.ts';

const MOST_SCHEMAS = 200;
const MOST_GROWN = 2000;

/** A form whose API cannot be built, and why; the others are not concerned. */
export interface BrokenForm {
  readonly key: string;
  readonly typeName: string;
  readonly title: string;
  readonly version: number;
  readonly reason: string;
}

interface Alone {
  readonly form: FormType;
  readonly schema: GraphQLSchema;
}

/**
 * The schema for an operation: the fixed one, with the types of the published forms that the operation names; with all of
 * them for introspection. Nothing is pushed: each request compares the pointer, and schemas are kept by what they hold.
 */
export class Grafted {
  readonly #fixed: GraphQLSchema;
  readonly #definitions: Definitions;
  readonly #schemas = new Map<string, GraphQLSchema>();
  readonly #names = new WeakMap<DocumentNode, ReadonlySet<string> | 'all'>();
  readonly #current: () => Promise<Pointer>;
  readonly #alone = new Bounded<Alone>(MOST_SCHEMAS);
  /** Types of a version are the same in every schema: who publishes one form does not have all others grown again. */
  readonly #kept = new Bounded<Grown | BrokenForm>(MOST_GROWN);
  /** What was found of versions that were looked at: null for sound ones. */
  readonly #found = new Map<string, BrokenForm | null>();

  constructor(fixed: GraphQLSchema, platform: Pick<Platform, 'views'>, definitions: Definitions, region: string) {
    this.#fixed = fixed;
    this.#definitions = definitions;
    this.#current = pointerOf(platform, region);
  }

  /** The schema that the document needs; at once for a document that names no form. */
  schemaFor(document: DocumentNode): GraphQLSchema | Promise<GraphQLSchema> {
    const named = this.#named(document);
    return named !== 'all' && named.size === 0 ? this.#fixed : this.#schemaWith(named);
  }

  async #schemaWith(named: ReadonlySet<string> | 'all'): Promise<GraphQLSchema> {
    const { forms } = await this.#current();
    const wanted = [...forms.values()].filter(
      ({ typeName }) => named === 'all' || Object.values(namesOf(typeName)).some((name) => named.has(name)),
    );
    if (wanted.length === 0) return this.#fixed;
    const id = wanted.map(({ typeName, version }) => `${typeName}@${version}`).join(' ');
    const known = this.#schemas.get(id);
    if (known) return known;
    const { schema, broken } = this.#build(await Promise.all(wanted.map((form) => this.#grown(form))));
    const [first] = broken;
    if (first && named !== 'all') throw brokenError(first);
    if (this.#schemas.size >= MOST_SCHEMAS) this.#schemas.clear();
    this.#schemas.set(id, schema);
    return schema;
  }

  #named(document: DocumentNode): ReadonlySet<string> | 'all' {
    const known = this.#names.get(document) ?? namesIn(document, this.#fixed);
    this.#names.set(document, known);
    return known;
  }

  /** The whole schema as it is now. */
  full(): Promise<GraphQLSchema> {
    return this.#schemaWith('all');
  }

  /** The published forms, in the order of their type names. */
  async forms(): Promise<readonly PublishedForm[]> {
    return [...(await this.#current()).forms.values()];
  }

  /** One form's types, and nothing else but what they refer to. Null when there is none; throws FORM_BROKEN. */
  async only(key: string): Promise<Alone | null> {
    const found = (await this.forms()).find((form) => form.key === key);
    if (!found) return null;
    const id = `${found.typeName}@${found.version}`;
    const known = this.#alone.get(id);
    if (known) return known;
    const grown = await this.#grown(found);
    if ('reason' in grown) throw brokenError(grown);
    const query = new GraphQLObjectType({ name: 'Query', fields: grown.queries });
    const mutation = new GraphQLObjectType({ name: 'Mutation', fields: grown.mutations });
    const alone = { form: grown.form, schema: new GraphQLSchema({ query, mutation, assumeValid: true }) };
    this.#alone.set(id, alone);
    return alone;
  }

  /** The forms whose API cannot be built now. Each version is looked at once. */
  async broken(): Promise<readonly BrokenForm[]> {
    const all: BrokenForm[] = [];
    for (const form of await this.forms()) {
      const id = `${form.typeName}@${form.version}`;
      if (!this.#found.has(id)) await this.#grown(form);
      const found = this.#found.get(id);
      if (found) all.push(found);
    }
    return all;
  }

  async #load(form: PublishedForm): Promise<FormType> {
    const versions: FormDefinition[] = [];
    for (let version = 1; version <= form.version; version++) {
      versions.push((await this.#definitions.need('form', form.key, version)).definition);
    }
    return { ...form, versions, columns: new Map() };
  }

  /** What the form adds; or why it cannot be built: whatever is wrong with one form is that form's matter alone. */
  async #grown(published: PublishedForm): Promise<Grown | BrokenForm> {
    const id = `${published.typeName}@${published.version}`;
    const known = this.#kept.get(id);
    if (known) return known;
    const form = await this.#load(published);
    const made = this.#grow(form);
    this.#kept.set(id, made);
    this.#found.set(id, 'reason' in made ? made : null);
    return made;
  }

  #grow(form: FormType): Grown | BrokenForm {
    try {
      const columns = new Map(columnsOfAll(form.versions).map((column) => [column.id, column]));
      return growForm({ ...form, columns }, this.#fixed);
    } catch (error) {
      return brokenOf(form, error instanceof Error ? error.message.slice(0, 300) : 'unknown');
    }
  }

  #build(forms: readonly (Grown | BrokenForm)[]): { schema: GraphQLSchema; broken: readonly BrokenForm[] } {
    const query = this.#fixed.getQueryType()?.toConfig();
    const mutation = this.#fixed.getMutationType()?.toConfig();
    if (!query || !mutation) throw new Error('the fixed schema has no roots');
    const queries: GraphQLFieldConfigMap<unknown, Context> = { ...query.fields };
    const mutations: GraphQLFieldConfigMap<unknown, Context> = { ...mutation.fields };
    const names = new Set<string>();
    const broken: BrokenForm[] = [];
    for (const grown of forms) {
      if ('reason' in grown) {
        broken.push(grown);
        continue;
      }
      const taken = [
        ...grown.names.filter((name) => names.has(name)),
        ...Object.keys(grown.queries).filter((name) => queries[name]),
        ...Object.keys(grown.mutations).filter((name) => mutations[name]),
      ];
      if (taken.length > 0) {
        broken.push(brokenOf(grown.form, `the name ${taken[0]} is another form's`));
        continue;
      }
      for (const name of grown.names) names.add(name);
      Object.assign(queries, grown.queries);
      Object.assign(mutations, grown.mutations);
    }
    const schema = new GraphQLSchema({
      ...this.#fixed.toConfig(),
      query: new GraphQLObjectType({ ...query, fields: queries }),
      mutation: new GraphQLObjectType({ ...mutation, fields: mutations }),
      types: Object.values(this.#fixed.getTypeMap()).filter(
        (type) => type.name !== 'Query' && type.name !== 'Mutation',
      ),
      assumeValid: true,
    });
    return { schema, broken };
  }
}

function brokenOf({ key, typeName, title, version }: FormType, reason: string): BrokenForm {
  return { key, typeName, title, version, reason };
}

/** Of the form that was asked for; the others answer as ever. */
function brokenError({ title, version }: BrokenForm): GraphQLError {
  return new GraphQLError(`表单“${title}”第${version}版的接口无法生成，请联系配置人员重新发布；其他表单不受影响`, {
    extensions: { code: 'FORM_BROKEN' },
  });
}

/** What the names of a form's own types end with. */
const SUFFIX = /(RowInput|ListFilter|ListSort|Input|Filter|Column|Grouping|Number|Explore|Connection|Edge)$/;

/** Root fields and type names that the fixed schema does not know; 'all' when the document asks for the schema itself. */
function namesIn(document: DocumentNode, fixed: GraphQLSchema): ReadonlySet<string> | 'all' {
  const known = { ...fixed.getQueryType()?.getFields(), ...fixed.getMutationType()?.getFields() };
  const named = new Set<string>();
  let all = false;
  visit(document, {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type') all = true;
    },
    OperationDefinition(node) {
      for (const selection of node.selectionSet.selections) {
        if (selection.kind === Kind.FIELD && !known[selection.name.value]) named.add(selection.name.value);
      }
    },
    FragmentDefinition(node) {
      if (['Query', 'Mutation'].includes(node.typeCondition.name.value)) {
        for (const selection of node.selectionSet.selections) {
          if (selection.kind === Kind.FIELD && !known[selection.name.value]) named.add(selection.name.value);
        }
      }
    },
    NamedType(node) {
      const { value } = node.name;
      if (fixed.getType(value)) return;
      named.add(value);
      named.add(value.replace(SUFFIX, ''));
    },
  });
  named.delete('__typename');
  return all ? 'all' : named;
}
