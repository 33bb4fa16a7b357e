import type { JsonSchema } from '../../lowcode/form/json-schema.ts';

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const text: JsonSchema = { type: 'string' };
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
export const object = (properties: object, required: readonly string[] = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

export const DATE: JsonSchema = { type: 'string', format: 'date' };
export const PROBLEM = object({
  errors: {
    type: 'array',
    items: {
      type: 'object',
      properties: { message: text, extensions: { type: 'object', properties: { code: text }, required: ['code'] } },
      required: ['message', 'extensions'],
    },
  },
});

export const json = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
});
export const problems = Object.fromEntries(
  [
    ['400', '请求有误'],
    ['401', '需要令牌'],
    ['403', '没有权限'],
    ['404', '没有找到'],
    ['409', '与现状冲突'],
    ['503', '暂时不可用'],
  ].map(([status, description]) => [status, json(description as string, ref('Problem'))]),
);
export const answered = (description: string, schema: object) => ({ '200': json(description, schema), ...problems });
