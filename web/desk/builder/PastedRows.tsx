import { type KeyboardEvent, memo, useRef } from 'react';
import type { FieldKind } from '../../../lowcode/form/definition.ts';
import { readOptions } from '../../../lowcode/paste/options.ts';
import type { PastedRow } from '../../../lowcode/paste/row.ts';
import { KINDS } from './form-properties.ts';

const AS: readonly (readonly [PastedRow['as'], string])[] = [
  ['field', '填写项'],
  ['section', '分组标题'],
  ['group', '重复组'],
  ['office', '不要'],
];
const LISTED: ReadonlySet<FieldKind> = new Set(['choice', 'choices']);

/** What was read, row by row, to be corrected. Arrows up and down go to the same column of the next row. */
export function PastedRows({
  rows,
  change,
}: {
  rows: readonly PastedRow[];
  change: (rows: readonly PastedRow[]) => void;
}) {
  const latest = useRef(rows);
  latest.current = rows;
  const set = useRef((at: number, row: PastedRow) => change(latest.current.with(at, row)));
  set.current = (at, row) => change(latest.current.with(at, row));
  const press = (event: KeyboardEvent<HTMLTableElement>) => {
    const control = event.target as HTMLElement;
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
    if (step === undefined || control.tagName === 'SELECT' || event.nativeEvent.isComposing) return;
    const line = control.closest('tr');
    const column = control.closest('td')?.cellIndex ?? 0;
    const next = (step > 0 ? line?.nextElementSibling : line?.previousElementSibling) as HTMLTableRowElement | null;
    const target = next?.cells[column]?.querySelector<HTMLElement>('input, select');
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  return (
    <div className="pasted">
      <table onKeyDown={press}>
        <thead>
          <tr>
            <th scope="col">作为</th>
            <th scope="col">名称</th>
            <th scope="col">类型</th>
            <th scope="col">必填</th>
            <th scope="col">选项、单位</th>
            <th scope="col">填写提示</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are neither moved nor taken out here
            <Line key={at} row={row} at={at} set={set} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Line = memo(function Line({
  row,
  at,
  set,
}: {
  row: PastedRow;
  at: number;
  set: React.RefObject<(at: number, row: PastedRow) => void>;
}) {
  const put = (more: Partial<PastedRow>) => set.current(at, { ...row, ...more });
  const name = `第 ${at + 1} 行`;
  const field = row.as === 'field';
  const listed = field && LISTED.has(row.kind);
  const unit = field && (row.kind === 'number' || row.kind === 'integer');
  return (
    <tr className={`pasted-${row.as}${row.inGroup ? ' pasted-inside' : ''}`}>
      <td>
        <select
          aria-label={`${name}作为`}
          value={row.as}
          onChange={({ target }) => put({ as: target.value as PastedRow['as'] })}
        >
          {AS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input
          aria-label={`${name}名称`}
          value={row.label}
          disabled={row.as === 'office'}
          onChange={({ target }) => put({ label: target.value })}
        />
      </td>
      <td>
        {field && (
          <select
            aria-label={`${name}类型`}
            value={row.kind}
            onChange={({ target }) => put({ kind: target.value as FieldKind })}
          >
            {KINDS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </td>
      <td className="pasted-required">
        {field && (
          <input
            type="checkbox"
            aria-label={`${name}必填`}
            checked={row.required}
            onChange={({ target }) => put({ required: target.checked })}
          />
        )}
      </td>
      <td>
        {listed && (
          <input
            aria-label={`${name}选项，用顿号隔开`}
            className={row.options.length === 0 ? 'pasted-missing' : undefined}
            placeholder="如：男、女"
            defaultValue={row.options.map(({ label }) => label).join('、')}
            onBlur={({ target }) => put({ options: readOptions(target.value) })}
          />
        )}
        {unit && (
          <input
            aria-label={`${name}单位`}
            placeholder="单位，如：米"
            value={row.unit}
            onChange={({ target }) => put({ unit: target.value })}
          />
        )}
      </td>
      <td>
        {(field || row.as === 'group') && (
          <input
            aria-label={`${name}填写提示`}
            value={row.hint}
            onChange={({ target }) => put({ hint: target.value })}
          />
        )}
      </td>
    </tr>
  );
});
