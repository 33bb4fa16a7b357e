import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFieldConfigMap,
  GraphQLID,
  type GraphQLInputType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  GraphQLString,
  Kind,
  visit,
} from 'graphql';
import type { Definitions } from '../../commands/definition/published.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import { formTypesView } from '../../views/form-types/view.ts';
import { submitDirect } from '../case/drafts.ts';
import { caseByNumber } from '../case/model.ts';
import { type Context, withWish } from '../context.ts';
import { withRowIds } from './answers.ts';
import { type FormType, grow } from './types.ts';

/** What is published now: type name -> key and version. Small, compared on every request. */
interface Pointer {
  readonly revision: string;
  readonly forms: ReadonlyMap<string, { readonly key: string; readonly title: string; readonly version: number }>;
}

/** How old the list of forms may be: what was published is typed within this time, at the price of a look at one row. */
const FRESH_MS = 50;
const MOST_SCHEMAS = 200;

/**
 * The schema for an operation: the fixed one, with the types of the published forms that the operation names; with all of
 * them for introspection. Nothing is pushed: each request compares the pointer, and schemas are kept by what they hold.
 */
export class Grafted {
  readonly #fixed: GraphQLSchema;
  readonly #platform: Pick<Platform, 'views'>;
  readonly #definitions: Definitions;
  readonly #region: string;
  readonly #schemas = new Map<string, GraphQLSchema>();
  readonly #names = new WeakMap<DocumentNode, ReadonlySet<string> | 'all'>();
  #pointer: Promise<Pointer> | null = null;
  #checkedAt = 0;

  constructor(fixed: GraphQLSchema, platform: Pick<Platform, 'views'>, definitions: Definitions, region: string) {
    this.#fixed = fixed;
    this.#platform = platform;
    this.#definitions = definitions;
    this.#region = region;
  }

  /** The schema that the document needs; at once for a document that names no form. */
  schemaFor(document: DocumentNode): GraphQLSchema | Promise<GraphQLSchema> {
    const named = this.#named(document);
    return named !== 'all' && named.size === 0 ? this.#fixed : this.#schemaWith(named);
  }

