import { Select } from 'antd';
import { COUNTRY, DIVISION_LEVELS, type DivisionLevel, divisionSteps } from '../../../lowcode/identifier/division.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { useAsk } from '../api/use-ask.ts';
import type { ControlProps } from './Control.tsx';
import { DIVISIONS } from './DivisionControl.tsx';

/** A place anywhere in the country: province, city, county one after the other, as far down as is known. */
export function CountryControl(props: ControlProps) {
  const chain = divisionSteps(typeof props.value === 'string' ? props.value : '');
  const least = DIVISION_LEVELS.indexOf(props.field.depth ?? 'county') + 1;
  const shown = DIVISION_LEVELS.slice(0, Math.max(least, chain.length + 1));
  return (
    <div className="pair">
      {shown.map((level, at) => {
        const parent = at === 0 ? COUNTRY : (chain[at - 1] ?? null);
        return <Step key={level} {...props} level={level} at={at} least={least} parent={parent} code={chain[at]} />;
      })}
    </div>
  );
}

function Step({
  id,
  set,
  leave,
  problem,
  described,
  level,
  at,
  least,
  parent,
  code,
}: ControlProps & {
  level: DivisionLevel;
  at: number;
  least: number;
  parent: string | null;
  code: string | undefined;
}) {
  const { data, loading } = useAsk(parent === null ? null : DIVISIONS, { parent: parent ?? '' });
  const list = parent === null ? [] : (data?.divisions ?? []);
  // Below what must be answered, a list without entries is no question.
  if (at >= least && list.length === 0) return null;
  return (
    <Select
      id={at === 0 ? id : `${id}-${at}`}
      aria-label={at === 0 ? undefined : wordFor('divisionLevel', level)}
      aria-describedby={described}
      status={problem ? 'error' : undefined}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={wordFor('divisionLevel', level)}
      allowClear
      disabled={parent === null}
      loading={loading}
      value={code}
      options={list.map((each) => ({ value: each.code, label: each.name }))}
      onChange={(next) => set(next ?? (at === 0 ? null : parent))}
      onBlur={leave}
    />
  );
}
