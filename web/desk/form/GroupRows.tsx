import { Button } from 'antd';
import { mostRows } from '../../../lowcode/form/bounds.ts';
import type { Group, Item } from '../../../lowcode/form/definition.ts';
import { type Place, pathOf, rowsOf } from './answers.ts';
import { FieldLine } from './FieldLine.tsx';
import type { TakeFile } from './FileControl.tsx';
import { fieldId } from './FormFiller.tsx';
import type { Filling } from './use-form.ts';

interface GroupRowsProps {
  readonly group: Group;
  /** `key`, or `group.index.key` within a row of another group. */
  readonly path: string;
  readonly filling: Filling;
  readonly takeFile: TakeFile | null;
}

/** A repeating group: one card a row, with what applies to the row alone. */
export function GroupRows({ group, path, filling, takeFile }: GroupRowsProps) {
  const rows = rowsOf(filling.answers, path);
  const name = (group.rowLabel ?? group.label).zh;
  const problem = filling.problemAt(path);
  const most = mostRows(group);
  const full = rows.length >= most;
  return (
    <div className="field field-wide group-rows" id={fieldId(path)} tabIndex={-1}>
      <span className="field-label">{group.label.zh}</span>
      {group.hint && <span className="field-hint">{group.hint.zh}</span>}
      {rows.map((row, index) => (
        <fieldset className="group-row" key={row.id}>
          <legend>
            {name} {index + 1}
          </legend>
          <div className="fields">
            {group.fields.map((item) => {
              const place = { group: path, row: index, key: item.key };
              if (!isShown(item, place, group, filling)) return null;
              if (item.kind === 'group')
                return (
                  <GroupRows key={item.key} group={item} path={pathOf(place)} filling={filling} takeFile={takeFile} />
                );
              return <FieldLine key={item.key} field={item} place={place} filling={filling} takeFile={takeFile} />;
            })}
          </div>
          {rows.length > (group.minRows ?? 0) && (
            <Button size="small" onClick={() => filling.removeRow(path, index)}>
              删除{name} {index + 1}
            </Button>
          )}
        </fieldset>
      ))}
      {problem && <span className="field-problem">{problem}</span>}
      <div>
        <Button onClick={() => filling.addRow(group, path)} disabled={full}>
          添加{name}
        </Button>
        {full && <span className="field-hint"> 最多 {most} 行</span>}
      </div>
    </div>
  );
}

/** Rows nobody has typed into are not evaluated: all that is always there in them is shown. */
function isShown(item: Item, place: Required<Place>, group: Group, { evaluation }: Filling): boolean {
  if (evaluation.visible.has(pathOf(place))) return true;
  const untouched = !group.fields.some(({ key }) => evaluation.visible.has(pathOf({ ...place, key })));
  return untouched && !item.visible && (item.kind === 'group' || !item.computed);
}
