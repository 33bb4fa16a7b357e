import type { Rule } from '../rule/tree.ts';
import { type Reference, referencesOf } from '../rule/walk.ts';
import type { FormDefinition, Item } from './definition.ts';
import { groupsOf } from './walk.ts';

/** A place whose value or visibility is decided in one go: a page, a section, a field, a group, a field of all its rows. */
export interface FormNode {
  readonly id: string;
  /** Place in the definition. */
  readonly path: string;
  readonly label: string;
  readonly after: readonly string[];
}

export const nodeId = {
  page: (page: number) => `page ${page}`,
  section: (page: number, section: number) => `section ${page} ${section}`,
  field: (key: string) => `field ${key}`,
  group: (key: string) => `group ${key}`,
  row: (group: string, key: string) => `row ${group} ${key}`,
};

/** What must be decided before what: a value waits for its own visibility, its containers and all that its rules read. */
export function nodesOf(form: FormDefinition): readonly FormNode[] {
  const target = targetIn(form);
  const reads = (rules: readonly (Rule | undefined)[], row: string | null = null) =>
    rules.flatMap((rule) => (rule ? referencesOf(rule, row).map(target) : []));
  const nodes: FormNode[] = [];
  /** An item of a section or of a row, after what it stands in. */
  const add = (item: Item, path: string, inside: string, row: string | null): void => {
    const label = item.label.zh;
    if (item.kind !== 'group') {
      const id = row === null ? nodeId.field(item.key) : nodeId.row(row, item.key);
      nodes.push({ id, path, label, after: [inside, ...reads([item.visible, item.computed], row)] });
      return;
    }
    const id = nodeId.group(item.key);
    nodes.push({ id, path, label, after: [inside, ...reads([item.visible], row)] });
    item.fields.forEach((inner, i) => {
      add(inner, `${path}.fields.${i}`, id, item.key);
    });
  };
  form.pages.forEach((page, p) => {
    nodes.push({ id: nodeId.page(p), path: `pages.${p}`, label: page.title.zh, after: reads([page.visible]) });
    page.sections.forEach((section, s) => {
      const inside = nodeId.section(p, s);
      const path = `pages.${p}.sections.${s}`;
      const after = [nodeId.page(p), ...reads([section.visible])];
      nodes.push({ id: inside, path, label: section.title?.zh ?? section.key, after });
      section.items.forEach((item, i) => {
        add(item, `${path}.items.${i}`, inside, null);
      });
    });
  });
  return nodes;
}

/** The node that decides what a rule reads: of its row, of a row around it, else of the form. */
function targetIn(form: FormDefinition): (reference: Reference) => string {
  const groups = new Map(
    groupsOf(form).map(({ group, around }) => [
      group.key,
      { keys: new Set(group.fields.map(({ key }) => key)), around: around.at(-1)?.key ?? null },
    ]),
  );
  return ({ group, key }) => {
    const name = key.split('.')[0] as string;
    if (group !== null && name === '') return nodeId.group(group);
    for (let at = group; at !== null; at = groups.get(at)?.around ?? null) {
      if (groups.get(at)?.keys.has(name)) return nodeId.row(at, name);
    }
    return nodeId.field(name);
  };
}

/** An order in which everything comes after what it waits for; or the nodes that wait for each other in a circle. */
export function orderOf(nodes: readonly FormNode[]): { order: readonly string[] } | { cycle: readonly FormNode[] } {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const state = new Map<string, 'waiting' | 'placed'>();
  const order: string[] = [];
  const trail: FormNode[] = [];
  const place = (node: FormNode): readonly FormNode[] | null => {
    if (state.get(node.id) === 'placed') return null;
    if (state.get(node.id) === 'waiting') return trail.slice(trail.indexOf(node));
    state.set(node.id, 'waiting');
    trail.push(node);
    for (const id of node.after) {
      const before = byId.get(id);
      const cycle = before && place(before);
      if (cycle) return cycle;
    }
    trail.pop();
    state.set(node.id, 'placed');
    order.push(node.id);
    return null;
  };
  for (const node of nodes) {
    const cycle = place(node);
    if (cycle) return { cycle };
  }
  return { order };
}
