import { type Problem, problem } from '../problem.ts';
import type { FormDefinition } from './definition.ts';
import { fieldsOf, itemsOf } from './walk.ts';

/**
 * What a new version may not do to the one before: give a key another kind of field, turn a field into a group or take
 * it into one. Programs that read answers of all versions rely on it; a new key is always free.
 */
export function checkChange(before: FormDefinition, after: FormDefinition): readonly Problem[] {
  const was = new Map(fieldsOf(before).map(({ field, group }) => [pathOf(group?.key, field.key), field.kind]));
  const groups = new Map(itemsOf(before).map(({ item }) => [item.key, item.kind === 'group']));
  const kinds = fieldsOf(after).flatMap(({ field, path, group }) => {
    const kind = was.get(pathOf(group?.key, field.key));
    if (kind === undefined || kind === field.kind) return [];
    return [problem('KIND_CHANGED', `${path}.kind`, `字段“${field.key}”已发布过，类型不能改变；请换一个标识新建字段`)];
  });
  const turned = itemsOf(after).flatMap(({ item, path }) => {
    const wasGroup = groups.get(item.key);
    if (wasGroup === undefined || wasGroup === (item.kind === 'group')) return [];
    return [problem('KIND_CHANGED', `${path}.kind`, `“${item.key}”已发布过，字段和重复组不能互换；请换一个标识`)];
  });
  return [...kinds, ...turned];
}

function pathOf(group: string | undefined, key: string): string {
  return group === undefined ? key : `${group}.${key}`;
}
