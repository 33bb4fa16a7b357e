import type { FormType } from '../../graphql/forms/types.ts';
import { reasonOf, unionOf } from '../../graphql/forms/union.ts';
import { DIALECT, type JsonSchema, toJsonSchema } from '../../lowcode/form/json-schema.ts';
import { type ColumnType, declaredLists, foundByHash } from '../../lowcode/form/listing.ts';
import type { Column } from '../../lowcode/register/columns.ts';
import { isCounted, partsOf } from '../../lowcode/register/question.ts';
import { words } from '../../lowcode/words.ts';
import { draftPaths, filingSchemas, type Item, submitCase } from './openapi-filing.ts';
import { answered, DATE, object, orNull, PROBLEM, ref, text } from './openapi-parts.ts';

/**
 * What the addresses under `/api/forms/<key>` take and answer, as OpenAPI 3.1. Its schemas are those of the form's JSON Schema as the
 * items that take it have it filled in, and 3.1 shares the dialect; the parameters are made of the same columns that the addresses read.
 */
export function openApiOf(form: FormType, items: readonly Item[], origin: string): object {
  const { key, title, version, versions, columns } = form;
  const current = versions.at(-1);
  if (!current) throw new Error(`${key} was never published`);
  const declared = declaredLists(current);
  const all = [...columns.values()].filter(({ type }) => type !== null);
  const listed = [
    ...['case_state', 'case_service', 'case_submittedOn'].flatMap((id) => columns.get(id) ?? []),
    ...declared.filters.filter((field) => !foundByHash(field)).flatMap((field) => columns.get(field.key) ?? []),
  ];
  const page = [
    query('first', { type: 'integer', minimum: 1, maximum: 100, default: 20 }, '每页几件'),
    query('after', text, '上一页 endCursor'),
  ];
  const sorts = declared.sorts.map((field) => field.key);
  const numbers = all.filter(isCounted).map(({ id }) => id);
  const path = `/api/forms/${key}`;
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: DIALECT,
    info: { title, version: String(version), description: `由已发布的表单“${title}”第${version}版生成。` },
    servers: [{ url: origin }],
    security: [{ bearer: [] }],
    paths: {
      [`${path}/cases`]: {
        get: {
          operationId: 'listCases',
          summary: '本单位的办件，实时；默认最新提交的在前',
          parameters: [
            ...page,
            ...(sorts.length > 0
              ? [query('sort', { type: 'string', enum: sorts }, '默认按提交时间；没有填写的排在最后')]
              : []),
            query('descending', { type: 'boolean' }, '倒序'),
            ...listed.flatMap(conditionParameters),
            ...declared.filters
              .filter(foundByHash)
              .map((field) => query(field.key, text, `${field.label.zh}：申请人本人的号码，整号查找`)),
          ],
          responses: answered('一页办件', ref('CasePage')),
        },
        post: submitCase,
      },
      [`${path}/cases/{number}`]: {
        get: {
          operationId: 'readCase',
          summary: '按办件编号查询',
          parameters: [{ name: 'number', in: 'path', required: true, schema: text, description: '办件编号' }],
          responses: answered('一件办件', ref('Case')),
        },
      },
      [`${path}/statistics`]: {
        get: {
          operationId: 'countCases',
          summary: '任意筛选、分组和统计；数据截至 asOf',
          parameters: [
            many(
              'by',
              all.flatMap((column) => partsOf(column).map((part) => (part ? `${column.id}.${part}` : column.id))),
              '分组，最多三项',
            ),
            ...(numbers.length > 0 ? [many('numbers', numbers, '要合计、平均、取最大最小的数字')] : []),
            ...all.flatMap(conditionParameters),
          ],
          responses: answered('分组和统计', ref('Statistics')),
        },
      },
      ...draftPaths(path),
    },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: '工作人员或者程序的令牌' } },
      schemas: {
        ...filingSchemas(current, items),
        Receipt: object({ number: text, queryCode: text, submittedOn: DATE, acceptBy: orNull(DATE) }),
        Case: object({
          number: text,
          state: { type: 'string', enum: Object.keys(words.caseState) },
          formVersion: { type: 'integer' },
          answers: ref('StoredAnswers'),
        }),
        StoredAnswers: {
          type: 'object',
          description: '各版本表单填写过的内容',
          properties: stored(form),
          additionalProperties: false,
        },
        CasePage: object({
          cases: { type: 'array', items: ref('Case') },
          hasNextPage: { type: 'boolean' },
          endCursor: orNull(text),
        }),
        Statistics: object({
          asOf: { type: 'string', format: 'date-time', description: '数据截至这一时刻' },
          position: { ...text, description: '数据所在位置：相同则数据相同' },
          total: { type: 'integer' },
          groups: { type: 'array', items: ref('Group') },
        }),
        Group: object({
          codes: { type: 'array', items: orNull(text) },
          labels: { type: 'array', items: text },
          count: { type: 'integer' },
          numbers: { type: 'array', items: ref('Numbers') },
        }),
        Numbers: object({
          column: text,
          label: text,
          count: { type: 'integer' },
          sum: text,
          avg: orNull(text),
          min: orNull(text),
          max: orNull(text),
        }),
        Problem: PROBLEM,
      },
    },
  };
}

