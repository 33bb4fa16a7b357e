import { Checkbox, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { OPEN_END } from '../../../lowcode/form/bounds.ts';
import type { DateRange } from '../../../lowcode/form/definition.ts';
import type { ControlProps } from './Control.tsx';

const DAY = 'YYYY-MM-DD';
const SHOWN = 'YYYY年M月D日';

/** A day; with 长期 beside it where the field takes that. */
export function DateControl({ id, field, value, set, leave, problem, described }: ControlProps) {
  const text = typeof value === 'string' ? value : '';
  const open = field.openEnd === true && text === OPEN_END;
  const picker = (
    <DatePicker
      id={id}
      aria-describedby={described}
      aria-invalid={problem || undefined}
      status={problem ? 'error' : undefined}
      value={text && !open ? dayjs(text, DAY) : null}
      disabled={open}
      format={SHOWN}
      onChange={(next) => set(next ? next.format(DAY) : null)}
      onBlur={leave}
    />
  );
  if (!field.openEnd) return picker;
  return (
    <div className="beside">
      {picker}
      <Checkbox checked={open} onChange={({ target }) => set(target.checked ? OPEN_END : null)}>
        长期
      </Checkbox>
    </div>
  );
}

/** From one day to another, or without end. */
export function RangeControl({ id, field, value, set, leave, problem }: ControlProps) {
  const range = value !== null && typeof value === 'object' && 'from' in value ? (value as DateRange) : null;
  const open = field.openEnd === true && range?.to === OPEN_END;
  const status = problem ? ('error' as const) : undefined;
  const from = range?.from ? dayjs(range.from, DAY) : null;
  if (open)
    return (
      <div className="beside">
        <DatePicker
          id={id}
          status={status}
          value={from}
          format={SHOWN}
          placeholder="开始日期"
          onChange={(next) => set({ from: next ? next.format(DAY) : '', to: OPEN_END })}
          onBlur={leave}
        />
        <Checkbox checked onChange={() => set(null)}>
          长期
        </Checkbox>
      </div>
    );
  return (
    <div className="beside">
      <DatePicker.RangePicker
        id={id}
        status={status}
        value={range ? [from, range.to ? dayjs(range.to, DAY) : null] : null}
        format={SHOWN}
        onChange={(next) => set(next?.[0] && next[1] ? { from: next[0].format(DAY), to: next[1].format(DAY) } : null)}
        onBlur={leave}
      />
      {field.openEnd && (
        <Checkbox checked={false} onChange={() => set({ from: range?.from ?? '', to: OPEN_END })}>
          长期
        </Checkbox>
      )}
    </div>
  );
}
