import type { Assembly, Resource } from './assembly.ts';

/** A call that needs a right: an action on a resource. */
export interface Need {
  readonly action: string;
  readonly resource: string;
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

/** The statements of a function's role. Policies of resources are left aside: a right must be the function's own. */
export function statementsOf(assembly: Assembly, fn: Resource): Statement[] {
  const role = assembly.byArn(fn.properties.Role as string);
  if (!role) throw new Error(`${fn.id} has no role of this assembly`);
  const inline = ((role.properties.Policies ?? []) as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
    (each) => each.PolicyDocument.Statement,
  );
  const attached = assembly
    .ofType('AWS::IAM::Policy')
    .filter((policy) => (policy.properties.Roles as string[] | undefined)?.includes(role.name))
    .flatMap((policy) => policy.properties.PolicyDocument.Statement as Statement[]);
  return [...inline, ...attached];
}

/** True when the statements allow the call. A statement with a condition counts for nothing, so that it cannot be overlooked. */
export function allows(statements: readonly Statement[], need: Need): boolean {
  const fits = statements.filter(
    (each) =>
      list(each.Action).some((action) => matches(action.toLowerCase(), need.action.toLowerCase())) &&
      list(each.Resource).some((resource) => matches(resource, need.resource)),
  );
  return (
    fits.some((each) => each.Effect === 'Allow' && !each.Condition) && !fits.some((each) => each.Effect === 'Deny')
  );
}

/** What the statements allow by name, one line each: `action resource`. Statements with a condition are left out. */
export function rightsIn(statements: readonly Statement[]): string[] {
  const plain = statements.filter((each) => each.Effect === 'Allow' && !each.Condition);
  return plain.flatMap((each) =>
    list(each.Action).flatMap((action) => list(each.Resource).map((resource) => `${action} ${resource}`)),
  );
}

const list = (value: string | string[]) => (Array.isArray(value) ? value : [value]);

/** `*` stands for any run of characters, `?` for one. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
