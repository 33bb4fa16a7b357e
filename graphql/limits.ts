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

/** Levels of lists and objects in one argument: no answer and no definition is deeper. */
export const MOST_VALUE_DEPTH = 64;

/** Rows that a page has where the operation does not say how many, and where a variable does. */
const ROWS_BY_DEFAULT = 20;
const ROWS_BY_VARIABLE = 100;

/** Fields that read far more than they answer; every other one costs 1. */
const COSTS: ReadonlyMap<string, number> = new Map([
  ...[
    'openCaseStatistics',
    'openTicketStatistics',
    'performance',
    'checkDefinition',
    'packageFiles',
    'packageDiff',
    'importPackage',
  ].map((name) => [name, 500] as const),
  ...['__schema', '__type'].map((name) => [name, 500] as const),
  ...['register', 'registerPreview', 'registerColumns'].map((name) => [name, 500] as const),
  ...['openCases', 'openItemCases', 'openTickets', 'publicTickets', 'datasets', 'evaluateForm'].map(
    (name) => [name, 200] as const,
  ),
  ...['apiForms', 'services', 'themes', 'serviceChanges', 'units', 'definitions', 'sites', 'status'].map(
    (name) => [name, 50] as const,
  ),
  ...['caseCounts', 'ticketCounts', 'progress', 'ticketProgress', 'rateCase'].map((name) => [name, 50] as const),
]);

/**
 * Refuses operations that are too deep or would cost too much: a field costs 1 or what `COSTS` says, a list multiplies by
 * what it may return, a field counts once for each alias. Each fragment is measured once, however often it is spread.
 */
export const limitsRule: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const sizes = new Map<string, Size>();
  const value = { depth: 0, refused: false };
  const nested = {
    enter() {
      value.depth += 1;
      if (value.depth <= MOST_VALUE_DEPTH || value.refused) return;
      value.refused = true;
      context.reportError(tooDeep());
    },
    leave() {
      value.depth -= 1;
    },
  };
  return {
    ListValue: nested,
    ObjectValue: nested,
    StringValue(node) {
      if (!isText(node.value)) context.reportError(badText());
    },
    OperationDefinition(node) {
      const { depth, cost } = measure(context, node, sizes);
      if (depth > MOST_DEPTH)
        context.reportError(refused('TOO_DEEP', `查询嵌套过深（${depth}层，最多${MOST_DEPTH}层）`));
      if (cost > MOST_COST)
        context.reportError(refused('TOO_COSTLY', `查询量过大（${cost}，最多${MOST_COST}），请减少每页条数或字段`));
    },
  };
};

/** What is wrong with the values of variables, whatever their types: TOO_DEEP, BAD_ENCODING; null when nothing is. */
export function variablesProblem(variables: unknown): GraphQLError | null {
  let level = [variables];
  // One variable more than the levels inside it.
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_VALUE_DEPTH + 1) return tooDeep();
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each === 'string' && !isText(each)) return badText();
      if (typeof each !== 'object' || each === null) continue;
      for (const [key, inner] of Object.entries(each)) {
        if (!isText(key)) return badText();
        next.push(inner);
      }
    }
    level = next;
  }
  return null;
}

/** Half a character cannot be kept, and NUL cuts texts short in other programs. */
function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

function tooDeep(): GraphQLError {
  return refused('TOO_DEEP', `参数嵌套过深（最多${MOST_VALUE_DEPTH}层）`);
}

function badText(): GraphQLError {
  return refused('BAD_ENCODING', '提交的文字编码不对，请用 UTF-8');
}

function refused(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

interface Size {
  readonly depth: number;
  readonly cost: number;
}

const NOTHING: Size = { depth: 0, cost: 0 };

function measure(context: ValidationContext, node: ASTNode, sizes: Map<string, Size>): Size {
  if (!('selectionSet' in node) || !node.selectionSet) return NOTHING;
  let depth = 0;
  let cost = 0;
  for (const selection of node.selectionSet.selections) {
    const size =
      selection.kind === Kind.FIELD
        ? sizeOfField(context, selection, sizes)
        : selection.kind === Kind.INLINE_FRAGMENT
          ? measure(context, selection, sizes)
          : sizeOfFragment(context, selection.name.value, sizes);
    depth = Math.max(depth, size.depth);
    cost += size.cost;
  }
  return { depth, cost };
}

function sizeOfField(context: ValidationContext, field: FieldNode, sizes: Map<string, Size>): Size {
  const own = COSTS.get(field.name.value) ?? (/Explore$/.test(field.name.value) ? 500 : 1);
  // The depth of introspection has a rule of its own.
  if (field.name.value.startsWith('__')) return { depth: 0, cost: own };
  const inner = measure(context, field, sizes);
  return { depth: inner.depth + 1, cost: own + rowsOf(field) * inner.cost };
}

/** One that spreads itself counts as nothing there: another rule refuses it. */
function sizeOfFragment(context: ValidationContext, name: string, sizes: Map<string, Size>): Size {
  const known = sizes.get(name);
  if (known) return known;
  sizes.set(name, NOTHING);
  const fragment = context.getFragment(name);
  const size = fragment ? measure(context, fragment, sizes) : NOTHING;
  sizes.set(name, size);
  return size;
}

/** What a field may return: its `first`, or what a page has where the operation does not say. */
function rowsOf(field: FieldNode): number {
  const first = field.arguments?.find((argument) => argument.name.value === 'first');
  if (first) return first.value.kind === Kind.INT ? Math.max(1, Number(first.value.value)) : ROWS_BY_VARIABLE;
  const isPage = field.selectionSet?.selections.some((one) => one.kind === Kind.FIELD && one.name.value === 'edges');
  return isPage ? ROWS_BY_DEFAULT : 1;
}
