import type { GraphQLRequest } from '../graphql/contract.ts';

/** A post, or an address, that holds no operation: BAD_REQUEST. */
export class BadParams extends Error {
  override readonly name = 'BadParams';
}

/** The operation in a post's JSON. Throws `BadParams`. */
export function paramsIn(json: string): GraphQLRequest {
  return checked(parseJson(json));
}

/**
 * The operation in an address. A link on a foreign page is followed with the visitor's session: it may only read. Throws `BadParams`.
 */
export function paramsOf({ searchParams }: URL): GraphQLRequest {
  const variables = searchParams.get('variables');
  const asked = checked({
    query: searchParams.get('query') ?? undefined,
    operationName: searchParams.get('operationName') ?? undefined,
    variables: variables === null ? undefined : parseJson(variables),
  });
  return { ...asked, readOnly: true };
}

function checked(params: unknown): GraphQLRequest {
  if (Array.isArray(params)) throw new BadParams('一次只能提交一个请求。');
  if (!isObject(params)) throw new BadParams('请以 JSON 对象提交 query、variables 和 operationName。');
  const { query, variables = null, operationName = null } = params;
  if (typeof query !== 'string' || query.trim() === '') throw new BadParams('缺少 query。');
  if (variables !== null && !isObject(variables)) throw new BadParams('variables 应为对象。');
  if (operationName !== null && typeof operationName !== 'string') throw new BadParams('operationName 应为文字。');
  return { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadParams('提交的内容不是完整的 JSON。');
  }
}
