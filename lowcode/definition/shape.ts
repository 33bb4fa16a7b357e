import { type Problem, problem } from '../problem.ts';

/** Says everything in which a value does not have a shape. Values are JSON; nothing is converted. */
export interface Shape {
  (value: unknown, path: string, found: Problem[]): void;
  /** What it is made of: schemas for editors and the order of keys in files come from it. */
  readonly parts: Parts;
}

/** What a shape is made of. `unit` is a code of a unit, `anything` any JSON. */
export type Parts =
  | { readonly kind: 'object'; readonly required: Shapes; readonly optional: Shapes }
  | { readonly kind: 'tagged'; readonly tag: string; readonly shapes: ReadonlyMap<string, Shape> }
  | {
      readonly kind: 'chosen';
      readonly tag: string;
      readonly value: string;
      readonly one: Shape;
      readonly other: Shape;
    }
  | { readonly kind: 'record'; readonly of: Shape; readonly most: number }
  | { readonly kind: 'list'; readonly of: Shape; readonly most: number }
  | { readonly kind: 'either'; readonly forObject: Shape; readonly otherwise: Shape }
  | { readonly kind: 'named'; readonly name: string; readonly shape: () => Shape }
  | { readonly kind: 'oneOf'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'integer'; readonly least: number; readonly most: number }
  | { readonly kind: 'string'; readonly most: number }
  | { readonly kind: 'unit' | 'boolean' | 'anything' };

type Shapes = { readonly [key: string]: Shape };

function made(parts: Parts, check: (value: unknown, path: string, found: Problem[]) => void): Shape {
  return Object.assign(check, { parts });
}

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
  return made({ kind: 'object', required, optional }, (value, path, found) => {
    if (!isObject(value)) return say(found, 'WRONG_TYPE', path, '此处应为一组属性');
    for (const [key] of needed) {
      if (!Object.hasOwn(value, key)) say(found, 'MISSING', at(path, key), `缺少“${key}”`);
    }
    for (const key of Object.keys(value)) {
      const shape = known.get(key);
      if (shape) shape(value[key], at(path, key), found);
      else say(found, 'UNKNOWN_KEY', at(path, key), `不认识的属性“${key.slice(0, 60)}”`);
    }
  });
}

/** An object whose `tag` says which of the shapes it has. */
export function tagged(tag: string, shapes: ReadonlyMap<string, Shape>): Shape {
  return made({ kind: 'tagged', tag, shapes }, (value, path, found) => {
    if (!isObject(value)) return say(found, 'WRONG_TYPE', path, '此处应为一组属性');
    const name = Object.hasOwn(value, tag) ? value[tag] : undefined;
    const shape = typeof name === 'string' ? shapes.get(name) : undefined;
    if (shape) return shape(value, path, found);
    say(found, name === undefined ? 'MISSING' : 'NOT_ALLOWED', at(path, tag), `“${tag}”缺少或不是可用的值`);
  });
}

/** One shape for objects whose `tag` has this value, the other for everything else. */
export function chosen(tag: string, value: string, one: Shape, other: Shape): Shape {
  return made({ kind: 'chosen', tag, value, one, other }, (given, path, found) =>
    (isObject(given) && given[tag] === value ? one : other)(given, path, found),
  );
}

/** A shape with a name, looked up when it is needed: what contains itself (rules in rules) has one. */
export function named(name: string, shape: () => Shape): Shape {
  return made({ kind: 'named', name, shape }, (value, path, found) => shape()(value, path, found));
}

/** An object from any keys to one shape. */
export function record(shape: Shape, most: number): Shape {
  return made({ kind: 'record', of: shape, most }, (value, path, found) => {
    if (!isObject(value)) return say(found, 'WRONG_TYPE', path, '此处应为一组属性');
    const keys = Object.keys(value);
    if (keys.length > most) return say(found, 'TOO_MANY', path, `最多${most}项`);
    for (const key of keys) {
      if (key === '__proto__') say(found, 'UNKNOWN_KEY', at(path, key), '不允许的属性名');
      else shape(value[key], at(path, key), found);
    }
  });
}

export function list(shape: Shape, most: number): Shape {
  return made({ kind: 'list', of: shape, most }, (value, path, found) => {
    if (!Array.isArray(value)) return say(found, 'WRONG_TYPE', path, '此处应为列表');
    if (value.length > most) return say(found, 'TOO_MANY', path, `最多${most}项`);
    value.forEach((one, i) => {
      shape(one, at(path, i), found);
    });
  });
}

/** A string of at most `most` characters of UTF-16, well formed. */
export function string(most: number): Shape {
  return made({ kind: 'string', most }, (value, path, found) => sayText(most, value, path, found));
}

function sayText(most: number, value: unknown, path: string, found: Problem[]): void {
  if (typeof value !== 'string') say(found, 'WRONG_TYPE', path, '此处应为文字');
  else if (value.length > most) say(found, 'TOO_LONG', path, `最多${most}个字符`);
  else if (!value.isWellFormed()) say(found, 'BAD_TEXT', path, '文字编码不完整');
}

/** The code of a unit (单位): where a definition names one, so that it can be another in another region. */
export const unitCode: Shape = made({ kind: 'unit' }, (value, path, found) => sayText(60, value, path, found));

export function oneOf(values: readonly (string | number)[]): Shape {
  const known = new Set<unknown>(values);
  return made({ kind: 'oneOf', values }, (value, path, found) => {
    if (!known.has(value)) say(found, 'NOT_ALLOWED', path, `只能是：${values.join('、')}`);
  });
}

export function integer(least: number, most: number): Shape {
  return made({ kind: 'integer', least, most }, (value, path, found) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      say(found, 'NOT_ALLOWED', path, `应为${least}到${most}的整数`);
    }
  });
}

export const boolean: Shape = made({ kind: 'boolean' }, (value, path, found) => {
  if (typeof value !== 'boolean') say(found, 'WRONG_TYPE', path, '此处应为是或否');
});

/** Any JSON: what is inside is looked at elsewhere. */
export const anything: Shape = made({ kind: 'anything' }, () => undefined);

/** Either shape; an object decides for `forObject`. */
export function eitherObject(forObject: Shape, otherwise: Shape): Shape {
  return made({ kind: 'either', forObject, otherwise }, (value, path, found) =>
    (isObject(value) ? forObject : otherwise)(value, path, found),
  );
}

/** A text for people. */
export const text: Shape = named('text', () => words);
const words = object({ zh: string(2000) }, { en: string(4000) });

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
