import { type Problem, problem } from '../problem.ts';

/** Largest definition in bytes of JSON, as one event can carry it. */
export const MOST_BYTES = 65_536;
/** Deepest nesting of JSON: 30 levels of rules, each an object in a list, within a form. */
const DEEPEST = 90;

/**
 * Null when a value is JSON of at most 64 KB and not nested too deep, else what is wrong. Stops at the first bound it meets, so
 * that hostile input costs no more than the bound.
 */
export function sizeProblem(value: unknown): Problem | null {
  const tooLarge = problem('TOO_LARGE', '', '定义过大：最多64KB');
  let bytes = 0;
  const visit = (node: unknown, depth: number): Problem | null => {
    if (depth > DEEPEST) return problem('TOO_DEEP', '', '定义嵌套过深');
    bytes += 2;
    if (bytes > MOST_BYTES) return tooLarge;
    switch (typeof node) {
      case 'string':
        bytes += bytesOf(node);
        return bytes > MOST_BYTES ? tooLarge : null;
      case 'boolean':
        bytes += 4;
        return null;
      case 'number':
        bytes += 8;
        return Number.isFinite(node) ? null : problem('NOT_JSON', '', '定义中有不是JSON的值');
      case 'object':
        break;
      default:
        return problem('NOT_JSON', '', '定义中有不是JSON的值');
    }
    if (node === null) return null;
    if (Array.isArray(node)) {
      for (const one of node) {
        const wrong = visit(one, depth + 1);
        if (wrong) return wrong;
      }
      return null;
    }
    for (const key in node) {
      if (!Object.hasOwn(node, key)) continue;
      bytes += bytesOf(key) + 2;
      const wrong = visit((node as { [key: string]: unknown })[key], depth + 1);
      if (wrong) return wrong;
    }
    return null;
  };
  return visit(value, 0);
}

/** UTF-8 bytes, no more than just past the bound. */
function bytesOf(text: string): number {
  if (text.length > MOST_BYTES) return text.length;
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) bytes += 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}
