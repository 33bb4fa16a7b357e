import { builtinModules } from 'node:module';

/**
 * Takes Node's own modules by `process.getBuiltinModule` where an ES module would import them. An import reads every property of the
 * module, also those behind which Node loads more of itself (its `fetch`, its stream promises): half of a small function's start.
 * Throws when a module of Node's is imported in a way that is not known here.
 */
export function takeBuiltins(code: string): string {
  const taken: string[] = [];
  const rest = code
    .replace(STATEMENT, (all, what: string, name: string) => {
      if (!isBuiltin(name)) return all;
      taken.push(declaration(what.trim(), name));
      return '';
    })
    .replace(DYNAMIC, (all, name: string) => (isBuiltin(name) ? `__builtin("${name}")` : all));
  for (const [, name = ''] of rest.matchAll(ANY))
    if (isBuiltin(name)) throw new Error(`an import of ${name} was not understood`);
  return HELPER + taken.join('') + rest;
}

const STATEMENT = /\bimport\b\s*([\w$*{][\w$*{}\s,]*?)\s*from\s*"([^"]+)";?/g;
const DYNAMIC = /\bimport\("([^"]+)"\)/g;
const ANY = /(?<![\w$.])(?:import\s*|from\s*|import\()"([^"]+)"/g;
const HELPER =
  'const __builtin=async name=>{const all=process.getBuiltinModule(name);return Object.create(all,{default:{value:all}})};';

function isBuiltin(name: string): boolean {
  return name.startsWith('node:') || builtinModules.includes(name);
}

function declaration(what: string, name: string): string {
  const module = `process.getBuiltinModule("${name}")`;
  const [, whole, named] = /^(?:(?:\*\s*as\s+)?([\w$]+))?\s*,?\s*(?:\{([^}]*)\})?$/.exec(what) ?? [];
  if (whole === undefined && named === undefined) throw new Error(`an import of ${name} was not understood`);
  const parts = named === undefined ? '' : `const{${named.replaceAll(/\s+as\s+/g, ':')}}=${whole ?? module};`;
  return `${whole === undefined ? '' : `const ${whole}=${module};`}${parts}`;
}
