import type { ReactNode } from 'react';
import type { Group } from '../../../lowcode/form/definition.ts';
import type { Evaluated } from '../data/drafts.ts';
import { FieldError, idOf } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { FieldInput } from './field-input.tsx';
import type { RawRow } from './places.ts';

interface GroupProps {
  readonly group: Group;
  readonly rows: readonly RawRow[];
  readonly evaluated: Pick<Evaluated, 'visible' | 'required' | 'computed'>;
  readonly errors: ReadonlyMap<string, string>;
  /** The section above has the same title: said once is enough for who sees it. */
  readonly titled?: boolean;
}

/** A repeating group: each row in a frame of its own, with buttons to add and remove. */
export function GroupInput({ group, rows, evaluated, errors, titled }: GroupProps): ReactNode {
  const t = useSpeech();
  const name = t.text(group.rowLabel ?? group.label);
  const id = idOf(group.key);
  const visible = new Set(evaluated.visible);
  const required = new Set(evaluated.required);
  return (
    <div id={id} tabIndex={-1}>
      <h3 className={titled ? 'sr-only' : undefined}>{t.text(group.label)}</h3>
      {group.hint && <p className="hint">{t.text(group.hint)}</p>}
      <FieldError path={group.key} message={errors.get(group.key)} />
      {rows.map((row, at) => {
        const prefix = `${group.key}.${at}`;
        return (
          <fieldset key={row.id} className="row-card" id={idOf(prefix)} tabIndex={-1}>
            <legend>
              {name} {at + 1}
            </legend>
            <input type="hidden" name={`${prefix}.id`} value={row.id} />
            <div className="stack">
              {group.fields
                .filter((field) => visible.has(`${prefix}.${field.key}`))
                .map((field) => {
                  const path = `${prefix}.${field.key}`;
                  return (
                    <FieldInput
                      key={path}
                      field={field}
                      path={path}
                      answer={row[field.key]}
                      computed={evaluated.computed[path]}
                      required={required.has(path)}
                      error={errors.get(path)}
                    />
                  );
                })}
              {rows.length > Math.max(1, group.minRows ?? 0) && (
                <button
                  type="submit"
                  className="button quiet-button"
                  name="action"
                  value={`remove:${group.key}:${row.id}`}
                >
                  {t(`删除${name}${at + 1}`, `Remove ${name} ${at + 1}`)}
                </button>
              )}
            </div>
          </fieldset>
        );
      })}
      {rows.length < (group.maxRows ?? 50) && (
        <p className="section-title">
          <button type="submit" className="button secondary" name="action" value={`add:${group.key}`}>
            {t(`再加一个${name}`, `Add ${name}`)}
          </button>
        </p>
      )}
    </div>
  );
}
