import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLEnumValueConfigMap,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
} from 'graphql';
import type { Field } from '../../lowcode/form/definition.ts';
import { type ColumnType, columnType, declaredLists, foundByHash } from '../../lowcode/form/listing.ts';
import type { Column } from '../../lowcode/register/columns.ts';
import { isCounted, partsOf, partWords } from '../../lowcode/register/question.ts';
import type { Context } from '../context.ts';
import { formExplore } from './explore.ts';
import { formList } from './list.ts';
import type { FormType } from './types.ts';
import { reasonOf, unionOf } from './union.ts';

const CONDITIONS: { readonly [type in ColumnType]: string } = {
  text: 'TextCondition',
  choice: 'TextCondition',
  choices: 'TextCondition',
  division: 'TextCondition',
  number: 'NumberCondition',
  money: 'MoneyCondition',
  date: 'DateCondition',
  boolean: 'BooleanCondition',
};
/** Facts that every live list can be filtered by. */
const LIST_FACTS = ['case_state', 'case_service', 'case_submittedOn'];
/** Names that no enum value may have. */
const NOT_AN_ENUM = new Set(['true', 'false', 'null']);
const MOST_OPTIONS = 30;

/** The live list and the explore list of a form, as fields of Query. */
export function growLists(form: FormType, output: GraphQLObjectType, fixed: GraphQLSchema) {
  const { typeName, title, columns } = form;
  const named = (name: string) => fixed.getType(name) as GraphQLOutputType & GraphQLInputType;
  const nonNull = (name: string) => new GraphQLNonNull(named(name)) as never;
  const dropped = new Map([...unionOf(form.versions)].map(([key, kept]) => [key, reasonOf(kept)]));
  const words = ({ id, label, field }: Column) => ({
    description: `${label}${optionsOf(field)}`,
    deprecationReason: dropped.get(id),
  });
  const newest = form.versions.at(-1);
  const declared = newest ? declaredLists(newest) : { filters: [], sorts: [] };
  const condition = (column: Column): GraphQLInputFieldConfigMap =>
    column.type ? { [column.id]: { type: named(CONDITIONS[column.type]), ...words(column) } } : {};
  const all = [...columns.values()];
  const compared = all.filter(({ type }) => type !== null);

  const edge = new GraphQLObjectType({
    name: `${typeName}Edge`,
    fields: { cursor: { type: nonNull('String') }, node: { type: new GraphQLNonNull(output) } },
  });
  const pages = new GraphQLNonNull(
    new GraphQLObjectType({
      name: `${typeName}Connection`,
      fields: {
        edges: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(edge))) },
        pageInfo: { type: nonNull('PageInfo') },
      },
    }),
  );
  const page = { first: { type: GraphQLInt, defaultValue: 20 }, after: { type: GraphQLString } };
  const listFilter = new GraphQLInputObjectType({
    name: `${typeName}ListFilter`,
    description: '表单声明的筛选条件',
    fields: Object.assign(
      {},
      ...LIST_FACTS.map((id) => condition(columns.get(id) as Column)),
      ...declared.filters.map((field) =>
        foundByHash(field)
          ? { [field.key]: { type: GraphQLString, description: `${field.label.zh}：申请人本人的号码，整号查找` } }
          : condition(columns.get(field.key) as Column),
      ),
    ),
  });
  const values = (some: readonly (readonly [string, unknown, Column, string?])[]): GraphQLEnumValueConfigMap =>
    Object.fromEntries(
      some.map(([name, value, column, more = '']) => {
        const { deprecationReason } = words(column);
        return [
          NOT_AN_ENUM.has(name) ? `${name}_` : name,
          { value, description: `${column.label}${more}`, deprecationReason },
        ];
      }),
    );
  const list: GraphQLFieldConfigMap<unknown, Context>[string] = {
    type: pages,
    description: `${title}：本单位的办件，实时；默认按提交时间，最新在前`,
    args: { filter: { type: listFilter }, descending: { type: GraphQLBoolean }, ...page },
    resolve: (_source, args, context) => formList(context, form, args),
  };
  if (declared.sorts.length > 0 && list.args) {
    const sorts = declared.sorts.flatMap((field) => {
      const column = columns.get(field.key);
      return column ? [[field.key, field.key, column, '；没有填写的排在最后'] as const] : [];
    });
    const type = new GraphQLEnumType({ name: `${typeName}ListSort`, values: values(sorts) });
    list.args.sort = { type, description: '默认按提交时间' };
  }

  const filter = new GraphQLInputObjectType({
    name: `${typeName}Filter`,
    fields: () => Object.assign({}, ...compared.map(condition)),
  });
  const column = new GraphQLEnumType({
    name: `${typeName}Column`,
    values: values(compared.map((one) => [one.id, one.id, one])),
  });
  const grouping = new GraphQLEnumType({
    name: `${typeName}Grouping`,
    values: values(
      compared.flatMap((one) =>
        partsOf(one).map((part) =>
          part
            ? ([`${one.id}_${part}`, { column: one.id, part }, one, `，${partWords[part]}`] as const)
            : ([one.id, { column: one.id }, one] as const),
        ),
      ),
    ),
  });
  const counted = compared.filter(isCounted);
  const numbers: GraphQLFieldConfigArgumentMap =
    counted.length === 0
      ? {}
      : {
          numbers: {
            type: new GraphQLList(
              new GraphQLNonNull(
                new GraphQLEnumType({
                  name: `${typeName}Number`,
                  values: values(counted.map((one) => [one.id, one.id, one])),
                }),
              ),
            ),
            description: '要合计、平均、取最大最小的数字',
          },
        };
  type Shown = Awaited<ReturnType<typeof formExplore>>;
  const explore = new GraphQLObjectType<Shown, Context>({
    name: `${typeName}Explore`,
    fields: {
      asOf: { type: nonNull('DateTime'), description: '数据截至这一时刻' },
      position: { type: nonNull('String'), description: '数据所在位置：相同则数据相同' },
      total: { type: new GraphQLNonNull(GraphQLInt), description: '符合条件的办件数' },
      rows: {
        type: pages,
        args: {
          sort: { type: new GraphQLList(new GraphQLNonNull(column)) },
          descending: { type: GraphQLBoolean, defaultValue: false },
          ...page,
        },
        resolve: (source, args) => source.rows(args),
      },
      groups: {
        type: new GraphQLNonNull(new GraphQLList(nonNull('ExploreGroup'))),
        args: {
          by: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(grouping))), description: '最多三项' },
          ...numbers,
        },
        resolve: (source, args) => source.groups(args as Parameters<Shown['groups']>[0]),
      },
    },
  });
  const exploring: GraphQLFieldConfigMap<unknown, Context>[string] = {
    type: new GraphQLNonNull(explore),
    description: `${title}：任意筛选、排序、分组和统计，数据截至 asOf`,
    args: { filter: { type: filter } },
    resolve: (_source, args, context) => formExplore(context, form, args),
  };
  return { list, explore: exploring };
}

function optionsOf(field: Field | null): string {
  if (!field?.options || columnType(field) === null) return '';
  const shown = field.options.slice(0, MOST_OPTIONS).map(({ value, label }) => `${value} ${label.zh}`);
  return `：${shown.join('、')}${field.options.length > MOST_OPTIONS ? '等' : ''}`;
}
