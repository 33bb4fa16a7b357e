import {
  type GraphQLFieldConfigMap,
  GraphQLID,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  type GraphQLType,
  getNamedType,
  isInputObjectType,
  isObjectType,
  isScalarType,
} from 'graphql';
import type { Context } from '../context.ts';
import { growLists } from './list-types.ts';
import { readForm, submitForm } from './resolve.ts';
import { type FormType, grow, SHARED_TYPES } from './types.ts';

/** What one form adds to the schema. */
export interface Grown {
  readonly form: FormType;
  readonly queries: GraphQLFieldConfigMap<unknown, Context>;
  readonly mutations: GraphQLFieldConfigMap<unknown, Context>;
  /** Names of its own types. */
  readonly names: readonly string[];
}

/** Type, query and mutation of a form, its live list and its explore list. */
export function namesOf(typeName: string) {
  const read = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}`;
  return { type: typeName, read, submit: `submit${typeName}`, list: `${read}List`, explore: `${read}Explore` };
}

/**
 * The fields that a form adds to Query and Mutation, with all their types built. Throws whatever is wrong with the form: one
 * that an older check let through must not take the others down with it.
 */
export function growForm(form: FormType, fixed: GraphQLSchema): Grown {
  const { output, input } = grow(form, fixed);
  const { read, submit, list, explore } = namesOf(form.typeName);
  const lists = growLists(form, output, fixed);
  const queries: Grown['queries'] = {
    [read]: {
      type: output,
      description: `${form.title}：按办件编号查询`,
      args: { number: { type: new GraphQLNonNull(GraphQLString) } },
      resolve: (_source, { number }, context) => readForm(context, form.key, number),
    },
    [list]: lists.list,
    [explore]: lists.explore,
  };
  const mutations: Grown['mutations'] = {
    [submit]: {
      type: new GraphQLNonNull(fixed.getType('Receipt') as GraphQLOutputType),
      description: `${form.title}：提交申请`,
      args: {
        input: { type: new GraphQLNonNull(input) },
        service: { type: GraphQLID, description: '事项；使用本表单的事项只有一个时可省略' },
        situation: {
          type: new GraphQLList(new GraphQLNonNull(fixed.getType('SituationInput') as GraphQLInputObjectType)),
          description: '情形引导的回答，见事项指南的 questions',
        },
        draft: {
          type: GraphQLID,
          description:
            '要上传文件的，先 startDraft，再以 requestUpload、attachUpload 上传到其中（材料的上传位置以材料的标识为 field）；本次提交的内容替换草稿里的同名内容',
        },
        applicant: { type: fixed.getType('ApplicantInput') as GraphQLInputType },
        commandId: { type: GraphQLID },
      },
      resolve: (_source, args, context) => submitForm(context, form, args),
    },
  };
  return { form, queries, mutations, names: ownNames({ queries, mutations }, fixed) };
}

/**
 * Goes through every type of the form, which builds them: two of one name, or a name that GraphQL does not allow, are found here.
 * Stops at types that are not its own.
 */
function ownNames(
  { queries, mutations }: Pick<Grown, 'queries' | 'mutations'>,
  fixed: GraphQLSchema,
): readonly string[] {
  const own = new Map<string, GraphQLNamedType>();
  const visit = (type: GraphQLType): void => {
    const named = getNamedType(type);
    const { name } = named;
    const before = fixed.getType(name) ?? SHARED_TYPES.get(name) ?? own.get(name);
    if (before === named || isScalarType(named)) return;
    if (before) throw new Error(`the type ${name} exists already`);
    own.set(name, named);
    if (isObjectType(named)) for (const field of Object.values(named.getFields())) visitField(field, field.args);
    else if (isInputObjectType(named)) for (const field of Object.values(named.getFields())) visit(field.type);
  };
  const visitField = (field: { readonly type: GraphQLType }, args: readonly { readonly type: GraphQLType }[]): void => {
    visit(field.type);
    for (const arg of args) visit(arg.type);
  };
  for (const field of [...Object.values(queries), ...Object.values(mutations)])
    visitField(field, Object.values(field.args ?? {}));
  return [...own.keys()];
}
