import { assertValidSchema, buildASTSchema, getIntrospectionQuery, graphqlSync, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fixedSchema } from './schema.ts';
import { schemaDocument } from './schema-document.ts';

describe('the fixed schema', () => {
  it('is valid, which nobody looks at when the cloud starts', () => {
    expect(() => assertValidSchema(buildASTSchema(schemaDocument()))).not.toThrow();
  });

  it('is told whole to who asks for it, defaults included', () => {
    const { errors } = graphqlSync({ schema: fixedSchema(), source: getIntrospectionQuery() });
    expect(errors).toBeUndefined();
  });

  it('has a resolver for every field of its roots', () => {
    expect(Object.keys(fixedSchema().getQueryType()?.getFields() ?? {}).length).toBeGreaterThan(40);
    const lacking = parse('type Query { viewer: Int nobody: Int }');
    expect(() => fixedSchema(lacking)).toThrow('no resolver for Query.nobody');
  });
});
