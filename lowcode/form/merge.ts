import type { FormDefinition } from './definition.ts';
import { diffForms } from './diff.ts';

/** Whose text stands. */
export type Side = 'mine' | 'theirs';

/** A part in which two people's versions of a form differ. */
export interface Clash {
  readonly id: string;
  /** What it is called: 字段“联系电话”. */
  readonly name: string;
  /** What each did to it since the version both began with, as sentences; empty for nothing. */
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  /** Whose is taken unless somebody says otherwise: of who alone changed it. */
  readonly usual: Side;
  /** Both changed it. */
  readonly both: boolean;
}

type Own = { readonly [key: string]: unknown };

/** One part: its own properties without what it holds, what holds it, and its lists of parts in their order. */
interface Node {
  readonly id: string;
  readonly parent: string | null;
  readonly own: Own;
  readonly lists: { readonly [list: string]: readonly string[] };
  readonly name: string;
}
type Nodes = ReadonlyMap<string, Node>;

const HOLDS: Readonly<Record<string, readonly string[]>> = {
  form: ['pages', 'checks', 'tests'],
  page: ['sections'],
  section: ['items'],
  group: ['fields'],
};

/** The parts in which mine and theirs differ, each with what was done to it since `base`. */
export function clashesOf(base: FormDefinition, mine: FormDefinition, theirs: FormDefinition): readonly Clash[] {
  const [old, own, other] = [nodesOf(base), nodesOf(mine), nodesOf(theirs)];
  const said = (to: FormDefinition) => {
    const words = new Map<string, string[]>();
    for (const { key, text, kind } of diffForms(base, to))
      if (kind !== 'moved') words.set(key, [...(words.get(key) ?? []), text]);
    return words;
  };
  const [mineSaid, theirsSaid] = [said(mine), said(theirs)];
  return differencesOf(own, other).map(({ id, about, differs }): Clash => {
    const node = own.get(about) ?? other.get(about);
    const was = differs(old);
    const [iChanged, theyChanged] = [differs(own) !== was, differs(other) !== was];
    const words = (changed: boolean, list: ReadonlyMap<string, string[]>) =>
      changed ? (id.startsWith('order:') ? [] : (list.get(about) ?? [])) : [];
    const name = node?.name ?? '';
    const plain = id.startsWith('order:') ? `调整了${name}里的先后` : `修改了${name}`;
    const say = (changed: boolean, list: ReadonlyMap<string, string[]>, nodes: Nodes) => {
      if (!changed) return [];
      if (!nodes.has(about)) return [`删除${name}`];
      const found = words(changed, list);
      return found.length > 0 ? found : [old.has(about) ? plain : `新增${name}`];
    };
    return {
      id,
      name: id.startsWith('order:') ? `${name}里的先后` : name,
      mine: say(iChanged, mineSaid, own),
      theirs: say(theyChanged, theirsSaid, other),
      usual: iChanged || !theyChanged ? 'mine' : 'theirs',
      both: iChanged && theyChanged,
    };
  });
}

/** One form of two: each part in which they differ as `take` says. What only one has comes or goes as a whole. */
export function mergeForms(mine: FormDefinition, theirs: FormDefinition, take: (id: string) => Side): FormDefinition {
  const own = nodesOf(mine);
  const other = nodesOf(theirs);
  const of = (side: Side) => (side === 'mine' ? own : other);
  const differ = new Set(differencesOf(own, other).map(({ id }) => id));
  const chosen = (id: string): Side => (differ.has(id) ? take(id) : 'mine');
  const stays = (id: string): boolean => {
    const side: Side | null = own.has(id) ? (other.has(id) ? null : 'mine') : 'theirs';
    if (side === null) return true;
    return differ.has(id) ? take(id) === side : stays(of(side).get(id)?.parent ?? '');
  };
  const parentOf = (id: string): string | null => {
    const [a, b] = [own.get(id), other.get(id)];
    return a && b ? (of(chosen(id)).get(id) as Node).parent : ((a ?? b)?.parent ?? null);
  };
  const build = (id: string): Own => {
    const [a, b] = [own.get(id), other.get(id)];
    const node = (a && b ? of(chosen(id)).get(id) : (a ?? b)) as Node;
    const order = chosen(`order:${id}`);
    const first = of(order).get(id) ?? node;
    const second = of(order === 'mine' ? 'theirs' : 'mine').get(id);
    const names = new Set([...Object.keys(first.lists), ...Object.keys(second?.lists ?? {})]);
    const lists = [...names].flatMap((list) => {
      const ids = joined(first.lists[list] ?? [], second?.lists[list] ?? []);
      const kept = ids.filter((child) => stays(child) && parentOf(child) === id).map(build);
      return kept.length > 0 || !OPTIONAL.has(list) ? [[list, kept] as const] : [];
    });
    return { ...node.own, ...Object.fromEntries(lists) };
  };
  return build('') as unknown as FormDefinition;
}
const OPTIONAL: ReadonlySet<string> = new Set(['checks', 'tests']);

