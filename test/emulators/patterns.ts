import { BlockList, isIP } from 'node:net';

/** An event pattern as EventBridge rules and Lambda's stream filters use it. */
export type Pattern = { readonly [field: string]: unknown };
type Fields = { readonly [field: string]: unknown };

/**
 * True when the event fits the pattern: every field named must fit one of its conditions. Written after AWS's description; held to
 * `pattern-cases.json`. Throws for a condition it does not know.
 */
export function matches(pattern: Pattern, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((each) => matches(pattern, each));
  const fields = (typeof event === 'object' && event !== null ? event : {}) as Fields;
  return Object.entries(pattern).every(([name, want]) => {
    if (name === '$or') return (want as Pattern[]).some((each) => matches(each, fields));
    const present = Object.hasOwn(fields, name);
    if (!Array.isArray(want)) return matches(want as Pattern, present ? fields[name] : {});
    const value = fields[name];
    // An array fits when one of its values does.
    const values = !present ? [] : Array.isArray(value) ? value : [value];
    return want.some((condition) => {
      if (isObject(condition) && 'exists' in condition) return condition.exists === (present && !isObject(value));
      return values.some((each) => fits(condition, each));
    });
  });
}

function fits(condition: unknown, value: unknown): boolean {
  if (!isObject(condition)) return condition === value;
  const [[kind, argument] = ['', undefined]] = Object.entries(condition);
  if (kind === 'anything-but')
    return isObject(argument) ? !list(argument).some((each) => fits(each, value)) : !all(argument).includes(value);
  if (kind === 'numeric') return typeof value === 'number' && inRange(argument as (string | number)[], value);
  if (typeof value !== 'string') return false;
  switch (kind) {
    case 'prefix':
      return isObject(argument) ? fold(value).startsWith(folded(argument)) : value.startsWith(argument as string);
    case 'suffix':
      return isObject(argument) ? fold(value).endsWith(folded(argument)) : value.endsWith(argument as string);
    case 'equals-ignore-case':
      return fold(value) === fold(argument as string);
    case 'wildcard':
      return wildcard(argument as string).test(value);
    case 'cidr':
      return inNetwork(argument as string, value);
    default:
      throw new Error(`pattern: ${kind} is not understood`);
  }
}

/** `{ prefix: ['a', 'b'] }` as two conditions. */
function list(condition: Fields): Fields[] {
  const [[kind, argument] = ['', undefined]] = Object.entries(condition);
  return all(argument).map((each) => ({ [kind]: each }));
}

function inRange(parts: readonly (string | number)[], value: number): boolean {
  for (let i = 0; i < parts.length; i += 2) {
    const bound = parts[i + 1] as number;
    const holds = {
      '=': value === bound,
      '>': value > bound,
      '>=': value >= bound,
      '<': value < bound,
      '<=': value <= bound,
    }[String(parts[i])];
    if (!holds) return false;
  }
  return true;
}

function wildcard(text: string): RegExp {
  let source = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '*') source += '.*';
    else {
      if (char === '\\' && i + 1 < text.length) i++;
      source += (text[i] as string).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
  }
  return new RegExp(`^${source}$`, 's');
}

function inNetwork(network: string, address: string): boolean {
  const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0) return false;
  const [base = '', bits] = network.split('/');
  const block = new BlockList();
  block.addSubnet(base, Number(bits), isIP(base) === 6 ? 'ipv6' : 'ipv4');
  return block.check(address, kind);
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const all = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const fold = (text: string): string => text.toLowerCase();
const folded = (condition: Fields): string => fold(String(condition['equals-ignore-case']));
