import { COUNTRY } from '../identifier/division.ts';
import country from './country.json' with { type: 'json' };

/** A division by its six digits. */
export interface Division {
  readonly code: string;
  readonly name: string;
}

interface Tree {
  readonly names: ReadonlyMap<string, string>;
  readonly children: ReadonlyMap<string, readonly Division[]>;
}

let tree: Tree | null = null;

/** Provinces, their cities, and the counties of these, in the order of their codes; none below counties. */
export function divisionsBelow(parent: string): readonly Division[] {
  return treeOf().children.get(parent) ?? [];
}

/** The name of a province, city or county; undefined for what is none (any more). */
export function divisionName(code: string): string | undefined {
  return treeOf().names.get(code);
}

/** The divisions from the province down to the county in which a code lies, as far as there are such. */
export function divisionPath(code: string): readonly Division[] {
  const codes = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code.slice(0, 6)];
  return [...new Set(codes)].flatMap((each) => {
    const name = divisionName(each);
    return name === undefined ? [] : [{ code: each, name }];
  });
}

/** Read once, when somebody first asks: most starts of a function never do. */
function treeOf(): Tree {
  tree ??= read();
  return tree;
}

function read(): Tree {
  const names = new Map<string, string>();
  const children = new Map<string, Division[]>();
  const put = (parent: string, code: string, name: string) => {
    names.set(code, name);
    const list = children.get(parent);
    if (list) list.push({ code, name });
    else children.set(parent, [{ code, name }]);
  };
  for (const [code, name] of Object.entries(country.provinces)) put(COUNTRY, `${code}0000`, name);
  for (const [code, list] of Object.entries(country.cities)) {
    const [name = '', ...counties] = list.split(' ');
    put(`${code.slice(0, 2)}0000`, `${code}00`, name);
    for (const county of counties) put(`${code}00`, code + county.slice(0, 2), county.slice(2));
  }
  // Objects order keys that look like numbers by themselves; codes with letters there are none.
  return { names, children };
}
