import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import type { RegisterFilter } from '../api/matters.ts';
import { UnitSelect } from '../ui/ActionInput.tsx';

/** One filter that a list declares, which says what it filters by while nothing is chosen. */
export function Filter({
  filter,
  query,
  go,
}: {
  filter: RegisterFilter;
  query: URLSearchParams;
  go: (change: Readonly<Record<string, string>>) => void;
}) {
  const { key, kind, label, options } = filter;
  const name = `f.${key}`;
  const value = query.get(name) ?? '';
  if (kind === 'unit')
    return (
      <span className="filter-unit">
        <UnitSelect<string>
          allowClear
          aria-label={`按${label}筛选`}
          placeholder={`${label}：全部`}
          value={value || undefined}
          onChange={(unit) => go({ [name]: unit ?? '' })}
        />
      </span>
    );
  if (kind === 'date') {
    const [from, to] = value.split('_');
    return (
      <DatePicker.RangePicker
        aria-label={label}
        placeholder={[`${label}从`, '到']}
        allowEmpty={[true, true]}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={(days) => {
          const [first, last] = (days ?? []).map((day) => day?.format('YYYY-MM-DD') ?? '');
          go({ [name]: first || last ? `${first ?? ''}_${last ?? ''}` : '' });
        }}
      />
    );
  }
  return (
    <Select
      aria-label={`按${label}筛选`}
      className="filter-state"
      value={value}
      options={[{ value: '', label: `${label}：全部` }, ...options.map((option) => ({ ...option }))]}
      onChange={(next) => go({ [name]: next })}
    />
  );
}
