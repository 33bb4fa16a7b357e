import type { Version } from '../../commands/definition/published.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';

/** A published form version as the schema has it. */
export function formVersionModel(form: Version<FormDefinition>) {
  const { key, version, typeName, definition, on } = form;
  return { key, version, typeName: typeName ?? '', title: definition.title, definition, publishedOn: on };
}
