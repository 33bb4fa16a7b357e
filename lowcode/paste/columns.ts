import { type Cell, cellsOf, type Grid } from './grid.ts';
import { guessField } from './guess.ts';
import { readLabel } from './label.ts';
import { type PastedRow, pastedRow } from './row.ts';

/** What a column of a table of fields holds. */
type Role = 'label' | 'type' | 'required' | 'empty' | 'options' | 'hint' | 'section' | 'unit' | 'max' | 'number';

const HEADINGS: readonly (readonly [RegExp, Role])[] = [
  [/^(序号|编号|项次|no\.?)$/i, 'number'],
  [
    /^(名称|字段|字段名|字段名称|字段中文名|中文名称?|填写项|填写项目|填写内容|数据项|数据项名称|信息项|信息项名称|项目|项目名称|问题|指标|指标名称|要素|要素名称|标题|题目|label|name)$/i,
    'label',
  ],
  [/^(类型|数据类型|字段类型|填写类型|格式|数据格式|控件|控件类型|题型|type)$/i, 'type'],
  [/^(必填|是否必填|必填项|必选|是否必须|是否必选|约束|required)$/i, 'required'],
  [/^(是否为空|可否为空|允许为空|能否为空|可空)$/, 'empty'],
  [/^(选项|可选值|选项值|值域|取值范围|取值|代码表|候选值|备选项|枚举值|options?)$/i, 'options'],
  [/^(说明|填写说明|填报说明|填表说明|备注|提示|填写提示|描述|要求|填写要求|示例|hint)$/i, 'hint'],
  [/^(分组|分区|栏目|板块|页|页面|所属分组|分类|类别|部分|模块|所属表单)$/, 'section'],
  [/^(单位|计量单位)$/, 'unit'],
  [/^(长度|最大长度|字段长度|字数|字数限制)$/, 'max'],
];
const LOOK_AT = 6;

export interface Columns {
  readonly row: number;
  readonly roles: ReadonlyMap<Role, number>;
}

/** Where a table says what its columns are: a name and at least one more thing that is known. Null when it does not. */
export function columnsOf(grid: Grid): Columns | null {
  for (const [index, row] of grid.rows.slice(0, LOOK_AT).entries()) {
    const cells = cellsOf(row).filter((cell) => cell.text !== '');
    const roles = new Map<Role, number>();
    for (const cell of cells) {
      const role = roleOf(cell.text);
      if (role && !roles.has(role)) roles.set(role, cell.column);
    }
    const label = roles.get('label');
    if (label === undefined || roles.size < 2 || cells.length > roles.size * 2) continue;
    const named = grid.rows.slice(index + 1).some((each) => each[label]?.text);
    if (named) return { row: index, roles };
  }
  return null;
}

function roleOf(text: string): Role | null {
  const word = text.replaceAll(/[\s*＊:：]|[（(].*[)）]/g, '');
  return HEADINGS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** The questions of a table whose columns are named. */
export function readColumns(grid: Grid, { row: header, roles }: Columns): readonly PastedRow[] {
  const found: PastedRow[] = [];
  let section = '';
  let group = '';
  for (const [index, row] of grid.rows.entries()) {
    if (index <= header) continue;
    const text = (role: Role) => row[roles.get(role) ?? -1]?.text ?? '';
    const heading = headingOf(row, grid.width, roles);
    const label = text('label');
    const named = heading ?? (text('section') !== section ? text('section') : '');
    if (named !== '') {
      found.push(pastedRow({ as: 'section', label: readLabel(named).label, from: index }));
      [section, group] = [heading === null ? text('section') : section, ''];
    }
    if (heading !== null || label === '') continue;
    if (/子表|重复组|明细表|列表|多行表/.test(text('type'))) {
      group = readLabel(label).label;
      found.push(pastedRow({ as: 'group', label: group, hint: text('hint'), from: index }));
      continue;
    }
    const inside = group === '' ? null : insideOf(label, group);
    if (inside === null) group = '';
    const field = guessField({
      label: inside ?? label,
      type: text('type'),
      options: text('options'),
      hint: text('hint'),
      unit: text('unit'),
      max: text('max'),
      required: requiredOf(roles, text),
      from: index,
    });
    found.push(inside === null ? field : { ...field, inGroup: true });
  }
  return found;
}

/** A line across the table, or one numbered as a chapter, names what follows. */
function headingOf(row: readonly Cell[], width: number, roles: Columns['roles']): string | null {
  const cells = cellsOf(row).filter((cell) => cell.text !== '');
  const [only] = cells;
  if (!only || cells.length > 1) return null;
  if (width > 2 && only.columns >= width - 1) return only.text;
  const chapter = /^[一二三四五六七八九十]{1,3}\s*[、.．]/.test(only.text);
  return chapter && roles.size > 1 ? only.text : null;
}

/** 家庭成员-姓名 below a group 家庭成员 is its 姓名. */
function insideOf(label: string, group: string): string | null {
  const [first = '', ...rest] = label.split(/[-—.·/／→>]/);
  return rest.length > 0 && readLabel(first).label === group ? rest.join(' ') : null;
}

function requiredOf(roles: Columns['roles'], text: (role: Role) => string): boolean | null {
  const yes = /^(是|必填|必须|必选|必要|必备|y|yes|true|1|√|✓|✔|☑|m|\*)$/i;
  if (roles.has('required')) return yes.test(text('required').trim());
  if (roles.has('empty')) return !/^(是|可|可以|允许|y|yes|true|1|√|✓|✔|☑)$/i.test(text('empty').trim());
  return null;
}
