import { Button } from 'antd';
import type { Group } from '../../../lowcode/form/definition.ts';
import { pathOf, rowsOf } from './answers.ts';
import { FieldLine } from './FieldLine.tsx';
import type { TakeFile } from './FileControl.tsx';
import { fieldId } from './FormFiller.tsx';
import type { Filling } from './use-form.ts';

/** A repeating group: one card a row, with what applies to the row alone. */
export function GroupRows({ group, filling, takeFile }: { group: Group; filling: Filling; takeFile: TakeFile | null }) {
  const rows = rowsOf(filling.answers, group.key);
  const name = (group.rowLabel ?? group.label).zh;
  const problem = filling.problemAt(group.key);
  const full = rows.length >= (group.maxRows ?? 50);
  return (
    <div className="field field-wide group-rows" id={fieldId(group.key)} tabIndex={-1}>
      <span className="field-label">{group.label.zh}</span>
      {group.hint && <span className="field-hint">{group.hint.zh}</span>}
      {rows.map((row, index) => (
        <fieldset className="group-row" key={row.id}>
          <legend>
            {name} {index + 1}
          </legend>
          <div className="fields">
            {group.fields.map((field) => {
              const place = { group: group.key, row: index, key: field.key };
              // Rows nobody has typed into are not evaluated: all their fields that are always there are shown.
              const evaluated = filling.evaluation.visible.has(pathOf(place));
              const untouched = !filling.evaluation.visible.has(`${group.key}.${index}.${group.fields[0]?.key}`);
              if (!evaluated && !(untouched && !field.visible && !field.computed)) return null;
              return <FieldLine key={field.key} field={field} place={place} filling={filling} takeFile={takeFile} />;
            })}
          </div>
          {rows.length > (group.minRows ?? 0) && (
            <Button size="small" onClick={() => filling.removeRow(group.key, index)}>
              删除{name} {index + 1}
            </Button>
          )}
        </fieldset>
      ))}
      {problem && <span className="field-problem">{problem}</span>}
      <div>
        <Button onClick={() => filling.addRow(group)} disabled={full}>
          添加{name}
        </Button>
        {full && <span className="field-hint"> 最多 {group.maxRows ?? 50} 行</span>}
      </div>
    </div>
  );
}
