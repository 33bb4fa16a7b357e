import { type Problem, problem } from '../problem.ts';

/** Says everything in which a value does not have a shape. Values are JSON; nothing is converted. */
export type Shape = (value: unknown, path: string, found: Problem[]) => void;

type Shapes = { readonly [key: string]: Shape };

/** Enough problems to see what is wrong; more of them help nobody. */
const MOST_PROBLEMS = 50;

function say(found: Problem[], code: string, path: string, zh: string): void {
  if (found.length < MOST_PROBLEMS) found.push(problem(code, path, zh));
}

function at(path: string, key: string | number): string {
  const name = String(key).slice(0, 60);
  return path === '' ? name : `${path}.${name}`;
}

/** An object with these keys and no others. */
export function object(required: Shapes, optional: Shapes = {}): Shape {
  const needed = Object.entries(required);
  const known = new Map([...needed, ...Object.entries(optional)]);
  return (value, path, found) => {
    if (!isObject(value)) return say(found, 'WRONG_TYPE', path, '此处应为一组属性');
    for (const [key] of needed) {
      if (!Object.hasOwn(value, key)) say(found, 'MISSING', at(path, key), `缺少“${key}”`);
    }
    for (const key of Object.keys(value)) {
      const shape = known.get(key);
      if (shape) shape(value[key], at(path, key), found);
      else say(found, 'UNKNOWN_KEY', at(path, key), `不认识的属性“${key.slice(0, 60)}”`);
    }
  };
}

/** An object whose `tag` says which of the shapes it has. */
export function tagged(tag: string, shapes: ReadonlyMap<string, Shape>): Shape {
  return (value, path, found) => {
    if (!isObject(value)) return say(found, 'WRONG_TYPE', path, '此处应为一组属性');
    const name = Object.hasOwn(value, tag) ? value[tag] : undefined;
    const shape = typeof name === 'string' ? shapes.get(name) : undefined;
    if (shape) return shape(value, path, found);
    say(found, name === undefined ? 'MISSING' : 'NOT_ALLOWED', at(path, tag), `“${tag}”缺少或不是可用的值`);
  };
}

/** An object from any keys to one shape. */
export function record(shape: Shape, most: number): Shape {
  return (value, path, found) => {
    if (!isObject(value)) return say(found, 'WRONG_TYPE', path, '此处应为一组属性');
    const keys = Object.keys(value);
    if (keys.length > most) return say(found, 'TOO_MANY', path, `最多${most}项`);
    for (const key of keys) {
      if (key === '__proto__') say(found, 'UNKNOWN_KEY', at(path, key), '不允许的属性名');
      else shape(value[key], at(path, key), found);
    }
  };
}

export function list(shape: Shape, most: number): Shape {
  return (value, path, found) => {
    if (!Array.isArray(value)) return say(found, 'WRONG_TYPE', path, '此处应为列表');
    if (value.length > most) return say(found, 'TOO_MANY', path, `最多${most}项`);
    value.forEach((one, i) => {
      shape(one, at(path, i), found);
    });
  };
}

/** A string of at most `most` characters of UTF-16, well formed. */
export function string(most: number): Shape {
  return (value, path, found) => {
    if (typeof value !== 'string') return say(found, 'WRONG_TYPE', path, '此处应为文字');
    if (value.length > most) return say(found, 'TOO_LONG', path, `最多${most}个字符`);
    if (!value.isWellFormed()) say(found, 'BAD_TEXT', path, '文字编码不完整');
  };
}

export function oneOf(values: readonly (string | number)[]): Shape {
  const known = new Set<unknown>(values);
  return (value, path, found) => {
    if (!known.has(value)) say(found, 'NOT_ALLOWED', path, `只能是：${values.join('、')}`);
  };
}

export function integer(least: number, most: number): Shape {
  return (value, path, found) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      say(found, 'NOT_ALLOWED', path, `应为${least}到${most}的整数`);
    }
  };
}

export const boolean: Shape = (value, path, found) => {
  if (typeof value !== 'boolean') say(found, 'WRONG_TYPE', path, '此处应为是或否');
};

/** Any JSON: what is inside is looked at elsewhere. */
export const anything: Shape = () => undefined;

/** Either shape; an object decides for `forObject`. */
export function eitherObject(forObject: Shape, otherwise: Shape): Shape {
  return (value, path, found) => (isObject(value) ? forObject : otherwise)(value, path, found);
}

/** A text for people. */
export const text: Shape = object({ zh: string(2000) }, { en: string(4000) });

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
