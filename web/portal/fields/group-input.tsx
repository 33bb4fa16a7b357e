import type { ReactNode } from 'react';
import { mostRows } from '../../../lowcode/form/bounds.ts';
import type { Group } from '../../../lowcode/form/definition.ts';
import type { Evaluated } from '../data/drafts.ts';
import { FieldError, idOf } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { FieldInput } from './field-input.tsx';
import { type RawRow, rowsOf } from './places.ts';

interface GroupProps {
  readonly group: Group;
  /** `key`, or `group.index.key` within a row of another group. */
  readonly path: string;
  readonly rows: readonly RawRow[];
  readonly evaluated: Pick<Evaluated, 'visible' | 'required' | 'computed'>;
  readonly errors: ReadonlyMap<string, string>;
  /** The section above has the same title: said once is enough for who sees it. */
  readonly titled?: boolean;
}

/** A repeating group: each row in a frame of its own, with buttons to add and remove. */
export function GroupInput({ group, path, rows, evaluated, errors, titled }: GroupProps): ReactNode {
  const t = useSpeech();
  const name = t.text(group.rowLabel ?? group.label);
  const visible = new Set(evaluated.visible);
  const required = new Set(evaluated.required);
  const Heading = path.includes('.') ? 'h4' : 'h3';
  return (
    <div id={idOf(path)} tabIndex={-1}>
      <Heading className={titled ? 'sr-only' : undefined}>{t.text(group.label)}</Heading>
      {group.hint && <p className="hint">{t.text(group.hint)}</p>}
      <FieldError path={path} message={errors.get(path)} />
      {rows.map((row, at) => {
        const prefix = `${path}.${at}`;
        return (
          <fieldset key={row.id} className="row-card" id={idOf(prefix)} tabIndex={-1}>
            <legend>
              {name} {at + 1}
            </legend>
            <input type="hidden" name={`${prefix}.id`} value={row.id} />
            <div className="stack">
              {group.fields
                .filter((item) => visible.has(`${prefix}.${item.key}`))
                .map((item) => {
                  const place = `${prefix}.${item.key}`;
                  if (item.kind === 'group')
                    return (
                      <GroupInput
                        key={place}
                        group={item}
                        path={place}
                        rows={rowsOf(row, item.key)}
                        evaluated={evaluated}
                        errors={errors}
                      />
                    );
                  return (
                    <FieldInput
                      key={place}
                      field={item}
                      path={place}
                      answer={row[item.key]}
                      computed={evaluated.computed[place]}
                      required={required.has(place)}
                      error={errors.get(place)}
                    />
                  );
                })}
              {rows.length > Math.max(1, group.minRows ?? 0) && (
                <button type="submit" className="button quiet-button" name="action" value={`remove:${path}:${row.id}`}>
                  {t(`删除${name}${at + 1}`, `Remove ${name} ${at + 1}`)}
                </button>
              )}
            </div>
          </fieldset>
        );
      })}
      {rows.length < mostRows(group) && (
        <p className="section-title">
          <button type="submit" className="button secondary" name="action" value={`add:${path}`}>
            {t(`再加一个${name}`, `Add ${name}`)}
          </button>
        </p>
      )}
    </div>
  );
}
