import { Checkbox, InputNumber } from 'antd';
import type { DocumentBlock, SheetBlock, SheetCell, SheetRow } from '../../../../lowcode/document/definition.ts';
import { Icon } from '../../shell/icons.tsx';
import { propertyId } from '../PropertyField.tsx';
import { Tool } from '../PropertyList.tsx';
import type { BlockContext } from './BlockEditor.tsx';
import { PlacedText } from './PlacedText.tsx';

/** A ruled table row by row, each cell with its text, how wide it is, and whether it is printed or filled in. */
export function SheetEditor({
  block,
  path,
  set,
  places,
  problems,
}: BlockContext & { block: SheetBlock; path: string; set: (block: DocumentBlock) => void }) {
  const { columns, rows } = block;
  const setRows = (next: readonly SheetRow[]) => set({ ...block, rows: next });
  const setCells = (row: number, cells: readonly SheetCell[]) =>
    setRows(rows.with(row, { ...(rows[row] as SheetRow), cells }));
  return (
    <>
      <ColumnWidths columns={columns} set={(next) => set({ ...block, columns: next })} />
      {rows.map(({ cells, height }, r) => {
        const place = `${path}.rows.${r}`;
        const wrong = problems.find((each) => each.path === place)?.message;
        const name = `第${r + 1}行`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
          <fieldset key={r} className="record sheet-row" id={`${propertyId(place)}-place`}>
            <legend>{name}</legend>
            <div className="record-tools">
              <Tool icon="up" label={`上移${name}`} off={r === 0} act={() => setRows(swap(rows, r, r - 1))} />
              <Tool
                icon="down"
                label={`下移${name}`}
                off={r === rows.length - 1}
                act={() => setRows(swap(rows, r, r + 1))}
              />
              <Tool
                icon="copy"
                label={`复制${name}`}
                act={() => setRows(rows.toSpliced(r + 1, 0, rows[r] as SheetRow))}
              />
              <Tool
                icon="trash"
                label={`删除${name}`}
                off={rows.length === 1}
                act={() => setRows(rows.toSpliced(r, 1))}
              />
            </div>
            {wrong && <span className="field-problem">{wrong}</span>}
            {cells.map((cell, c) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no name of their own
              <div key={c} className="sheet-cell">
                <PlacedText
                  id={propertyId(`${place}.cells.${c}.text`)}
                  label={`${name}第${c + 1}格`}
                  text={cell.text}
                  places={places}
                  problem={problems.find((each) => each.path === `${place}.cells.${c}.text`)?.message}
                  set={(text) => setCells(r, cells.with(c, { ...cell, text }))}
                />
                <div className="sheet-cell-tools">
                  <Checkbox
                    checked={cell.label ?? false}
                    onChange={({ target }) => setCells(r, cells.with(c, marked(cell, target.checked)))}
                  >
                    栏目名
                  </Checkbox>
                  <InputNumber
                    size="small"
                    aria-label={`${name}第${c + 1}格占几列`}
                    min={1}
                    max={columns.length}
                    precision={0}
                    prefix="占"
                    suffix="列"
                    value={cell.span ?? 1}
                    onChange={(span) => setCells(r, cells.with(c, { ...cell, span: span ?? 1 }))}
                  />
                  <Tool icon="trash" label={`删除${name}第${c + 1}格`} act={() => setCells(r, cells.toSpliced(c, 1))} />
                </div>
              </div>
            ))}
            <div className="sheet-row-foot">
              <button type="button" className="button-small" onClick={() => setCells(r, [...cells, { text: '' }])}>
                <Icon name="plus" size={12} /> 添加一格
              </button>
              <InputNumber
                size="small"
                aria-label={`${name}的高度，毫米`}
                min={5}
                max={260}
                precision={0}
                prefix="高"
                suffix="毫米"
                placeholder="自动"
                value={height ?? null}
                onChange={(next) => {
                  const { height: _old, ...row } = rows[r] as SheetRow;
                  setRows(rows.with(r, next === null ? row : { ...row, height: next }));
                }}
              />
            </div>
          </fieldset>
        );
      })}
      <button type="button" className="button-small" onClick={() => setRows([...rows, emptyRow(columns.length)])}>
        <Icon name="plus" size={12} /> 添加一行
      </button>
    </>
  );
}

function ColumnWidths({ columns, set }: { columns: readonly number[]; set: (columns: readonly number[]) => void }) {
  return (
    <fieldset className="sheet-columns">
      <legend className="field-label">各列的宽度（比例）</legend>
      {columns.map((width, c) => (
        <InputNumber
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name of their own
          key={c}
          size="small"
          aria-label={`第${c + 1}列的宽度`}
          min={1}
          max={100}
          precision={0}
          value={width}
          onChange={(next) => set(columns.with(c, next ?? 1))}
        />
      ))}
      <Tool icon="plus" label="添加一列" off={columns.length >= 12} act={() => set([...columns, 4])} />
      <Tool icon="trash" label="删除最后一列" off={columns.length <= 1} act={() => set(columns.slice(0, -1))} />
    </fieldset>
  );
}

function swap(rows: readonly SheetRow[], a: number, b: number): readonly SheetRow[] {
  return rows.with(a, rows[b] as SheetRow).with(b, rows[a] as SheetRow);
}

function marked({ label: _old, ...cell }: SheetCell, label: boolean): SheetCell {
  return label ? { ...cell, label } : cell;
}

/** Label and answer by turns. */
function emptyRow(columns: number): SheetRow {
  return { cells: Array.from({ length: columns }, (_, c) => (c % 2 === 0 ? { text: '', label: true } : { text: '' })) };
}
