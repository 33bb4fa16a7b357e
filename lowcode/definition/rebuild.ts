import { isObject, type Shape } from './shape.ts';

/** What a value becomes on the way: codes of units, and texts that stand elsewhere. */
export interface Rewrite {
  readonly unit?: (code: string) => string;
  readonly text?: (text: string) => string;
}

/**
 * The value with its keys in the order of its shape (keys of records by code point, unknown ones last), so that one
 * definition has one text; and with its units and texts rewritten. What does not have the shape stays as it is.
 */
export function rebuilt(shape: Shape, value: unknown, rewrite: Rewrite = {}): unknown {
  const { parts } = shape;
  const text = rewrite.text ?? ((one: string) => one);
  switch (parts.kind) {
    case 'named':
      return rebuilt(parts.shape(), value, rewrite);
    case 'unit':
      return typeof value === 'string' ? (rewrite.unit ?? text)(value) : value;
    case 'either':
      return rebuilt(isObject(value) ? parts.forObject : parts.otherwise, value, rewrite);
    case 'chosen':
      return rebuilt(isObject(value) && value[parts.tag] === parts.value ? parts.one : parts.other, value, rewrite);
    case 'list':
      return Array.isArray(value) ? value.map((one) => rebuilt(parts.of, one, rewrite)) : value;
    case 'record':
      return isObject(value) ? inOrder(value, sorted(value), (one) => rebuilt(parts.of, one, rewrite)) : value;
    case 'tagged': {
      const tag = isObject(value) ? value[parts.tag] : undefined;
      const inner = typeof tag === 'string' ? parts.shapes.get(tag) : undefined;
      return inner ? rebuilt(inner, value, rewrite) : value;
    }
    case 'object': {
      if (!isObject(value)) return value;
      const shapes = new Map(Object.entries({ ...parts.required, ...parts.optional }));
      const present = [...shapes].filter(([key]) => Object.hasOwn(value, key));
      // What holds many things comes after what is said of the whole.
      const keys = [...present.filter(([, one]) => !isList(one)), ...present.filter(([, one]) => isList(one))].map(
        ([key]) => key,
      );
      const others = sorted(value).filter((key) => !shapes.has(key));
      return inOrder(value, [...keys, ...others], (one, key) => {
        const inner = shapes.get(key);
        return inner ? rebuilt(inner, one, rewrite) : one;
      });
    }
    case 'anything':
      return loose(value, text);
    default:
      return typeof value === 'string' ? text(value) : value;
  }
}

function isList({ parts }: Shape): boolean {
  return parts.kind === 'list';
}

/** Any JSON: keys by code point. */
function loose(value: unknown, text: (one: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((one) => loose(one, text));
  return isObject(value) ? inOrder(value, sorted(value), (one) => loose(one, text)) : value;
}

function sorted(value: object): string[] {
  return Object.keys(value).sort();
}

function inOrder(
  value: { readonly [key: string]: unknown },
  keys: readonly string[],
  each: (one: unknown, key: string) => unknown,
): { [key: string]: unknown } {
  return Object.fromEntries(keys.map((key) => [key, each(value[key], key)]));
}
