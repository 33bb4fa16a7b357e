import {
  type ASTNode,
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

export const MOST_DEPTH = 14;
export const MOST_COST = 20_000;
/** Tokens in a document: what a page or a program needs, not what a flood needs. */
export const MOST_TOKENS = 4_000;

/** Refuses operations that are too deep or would cost too much: a field costs 1, a list multiplies by what it may return. */
export const limitsRule: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(node) {
    const seen = new Set<string>();
    const { depth, cost } = measure(context, node, 1, seen);
    if (depth > MOST_DEPTH) context.reportError(refused('TOO_DEEP', `查询嵌套过深（${depth}层，最多${MOST_DEPTH}层）`));
    if (cost > MOST_COST)
      context.reportError(refused('TOO_COSTLY', `查询量过大（${cost}，最多${MOST_COST}），请减少每页条数或字段`));
  },
});

function refused(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

interface Size {
  readonly depth: number;
  readonly cost: number;
}

function measure(context: ValidationContext, node: ASTNode, factor: number, fragments: ReadonlySet<string>): Size {
  if (!('selectionSet' in node) || !node.selectionSet) return { depth: 0, cost: 0 };
  let depth = 0;
  let cost = 0;
  for (const selection of node.selectionSet.selections) {
    let size: Size;
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('__')) continue;
      const inner = measure(context, selection, factor * rowsOf(selection), fragments);
      size = { depth: inner.depth + 1, cost: inner.cost + factor };
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      size = measure(context, selection, factor, fragments);
    } else {
      const name = selection.name.value;
      const fragment = context.getFragment(name);
      size =
        fragment && !fragments.has(name)
          ? measure(context, fragment, factor, new Set([...fragments, name]))
          : { depth: 0, cost: 0 };
    }
    depth = Math.max(depth, size.depth);
    cost += size.cost;
    if (cost > MOST_COST * 100) break;
  }
  return { depth, cost };
}

/** What a field may return: its `first`, or 20 where a connection is asked for without a literal one. */
function rowsOf(field: FieldNode): number {
  const first = field.arguments?.find((argument) => argument.name.value === 'first');
  if (!first) return 1;
  return first.value.kind === Kind.INT ? Math.max(1, Number(first.value.value)) : 20;
}
