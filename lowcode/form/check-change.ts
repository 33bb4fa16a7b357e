import { type Problem, problem } from '../problem.ts';
import type { FormDefinition, Item } from './definition.ts';
import { fieldsOf, groupsOf, type PlacedGroup } from './walk.ts';

/**
 * What a new version may not do to the one before: give a key another kind of field, turn a field into a group or take
 * it into one. Programs that read answers of all versions rely on it; a new key is always free.
 */
export function checkChange(before: FormDefinition, after: FormDefinition): readonly Problem[] {
  const was = new Map(fieldsOf(before).map(({ field, name }) => [name, field.kind]));
  const kinds = fieldsOf(after).flatMap(({ field, path, name }) => {
    const kind = was.get(name);
    if (kind === undefined || kind === field.kind) return [];
    return [
      problem('KIND_CHANGED', `${path}.kind`, `“${field.label.zh}”已发布过，类型不能改变；请换一个标识新建填写项`),
    ];
  });
  const groupsBefore = new Set(groupsOf(before).map(nameOf));
  const fieldsAfter = fieldsOf(after).map(({ field, path, name }) => ({ item: field as Item, path, name }));
  const groupsAfter = groupsOf(after).map((placed) => ({
    item: placed.group as Item,
    path: placed.path,
    name: nameOf(placed),
  }));
  const turned = [...fieldsAfter, ...groupsAfter].flatMap(({ item, path, name }) => {
    const changed = item.kind === 'group' ? was.has(name) : groupsBefore.has(name);
    if (!changed) return [];
    return [
      problem('KIND_CHANGED', `${path}.kind`, `“${item.label.zh}”已发布过，填写项和重复组不能互换；请换一个标识`),
    ];
  });
  return [...kinds, ...turned];
}

function nameOf({ group, around }: PlacedGroup): string {
  return [...around, group].map(({ key }) => key).join('.');
}
