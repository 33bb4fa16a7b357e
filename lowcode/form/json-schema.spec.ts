import { expect, test } from 'vitest';
import { toJsonSchema } from './json-schema.ts';
import { roadForm } from './road.fixture.ts';

test('the schema says keys, types and options, and requires only what is always asked', () => {
  const schema = toJsonSchema(roadForm, 'https://example.org/forms/road/1');
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://example.org/forms/road/1',
    title: '占用、挖掘城市道路申请表',
    type: 'object',
    required: ['applicantKind', 'phone', 'startDate', 'sections', 'promise'],
    additionalProperties: false,
    properties: {
      applicantKind: {
        type: 'string',
        oneOf: [
          { const: 'person', title: '个人' },
          { const: 'company', title: '单位' },
        ],
      },
      fee: { type: 'string', readOnly: true },
      promise: { const: true },
      plan: { type: 'array', maxItems: 2 },
      sections: {
        type: 'array',
        minItems: 1,
        maxItems: 3,
        items: {
          required: ['id', 'road', 'surface', 'length', 'width', 'digging'],
          properties: { road: { maxLength: 40 }, length: { pattern: '^-?[0-9]{1,15}(\\.[0-9]{1,2})?$' } },
        },
      },
    },
  });
});
