import type { Answer } from '../../../lowcode/form/definition.ts';
import type { PartField } from '../../../lowcode/form/parts.ts';
import { Control, type ControlProps } from './Control.tsx';

/** An answer of several parts: one control for each, all under the field's name. */
export function PartsControl({
  id,
  value,
  set,
  leave,
  problem,
  described,
  field,
  parts: own,
}: ControlProps & { parts: readonly PartField[] }) {
  const parts = field.kind === 'signature' ? ofSignature(own) : own;
  const given = (typeof value === 'object' && value !== null ? value : {}) as { readonly [part: string]: Answer };
  const begun = (part: PartField) => given[part.key] ?? part.begin ?? null;
  const put = (key: string, next: Answer) => {
    const all = parts.map((part) => [part.key, part.key === key ? next : begun(part)] as const);
    const isEmpty = parts.every((part, i) => part.begin !== undefined || isBlank(all[i]?.[1] ?? null));
    set(isEmpty ? null : (Object.fromEntries(all.filter(([, one]) => !isBlank(one))) as unknown as Answer));
  };
  return (
    <div className="parts">
      {parts.map((part, at) => {
        const partId = at === 0 ? id : `${id}-${part.key}`;
        return (
          <div
            key={part.key}
            className={part.kind === 'address' || part.kind === 'division' ? 'field field-wide' : 'field'}
          >
            {part.kind !== 'declaration' && (
              <label className="field-label" htmlFor={partId}>
                {part.label.zh}
              </label>
            )}
            {part.hint && <span className="field-hint">{part.hint.zh}</span>}
            <Control
              id={partId}
              field={part}
              value={begun(part)}
              set={(next) => put(part.key, next)}
              leave={leave}
              problem={problem}
              described={described}
            />
          </div>
        );
      })}
    </div>
  );
}

function isBlank(value: Answer): boolean {
  return value === null || value === '' || value === false;
}

/** Staff take down who signed on paper; they sign for nobody. */
function ofSignature(parts: readonly PartField[]): readonly PartField[] {
  return parts.map((part) => ({
    ...part,
    label: { zh: part.kind === 'declaration' ? '本人已在纸质申请表上签名' : '签名人姓名' },
  }));
}
