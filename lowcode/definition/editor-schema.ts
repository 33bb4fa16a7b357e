import type { Shape } from './shape.ts';

type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The JSON Schema (2020-12) of a definition file, made from the shape that checks it: an editor with a YAML language
 * server completes keys and values by it. It accepts what the shape accepts; sense and size are checked elsewhere.
 */
export function editorSchema(shape: Shape, title: string): JsonSchema {
  const defs = new Map<string, JsonSchema>();
  const schema = schemaOf(shape, defs);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...schema,
    ...(defs.size > 0 ? { $defs: Object.fromEntries([...defs].sort(([a], [b]) => (a < b ? -1 : 1))) } : {}),
  };
}

function schemaOf({ parts }: Shape, defs: Map<string, JsonSchema>): JsonSchema {
  const of = (shape: Shape) => schemaOf(shape, defs);
  switch (parts.kind) {
    case 'object': {
      const { required, optional } = parts;
      const properties = Object.entries({ ...required, ...optional }).map(([key, one]) => [key, of(one)] as const);
      const needed = Object.keys(required);
      return {
        type: 'object',
        properties: Object.fromEntries(properties),
        ...(needed.length > 0 ? { required: needed } : {}),
        additionalProperties: false,
      };
    }
    case 'tagged':
      return { oneOf: [...parts.shapes.values()].map(of) };
    case 'chosen': {
      const is = { type: 'object', properties: { [parts.tag]: { const: parts.value } }, required: [parts.tag] };
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; schemas are data and never awaited
      return { if: is, then: of(parts.one), else: of(parts.other) };
    }
    case 'record':
      return {
        type: 'object',
        propertyNames: { not: { const: '__proto__' } },
        additionalProperties: of(parts.of),
        maxProperties: parts.most,
      };
    case 'list':
      return { type: 'array', items: of(parts.of), maxItems: parts.most };
    case 'either':
      return { anyOf: [of(parts.forObject), of(parts.otherwise)] };
    case 'named': {
      if (!defs.has(parts.name)) {
        // Its place is taken first: what contains itself ends here.
        defs.set(parts.name, {});
        defs.set(parts.name, of(parts.shape()));
      }
      return { $ref: `#/$defs/${parts.name}` };
    }
    case 'oneOf':
      return { enum: parts.values };
    case 'integer':
      return { type: 'integer', minimum: parts.least, maximum: parts.most };
    case 'string':
      return { type: 'string', maxLength: parts.most };
    case 'unit':
      return { type: 'string', maxLength: 60 };
    case 'boolean':
      return { type: 'boolean' };
    case 'anything':
      return {};
  }
}