/** Both lists as one: the first in its order, what only the second has after what stands before it there. */
function joined(first: readonly string[], second: readonly string[]): readonly string[] {
  const all = [...first];
  second.forEach((id, index) => {
    if (all.includes(id)) return;
    const before = second.slice(0, index).findLast((each) => all.includes(each));
    all.splice(before === undefined ? 0 : all.indexOf(before) + 1, 0, id);
  });
  return all;
}

interface Difference {
  readonly id: string;
  /** The part it is about. */
  readonly about: string;
  /** What a version says there, to be compared. */
  readonly differs: (nodes: Nodes) => string;
}

function differencesOf(own: Nodes, other: Nodes): readonly Difference[] {
  const found: Difference[] = [];
  for (const id of new Set([...own.keys(), ...other.keys()])) {
    const [a, b] = [own.get(id), other.get(id)];
    const own_ = (nodes: Nodes) => {
      const node = nodes.get(id);
      return node ? JSON.stringify([node.parent, sorted(node.own)]) : '';
    };
    if (!a || !b) {
      const [node, nodes] = a ? [a, other] : [b as Node, own];
      // What came or went with the part it stands in is not asked about again.
      if (nodes.has(node.parent ?? '')) found.push({ id, about: id, differs: own_ });
      continue;
    }
    if (own_(own) !== own_(other)) found.push({ id, about: id, differs: own_ });
    const common = (list: string) => (a.lists[list] ?? []).filter((child) => b.lists[list]?.includes(child));
    const order = (nodes: Nodes) =>
      JSON.stringify(
        Object.keys(a.lists).map((list) => {
          const shared = new Set(common(list));
          return nodes.get(id)?.lists[list]?.filter((child) => shared.has(child)) ?? [];
        }),
      );
    if (order(own) !== order(other)) found.push({ id: `order:${id}`, about: id, differs: order });
  }
  return found;
}

const sorted = (own: Own) => Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1));

function nodesOf(form: FormDefinition): Nodes {
  const nodes = new Map<string, Node>();
  const add = (value: Own, kind: string, wanted: string, parent: string | null, name: string): string => {
    let id = wanted;
    // Two parts with one key are a mistake that is still being edited; they stay two parts.
    for (let n = 2; nodes.has(id); n += 1) id = `${wanted}#${n}`;
    const held = HOLDS[kind] ?? [];
    const own = Object.fromEntries(Object.entries(value).filter(([key]) => !held.includes(key)));
    const lists: { [list: string]: readonly string[] } = {};
    nodes.set(id, { id, parent, own, lists, name });
    for (const list of held) {
      const children = (value[list] ?? (OPTIONAL.has(list) ? null : [])) as readonly Own[] | null;
      if (children) lists[list] = children.map((child) => add(child, ...naming(list, child, id, kind), name));
    }
    return id;
  };
  const naming = (list: string, child: Own, parent: string, kind: string): [string, string, string] => {
    const key = String(child.key ?? child.name ?? '');
    switch (list) {
      case 'pages':
        return ['page', `page:${key}`, parent];
      case 'sections':
        return ['section', `section:${parent.slice('page:'.length)}/${key}`, parent];
      case 'checks':
        return ['check', `check:${key}`, parent];
      case 'tests':
        return ['test', `test:${key}`, parent];
      default:
        return [child.kind === 'group' ? 'group' : 'field', kind === 'group' ? `${parent}.${key}` : key, parent];
    }
  };
  add(form as unknown as Own, 'form', '', null, '表单');
  for (const [id, node] of nodes) nodes.set(id, { ...node, name: nameOf(id, node) });
  return nodes;
}

function nameOf(id: string, { own }: Node): string {
  const zh = ((own.label ?? own.title ?? own.message) as { readonly zh?: string } | undefined)?.zh;
  const called = `“${zh ?? String(own.name ?? own.key ?? '')}”`;
  if (id === '') return '表单';
  if (id.startsWith('page:')) return `页面${called}`;
  if (id.startsWith('section:')) return zh === undefined ? '没有标题的分组' : `分组${called}`;
  if (id.startsWith('check:')) return `校验${called}`;
  if (id.startsWith('test:')) return `测试用例${called}`;
  return own.kind === 'group' ? `重复组${called}` : `字段${called}`;
}
