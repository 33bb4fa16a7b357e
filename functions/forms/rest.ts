import { Refusal } from '../../events/stream.ts';
import type { Context } from '../../graphql/context.ts';
import { formExplore } from '../../graphql/forms/explore.ts';
import { formList } from '../../graphql/forms/list.ts';
import { readForm } from '../../graphql/forms/resolve.ts';
import type { FormType } from '../../graphql/forms/types.ts';
import { unionOf } from '../../graphql/forms/union.ts';
import { declaredLists, foundByHash } from '../../lowcode/form/listing.ts';
import { PARTS, type Part } from '../../lowcode/register/question.ts';

/** A page of the live list, with the parameters that the form's OpenAPI names. Throws BAD_REQUEST for any other. */
export async function casesOf(context: Context, form: FormType, params: URLSearchParams) {
  const newest = form.versions.at(-1);
  const declared = newest ? declaredLists(newest) : { filters: [], sorts: [] };
  const hashed = declared.filters.filter(foundByHash).map(({ key }) => key);
  const known = new Set(['case_state', 'case_service', 'case_submittedOn', ...declared.filters.map(({ key }) => key)]);
  const filter: Record<string, unknown> = {};
  const args: { first?: number; after?: string; sort?: string; descending?: boolean } = {};
  for (const name of new Set(params.keys())) {
    const value = params.get(name) ?? '';
    if (name === 'first') args.first = Number(value);
    else if (name === 'after') args.after = value;
    else if (name === 'descending') args.descending = flag(name, value);
    else if (name === 'sort' && declared.sorts.some(({ key }) => key === value)) args.sort = value;
    else if (hashed.includes(name)) filter[name] = value;
    else condition(filter, name, params.getAll(name), known);
  }
  const { edges, pageInfo } = await formList(context, form, { ...args, filter });
  const cases = await Promise.all(edges.map(({ node }) => plainCase(form, node as Record<string, unknown>)));
  return { cases, ...pageInfo };
}

export async function caseOf(context: Context, form: FormType, number: string) {
  const found = await readForm(context, form.key, number);
  if (!found) throw new Refusal('NOT_FOUND', '没有找到这件办件');
  return plainCase(form, found);
}

/** Groups and what numbers come to, over any filter. */
export async function statisticsOf(context: Context, form: FormType, params: URLSearchParams) {
  const filter: Record<string, unknown> = {};
  const known = new Set(form.columns.keys());
  for (const name of new Set(params.keys()))
    if (name !== 'by' && name !== 'numbers') condition(filter, name, params.getAll(name), known);
  const { asOf, position, total, groups } = await formExplore(context, form, { filter });
  const by = params.getAll('by').map((text) => {
    const [column = '', part] = text.split('.');
    if (part === undefined) return { column };
    if (!PARTS.includes(part as Part)) throw unknown('by');
    return { column, part: part as Part };
  });
  return { asOf, position, total, groups: await groups({ by, numbers: params.getAll('numbers') }) };
}

/** Adds one part of a condition: `column.is`, `.not`, `.from`, `.to`, `.empty`. */
function condition(
  filter: Record<string, unknown>,
  name: string,
  values: readonly string[],
  known: ReadonlySet<string>,
): void {
  const [column = '', part = '', more] = name.split('.');
  if (more !== undefined || !known.has(column) || !['is', 'not', 'from', 'to', 'empty'].includes(part))
    throw unknown(name);
  const [value = ''] = values;
  const said = part === 'empty' ? flag(name, value) : part === 'is' || part === 'not' ? values : value;
  filter[column] = { ...(filter[column] as object | undefined), [part]: said };
}

function flag(name: string, value: string): boolean {
  if (value !== 'true' && value !== 'false') throw new Refusal('BAD_REQUEST', `参数“${name}”应为 true 或 false`);
  return value === 'true';
}

function unknown(name: string): Refusal {
  return new Refusal('BAD_REQUEST', `没有参数“${name.slice(0, 60)}”，或者它的写法不对`);
}

/** A case as JSON: what GraphQL would look up when asked is looked up here. */
async function plainCase(form: FormType, node: Record<string, unknown>) {
  const answers: Record<string, unknown> = {};
  for (const key of unionOf(form.versions).keys()) {
    const value = node[key];
    const given = typeof value === 'function' ? await value() : value;
    if (given !== null && given !== undefined) answers[key] = given;
  }
  const { number, state, formVersion } = node;
  return { number, state, formVersion, answers };
}
