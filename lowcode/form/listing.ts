import { type Problem, problem } from '../problem.ts';
import { type Field, type FormDefinition, isPersonal } from './definition.ts';
import { fieldsOf, itemsOf } from './walk.ts';

/** How answers are compared, sorted and counted in lists, registers and statistics. */
export type ColumnType = 'text' | 'number' | 'money' | 'date' | 'boolean' | 'choice' | 'choices' | 'division';

const TYPES: { readonly [kind: string]: ColumnType } = {
  text: 'text',
  time: 'text',
  staff: 'text',
  hidden: 'text',
  landline: 'text',
  licenceReference: 'text',
  propertyUnit: 'text',
  rating: 'number',
  creditCode: 'text',
  identityNumber: 'text',
  postcode: 'text',
  licencePlate: 'text',
  number: 'number',
  integer: 'number',
  money: 'money',
  date: 'date',
  boolean: 'boolean',
  declaration: 'boolean',
  choice: 'choice',
  choices: 'choices',
  unit: 'choice',
  units: 'choices',
  division: 'division',
};

const SORTABLE: ReadonlySet<ColumnType> = new Set<ColumnType>(['number', 'money', 'date', 'text', 'division']);

/** How the answers of a field are compared; null where they cannot be (files, places, long texts, ranges). */
export function columnType({ kind }: Pick<Field, 'kind'>): ColumnType | null {
  return Object.hasOwn(TYPES, kind) ? (TYPES[kind] ?? null) : null;
}

/**
 * Whether a list can be filtered by exactly this personal answer: it is the applicant's own number, which the cloud finds
 * by its keyed hash. No other personal answer can be looked for, since only the sealed text is kept.
 */
export function foundByHash(field: Field): boolean {
  return field.prefill === 'applicantIdentifier' && (field.kind === 'identityNumber' || field.kind === 'creditCode');
}

/** The filters and sorts that a form declares for its live list. */
export function declaredLists(form: FormDefinition): {
  readonly filters: readonly Field[];
  readonly sorts: readonly Field[];
} {
  const fields = itemsOf(form).flatMap(({ item }) => (item.kind === 'group' ? [] : [item]));
  return { filters: fields.filter(({ list }) => list?.filter), sorts: fields.filter(({ list }) => list?.sort) };
}

/** Each sort costs an index entry for every unit that a case concerns. */
const MOST_SORTS = 2;
const MOST_FILTERS = 8;

/** Why a declared filter or sort cannot be: personal answers are sealed, rows and files have no order. */
export function checkLists(form: FormDefinition): readonly Problem[] {
  const found: Problem[] = [];
  for (const { field, path, group } of fieldsOf(form))
    if (group && (field.list?.filter || field.list?.sort))
      found.push(problem('LIST_IN_GROUP', `${path}.list`, `“${field.label.zh}”在重复组里，不能作为列表的筛选或排序`));
  for (const { item, path } of itemsOf(form)) {
    if (item.kind === 'group' || !(item.list?.filter || item.list?.sort)) continue;
    const name = item.label.zh;
    const say = (code: string, zh: string) => found.push(problem(code, `${path}.list`, zh));
    const type = columnType(item);
    if (isPersonal(item)) {
      if (item.list.sort) say('LIST_PERSONAL', `“${name}”是个人信息，加密保存，列表不能按它排序`);
      else if (!foundByHash(item))
        say('LIST_PERSONAL', `“${name}”是个人信息，加密保存，列表不能按它筛选；只有申请人本人的证件号码可以整号查找`);
    } else if (!type) say('LIST_KIND', `“${name}”这类内容不能作为列表的筛选或排序`);
    else if (item.list.sort && !SORTABLE.has(type)) say('LIST_KIND', `“${name}”这类内容没有先后，列表不能按它排序`);
  }
  const { filters, sorts } = declaredLists(form);
  if (sorts.length > MOST_SORTS) found.push(problem('TOO_MANY_LISTS', 'pages', `列表最多按${MOST_SORTS}项内容排序`));
  if (filters.length > MOST_FILTERS)
    found.push(problem('TOO_MANY_LISTS', 'pages', `列表最多按${MOST_FILTERS}项内容筛选`));
  return found;
}

/** What a case keeps of the sorts that its form declared. */
export function sortsOf(form: FormDefinition): readonly { readonly key: string; readonly type: ColumnType }[] {
  return declaredLists(form).sorts.flatMap((field) => {
    const type = columnType(field);
    return type ? [{ key: field.key, type }] : [];
  });
}
