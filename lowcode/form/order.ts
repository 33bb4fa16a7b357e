import type { Rule } from '../rule/tree.ts';
import { type Reference, referencesOf } from '../rule/walk.ts';
import type { Field, FormDefinition } from './definition.ts';

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
  const groups = new Map<string, Set<string>>();
  for (const item of form.pages.flatMap(({ sections }) => sections.flatMap(({ items }) => items))) {
    if (item.kind === 'group') groups.set(item.key, new Set(item.fields.map(({ key }) => key)));
  }
  const target = (reference: Reference): string => {
    const key = reference.key.split('.')[0] as string;
    if (reference.group === null) return nodeId.field(key);
    if (key === '') return nodeId.group(reference.group);
    if (!groups.get(reference.group)?.has(key)) return nodeId.field(key);
    return nodeId.row(reference.group, key);
  };
  const reads = (rules: readonly (Rule | undefined)[], row: string | null = null) =>
    rules.flatMap((rule) => (rule ? referencesOf(rule, row).map(target) : []));
  const rulesOf = (field: Field) => [field.visible, field.computed];
  const nodes: FormNode[] = [];
  form.pages.forEach((page, p) => {
    nodes.push({ id: nodeId.page(p), path: `pages.${p}`, label: page.title.zh, after: reads([page.visible]) });
    page.sections.forEach((section, s) => {
      const inside = nodeId.section(p, s);
      const path = `pages.${p}.sections.${s}`;
      const after = [nodeId.page(p), ...reads([section.visible])];
      nodes.push({ id: inside, path, label: section.title?.zh ?? section.key, after });
      section.items.forEach((item, i) => {
        const at = `${path}.items.${i}`;
        const label = item.label.zh;
        if (item.kind !== 'group') {
          nodes.push({ id: nodeId.field(item.key), path: at, label, after: [inside, ...reads(rulesOf(item))] });
          return;
        }
        const group = nodeId.group(item.key);
        nodes.push({ id: group, path: at, label, after: [inside, ...reads([item.visible])] });
        item.fields.forEach((field, f) => {
          const after = [group, ...reads(rulesOf(field), item.key)];
          nodes.push({ id: nodeId.row(item.key, field.key), path: `${at}.fields.${f}`, label: field.label.zh, after });
        });
      });
    });
  });
  return nodes;
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
