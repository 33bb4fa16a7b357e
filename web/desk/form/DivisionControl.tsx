import { Select } from 'antd';
import { document } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import type { ControlProps } from './Control.tsx';

export const DIVISIONS = document<{ divisions: readonly { code: string; name: string }[] }, { parent?: string }>(
  'query Divisions($parent: ID) { divisions(parent: $parent) { code name } }',
);

/** A town, then a village of it; the town alone is an answer too. */
export function DivisionControl({ id, value, set, leave, problem, described }: ControlProps) {
  const code = typeof value === 'string' ? value : '';
  const town = code.length >= 9 ? code.slice(0, 9) : '';
  const towns = useAsk(DIVISIONS);
  const villages = useAsk(town ? DIVISIONS : null, { parent: town });
  const status = problem ? ('error' as const) : undefined;
  const choices = (list: readonly { code: string; name: string }[] | undefined) =>
    (list ?? []).map((each) => ({ value: each.code, label: each.name }));
  return (
    <div className="pair">
      <Select
        id={id}
        aria-describedby={described}
        status={status}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="乡镇"
        allowClear
        value={town || undefined}
        loading={towns.loading}
        options={choices(towns.data?.divisions)}
        onChange={(next) => set(next ?? null)}
        onBlur={leave}
      />
      <Select
        aria-label="村（社区）"
        status={status}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="村（社区）"
        allowClear
        disabled={!town}
        value={code.length > 9 ? code : undefined}
        loading={villages.loading}
        options={choices(villages.data?.divisions)}
        onChange={(next) => set(next ?? town)}
        onBlur={leave}
      />
    </div>
  );
}