  async #schemaWith(named: ReadonlySet<string> | 'all'): Promise<GraphQLSchema> {
    const { forms } = await this.#current();
    const wanted = [...forms].filter(
      ([typeName]) => named === 'all' || namesOf(typeName).some((name) => named.has(name)),
    );
    if (wanted.length === 0) return this.#fixed;
    const id = wanted.map(([typeName, { version }]) => `${typeName}@${version}`).join(' ');
    const known = this.#schemas.get(id);
    if (known) return known;
    const types = await Promise.all(wanted.map(([typeName, form]) => this.#load(typeName, form)));
    const schema = this.#build(types);
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
  async full(): Promise<GraphQLSchema> {
    const { forms } = await this.#current();
    return this.#build(await Promise.all([...forms].map(([typeName, form]) => this.#load(typeName, form))));
  }

  async #load(typeName: string, form: { key: string; title: string; version: number }): Promise<FormType> {
    const versions: FormDefinition[] = [];
    for (let version = 1; version <= form.version; version++) {
      versions.push((await this.#definitions.need('form', form.key, version)).definition);
    }
    return { ...form, typeName, versions };
  }

  #build(forms: readonly FormType[]): GraphQLSchema {
    const query = this.#fixed.getQueryType()?.toConfig();
    const mutation = this.#fixed.getMutationType()?.toConfig();
    if (!query || !mutation) throw new Error('the fixed schema has no roots');
    const queries: GraphQLFieldConfigMap<unknown, Context> = { ...query.fields };
    const mutations: GraphQLFieldConfigMap<unknown, Context> = { ...mutation.fields };
    for (const form of forms) {
      const { output, input } = grow(form, this.#fixed);
      const [type, read, submit] = namesOf(form.typeName);
      if (queries[read] || mutations[submit] || this.#fixed.getType(type)) continue;
      queries[read] = {
        type: output,
        description: `${form.title}：按办件编号查询`,
        args: { number: { type: new GraphQLNonNull(GraphQLString) } },
        resolve: (_source, { number }, context) => readForm(context, form.key, number),
      };
      mutations[submit] = {
        type: new GraphQLNonNull(this.#fixed.getType('Receipt') as GraphQLOutputType),
        description: `${form.title}：提交申请`,
        args: {
          input: { type: new GraphQLNonNull(input) },
          service: { type: GraphQLID, description: '事项；使用本表单的事项只有一个时可省略' },
          applicant: { type: this.#fixed.getType('ApplicantInput') as GraphQLInputType },
          commandId: { type: GraphQLID },
        },
        resolve: (_source, args, context) => submitForm(context, form.key, args),
      };
    }
    return new GraphQLSchema({
      ...this.#fixed.toConfig(),
      query: new GraphQLObjectType({ ...query, fields: queries }),
      mutation: new GraphQLObjectType({ ...mutation, fields: mutations }),
      types: Object.values(this.#fixed.getTypeMap()).filter(
        (type) => type.name !== 'Query' && type.name !== 'Mutation',
      ),
      assumeValid: true,
    });
  }

  async #current(): Promise<Pointer> {
    if (this.#pointer && Date.now() - this.#checkedAt < FRESH_MS) return this.#pointer;
    const revision = await this.#platform.views.revision(formTypesView);
    this.#checkedAt = Date.now();
    const known = this.#pointer && (await this.#pointer);
    if (known?.revision === revision) return known;
    this.#pointer = this.#read(revision);
    this.#pointer.catch(() => {
      this.#pointer = null;
    });
    return this.#pointer;
  }

  async #read(revision: string): Promise<Pointer> {
    const forms = new Map<string, { key: string; title: string; version: number }>();
    for (let after: string | undefined; ; ) {
      const query = { index: 'byRegion', partition: this.#region, limit: 500, ...(after ? { after } : {}) };
      const page = await this.#platform.views.list(formTypesView, query);
      for (const { row } of page.entries)
        forms.set(row.typeName, { key: row.key, title: row.title, version: row.version });
      after = page.entries.at(-1)?.cursor;
      if (!page.more || !after) return { revision, forms };
    }
  }
}

/** Type, query and mutation of a form. */
function namesOf(typeName: string): readonly [type: string, read: string, submit: string] {
  return [typeName, `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}`, `submit${typeName}`];
}

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
      if (!fixed.getType(node.name.value)) named.add(node.name.value.replace(/(Row)?Input$/, ''));
    },
  });
  named.delete('__typename');
  return all ? 'all' : named;
}

async function readForm(context: Context, key: string, number: string) {
  const found = await caseByNumber(context, number.trim().toUpperCase());
  if (!found) return null;
  const form = await found.formVersion();
  if (form.key !== key) return null;
  return {
    ...(await found.answers()),
    number: found.number,
    state: found.state,
    formVersion: form.version,
    case: found,
  };
}

async function submitForm(
  context: Context,
  key: string,
  args: { input: Record<string, unknown>; service?: string | null; applicant?: never; commandId?: string | null },
) {
  const using = [...(await context.directory.all()).values()].filter((row) => row.definition.form === key);
  const asked = args.service ? using.filter((row) => row.key === args.service) : using;
  const [only] = asked;
  if (!only || asked.length > 1) {
    const problem = using.length === 0 ? '还没有事项使用这份表单' : '请用 service 指明事项';
    throw new GraphQLError(problem, { extensions: { code: 'SERVICE_REQUIRED' } });
  }
  const { commandId = null } = withWish(context, `submit/${key}`, args);
  return submitDirect(context, { ...args, commandId, service: only.key, answers: withRowIds(args.input) });
}
