import type { FormDefinition } from '../form/definition.ts';
import { diffForms } from '../form/diff.ts';
import type { PackagedKindName } from './kinds.ts';

/** What changes from one version of a definition to another, as Chinese sentences in reading order; none when nothing does. */
export function differences(kind: PackagedKindName, before: object, after: object): readonly string[] {
  if (kind === 'form') return diffForms(before as FormDefinition, after as FormDefinition).map(({ text }) => text);
  return JSON.stringify(before) === JSON.stringify(after) ? [] : ['内容有修改'];
}
