import { type Problem, problem } from '../problem.ts';
import type { Column } from './columns.ts';
import type { RegisterDefinition } from './definition.ts';
import { type Grouping, isCounted, type Measure, partsOf } from './question.ts';

/** In what a register does not fit its form: columns that are not there, what cannot be compared, grouped or summed. */
export function checkRegister(
  register: RegisterDefinition,
  columns: ReadonlyMap<string, Column> | null,
): readonly Problem[] {
  const found: Problem[] = [];
  const say = (code: string, path: string, zh: string) => found.push(problem(code, path, zh));
  if (!columns)
    return [problem('UNKNOWN_FORM', 'form', register.form === '' ? '请选择一份表单' : '没有这份已发布的表单')];
  const compared = (id: string, path: string): Column | null => {
    const column = columns.get(id);
    if (!column) say('UNKNOWN_COLUMN', path, `表单里没有“${id}”这一列`);
    else if (column.type === null)
      say(
        'UNKNOWN_COLUMN',
        path,
        `“${column.label}”${column.personal ? '是个人信息，' : ''}只能显示，不能筛选、排序或统计`,
      );
    return column?.type ? column : null;
  };
  const grouping = (one: Grouping | undefined, path: string) => {
    if (!one) return;
    const column = compared(one.column, `${path}.column`);
    if (column && !partsOf(column).includes(one.part ?? null))
      say('BAD_DIMENSION', path, `“${column.label}”不能这样分组`);
  };
  const measure = (one: Measure | undefined, path: string) => {
    if (!one || (one.of === 'count' && one.column === undefined)) return;
    const column = one.column === undefined ? null : compared(one.column, `${path}.column`);
    if (column && isCounted(column)) return;
    if (one.column === undefined || column) say('BAD_MEASURE', path, '请选择一个数字或者金额来计算');
  };
  register.filters?.forEach(({ column }, i) => {
    compared(column, `filters.${i}.column`);
  });
  if (register.kind === 'list') {
    if ((register.columns ?? []).length === 0) say('NO_COLUMNS', 'columns', '请至少选择一列');
    register.columns?.forEach((id, i) => {
      if (!columns.has(id)) say('UNKNOWN_COLUMN', `columns.${i}`, `表单里没有“${id}”这一列`);
      if (register.columns?.indexOf(id) !== i) say('DUPLICATE_COLUMN', `columns.${i}`, '同一列只能放一次');
    });
    register.sort?.forEach(({ column }, i) => {
      compared(column, `sort.${i}.column`);
    });
    grouping(register.group, 'group');
    register.totals?.forEach((one, i) => {
      measure(one, `totals.${i}`);
    });
  } else {
    if (!register.rows) say('NO_DIMENSION', 'rows', '请选择按什么分行');
    grouping(register.rows, 'rows');
    grouping(register.across, 'across');
    measure(register.measure, 'measure');
    if (register.rows && register.across && JSON.stringify(register.rows) === JSON.stringify(register.across))
      say('BAD_DIMENSION', 'across', '行和列不能相同');
  }
  return found;
}
