import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';

/** An operation made ready to be carried out any number of times: what the executor of graphql-js finds out anew each time. */
export interface Plan {
  readonly operation: OperationDefinitionNode;
  readonly root: ObjectPlan;
}

export interface ObjectPlan {
  readonly typeName: string;
  readonly fields: readonly FieldPlan[];
}

export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly nonNull: boolean;
  /** Null: the property of that name. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  /** Arguments, the same every time unless the operation's variables are among them. Throws `GraphQLError`. */
  readonly args: (variables: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  readonly usesVariables: boolean;
  readonly shape: Shape;
  /** A property that is most likely a text and needs nothing done to it. */
  readonly plainText: boolean;
  /** `Type.field`, for messages. */
  readonly place: string;
}

/** How a resolved value becomes a part of the answer. */
export type Shape =
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType; readonly text: boolean }
  | { readonly kind: 'object'; readonly plan: ObjectPlan }
  | { readonly kind: 'list'; readonly item: Shape; readonly itemNonNull: boolean };

/** What this executor leaves to the one of graphql-js. */
class Unusual extends Error {}

/**
 * The plan of a valid document's operation; null for what is rare here and better left to graphql-js: `@skip` and
 * `@include`, the schema asked for its own types, abstract types, several mutations at once.
 */
export function planOf(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): Plan | null {
  const operation = getOperationAST(document, operationName);
  if (!operation || operation.operation === 'subscription') return null;
  const type = schema.getRootType(operation.operation);
  if (!type) return null;
  try {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const one of document.definitions)
      if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
    const root = objectPlan({ schema, fragments }, type, [operation.selectionSet]);
    // Mutations are carried out one after another, which this executor need not know.
    return operation.operation === 'mutation' && root.fields.length > 1 ? null : { operation, root };
  } catch (error) {
    if (error instanceof Unusual) return null;
    throw error;
  }
}

interface Source {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

function objectPlan(source: Source, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ObjectPlan {
  if (type.isTypeOf) throw new Unusual();
  const grouped = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  for (const set of sets) collect(source, type, set, grouped, spread);
  return { typeName: type.name, fields: [...grouped].map(([key, nodes]) => fieldPlan(source, type, key, nodes)) };
}

/** Fields by their name in the answer, in the order of GraphQL's 6.3.2. */
function collect(
  source: Source,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  into: Map<string, FieldNode[]>,
  spread: Set<string>,
): void {
  for (const selection of set.selections) {
    if (selection.directives && selection.directives.length > 0) throw new Unusual();
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = into.get(key);
      if (nodes) nodes.push(selection);
      else into.set(key, [selection]);
      continue;
    }
    const named = selection.kind === Kind.FRAGMENT_SPREAD ? source.fragments.get(selection.name.value) : selection;
    if (!named) throw new Unusual();
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (spread.has(selection.name.value)) continue;
      spread.add(selection.name.value);
    }
    const on = named.typeCondition?.name.value;
    if (on !== undefined && on !== type.name) {
      if (!isObjectType(source.schema.getType(on))) throw new Unusual();
      continue;
    }
    collect(source, type, named.selectionSet, into, spread);
  }
}

const NONE: Record<string, never> = Object.freeze({});

function fieldPlan(source: Source, parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldPlan {
  const [node] = nodes as [FieldNode];
  const name = node.name.value;
  const field = name === '__typename' ? TypeNameMetaFieldDef : parent.getFields()[name];
  // A name that would set the prototype of the answer's object.
  if (!field || key === '__proto__') throw new Unusual();
  const usesVariables = field.args.length > 0 && JSON.stringify(node.arguments ?? []).includes('"Variable"');
  const shape = shapeOf(source, field.type, nodes);
  const fixed = usesVariables ? {} : getArgumentValues(field, node);
  return {
    key,
    name,
    nodes,
    nonNull: isNonNullType(field.type),
    resolve: name === '__typename' ? () => parent.name : (field.resolve ?? null),
    args: usesVariables
      ? (variables) => getArgumentValues(field, node, variables)
      : field.args.length > 0
        ? () => ({ ...fixed })
        : () => NONE,
    usesVariables,
    shape,
    plainText: field.resolve === undefined && name !== '__typename' && shape.kind === 'leaf' && shape.text,
    place: `${parent.name}.${name}`,
  };
}

function shapeOf(source: Source, type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape {
  if (isNonNullType(type)) return shapeOf(source, type.ofType, nodes);
  if (isListType(type))
    return { kind: 'list', item: shapeOf(source, type.ofType, nodes), itemNonNull: isNonNullType(type.ofType) };
  if (isObjectType(type)) {
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return { kind: 'object', plan: objectPlan(source, type, sets) };
  }
  if (!('serialize' in type)) throw new Unusual();
  return { kind: 'leaf', type, text: type.name === 'String' || type.name === 'ID' };
}
