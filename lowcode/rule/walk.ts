import type { Rule } from './tree.ts';

/** The rules directly inside one, each with its path (`of`, `of.0`, `left` ...). */
export function childrenOf(rule: Rule): readonly (readonly [path: string, child: Rule])[] {
  switch (rule.op) {
    case 'and':
    case 'or':
    case '+':
    case '*':
    case 'min':
    case 'max':
    case 'concat':
      return rule.of.map((child, i) => [`of.${i}`, child] as const);
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '-':
    case '/':
      return [
        ['left', rule.left],
        ['right', rule.right],
      ];
    case 'if':
      return [
        ['when', rule.when],
        ['then', rule.then],
        ['else', rule.else],
      ];
    case 'contains':
    case 'startsWith':
      return [
        ['of', rule.of],
        ['text', rule.text],
      ];
    case 'addDays':
    case 'addWorkingDays':
    case 'addMonths':
    case 'addYears':
      return [
        ['of', rule.of],
        ['count', rule.count],
      ];
    case 'daysBetween':
    case 'workingDaysBetween':
    case 'yearsBetween':
    case 'monthsBetween':
      return [
        ['from', rule.from],
        ['to', rule.to],
      ];
    case 'every':
    case 'some':
      return [['where', rule.where]];
    case 'count':
      return rule.where ? [['where', rule.where]] : [];
    case 'text':
    case 'number':
    case 'boolean':
    case 'date':
    case 'field':
    case 'row':
    case 'context':
      return [];
    default:
      return [['of', rule.of]];
  }
}

/** Whether a rule goes through the rows of a group. */
function groupOf(rule: Rule): string | null {
  return 'group' in rule ? rule.group : null;
}

/**
 * A value a rule reads: of the form (`group` null); of the rows of a group, or of what is around them when rows have no
 * such key. `across`: of all rows gone through, not of the row the rule stands in.
 */
export interface Reference {
  readonly group: string | null;
  /** Empty when the rows are only counted. */
  readonly key: string;
  readonly across?: boolean;
}

/** Every value a rule reads; `row` is the group the rule stands in. */
export function referencesOf(rule: Rule, row: string | null = null): readonly Reference[] {
  const found: Reference[] = [];
  const visit = (node: Rule, inside: string | null, across: boolean): void => {
    if (node.op === 'field') found.push({ group: null, key: node.key });
    if (node.op === 'row')
      found.push(across ? { group: inside, key: node.key, across } : { group: inside, key: node.key });
    const group = groupOf(node);
    if (group !== null) found.push({ group, key: '', across: true });
    for (const [, child] of childrenOf(node)) visit(child, group ?? inside, across || group !== null);
  };
  visit(rule, row, false);
  return found;
}
