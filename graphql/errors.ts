import { GraphQLError } from 'graphql';
import { Refusal } from '../events/stream.ts';

/** Errors of the platform that a person can do something about. */
const KNOWN: { readonly [code: string]: string } = {
  CONFLICT: '同一时间有人在处理，请稍后再试',
  GUARD_HELD: '同一件事已经有人在办理',
  TOO_LARGE: '内容过大，请删减后再试',
  UNAVAILABLE: '系统繁忙，请稍后再试',
  BAD_QUERY: '查询条件过长或不合规定',
  BAD_CURSOR: '翻页位置无效，请从第一页开始',
  DATA_DAMAGED: '这里用到的一条数据已损坏，请联系系统管理员',
  ERASED: '该对象的个人信息已经删除',
};

/** Told of what nobody foresaw; the person sees a reference, never the inside. */
export type Report = (reference: string, error: unknown) => void;

/**
 * The error a caller sees: refusals with their code, sentence and fields; the platform's with a sentence; faults in the
 * document as they are; everything else as INTERNAL with a reference for the log.
 */
export function toGraphQLError(error: GraphQLError, report: Report): GraphQLError {
  const { originalError } = error;
  const place = {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
  };
  if (originalError instanceof Refusal) {
    const { code, fields } = originalError;
    return new GraphQLError(originalError.message, { ...place, extensions: { code, ...(fields ? { fields } : {}) } });
  }
  const code = (originalError as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && Object.hasOwn(KNOWN, code)) {
    return new GraphQLError(KNOWN[code] ?? '', { ...place, extensions: { code } });
  }
  if (!originalError || originalError instanceof GraphQLError) {
    const known = error.extensions?.code;
    return known ? error : new GraphQLError(error.message, { ...place, extensions: { code: 'BAD_REQUEST' } });
  }
  const reference = Math.random().toString(36).slice(2, 10);
  report(reference, originalError);
  return new GraphQLError(`系统出错了，请稍后再试。反馈时请提供编号 ${reference}`, {
    ...place,
    extensions: { code: 'INTERNAL', reference },
  });
}