function query(name: string, schema: JsonSchema, description: string) {
  return { name, in: 'query', required: false, schema, description };
}

function many(name: string, values: readonly string[], description: string) {
  return {
    ...query(name, { type: 'array', items: { type: 'string', enum: values } }, description),
    style: 'form',
    explode: true,
  };
}

const BOUNDED: ReadonlySet<ColumnType> = new Set<ColumnType>(['number', 'money', 'date']);

/** `<column>.is`, `.not`, `.from`, `.to`, `.empty`: flat names, since OpenAPI describes no deeper ones. */
function conditionParameters({ id, label, type, field }: Column) {
  const value: JsonSchema = type === 'date' ? DATE : text;
  const options = field?.options?.map((option) => option.value);
  const one = options ? { type: 'string', enum: options } : type === 'boolean' ? { type: 'boolean' } : value;
  const list = { style: 'form', explode: true };
  return [
    { ...query(`${id}.is`, { type: 'array', items: one }, `${label}是其中之一`), ...list },
    ...(BOUNDED.has(type as ColumnType)
      ? [query(`${id}.from`, value, `${label}不小于`), query(`${id}.to`, value, `${label}不大于`)]
      : [{ ...query(`${id}.not`, { type: 'array', items: one }, `${label}不是其中任何一个`), ...list }]),
    query(`${id}.empty`, { type: 'boolean' }, `${label}没有填写`),
  ];
}

/** Answers of any version: each as its last version says, nothing required, masked numbers and all. */
function stored({ versions }: FormType): object {
  const last = versions.map(
    (version) => (toJsonSchema(version) as { properties: Record<string, JsonSchema> }).properties,
  );
  return Object.fromEntries(
    [...unionOf(versions)].flatMap(([key, kept]) => {
      const schema = last.findLast((properties) => properties[key])?.[key];
      if (!schema) return [];
      const { title, description } = schema;
      const reason = reasonOf(kept);
      return [
        [
          key,
          {
            title,
            ...(description ? { description } : {}),
            ...(reason ? { deprecated: true, description: reason } : {}),
            ...typeIn(schema),
          },
        ],
      ];
    }),
  );
}

/** What a program may count on of an answer in any version: its type; formats of older versions and masks differ. */
function typeIn(schema: JsonSchema): JsonSchema {
  if (schema.type === 'array') return { type: ['array', 'null'] };
  if (schema.const === true) return { type: ['boolean', 'null'] };
  return { type: typeof schema.type === 'string' ? [schema.type, 'null'] : ['string', 'object', 'null'] };
}
