import { Checkbox, DatePicker, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { Answer, DateRange, Field } from '../../../lowcode/form/definition.ts';
import { fenFrom, isFen, moneyTyped } from '../../../lowcode/money.ts';
import { UnitSelect } from '../ui/ActionInput.tsx';
import { DivisionControl } from './DivisionControl.tsx';

export interface ControlProps {
  id: string;
  field: Field;
  value: Answer;
  set: (value: Answer) => void;
  leave: () => void;
  problem: boolean;
  described: string | undefined;
}

const DAY = 'YYYY-MM-DD';
const SHOWN = 'YYYY年M月D日';
/** Hints for keyboards of phones and for what browsers fill in. */
const INPUT_MODES: Readonly<Partial<Record<Field['kind'], 'numeric' | 'decimal' | 'tel' | 'email'>>> = {
  number: 'decimal',
  money: 'decimal',
  integer: 'numeric',
  mobilePhone: 'tel',
  phone: 'tel',
  email: 'email',
  postcode: 'numeric',
  bankCard: 'numeric',
};

/** The control of a kind of field. */
export function Control(props: ControlProps) {
  const { id, field, value, set, leave, problem, described } = props;
  const status = problem ? ('error' as const) : undefined;
  const aria = { 'aria-describedby': described, 'aria-invalid': problem || undefined };
  const text = typeof value === 'string' ? value : '';
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: option.label.zh }));
  switch (field.kind) {
    case 'longText':
      return (
        <Input.TextArea
          {...aria}
          id={id}
          status={status}
          autoSize={{ minRows: 3, maxRows: 10 }}
          value={text}
          onChange={(event) => set(event.target.value)}
          onBlur={leave}
        />
      );
    case 'boolean':
      return (
        <Radio.Group
          {...aria}
          id={id}
          aria-labelledby={`${id}-label`}
          value={value}
          onChange={(event) => {
            set(event.target.value);
            leave();
          }}
          options={[
            { value: true, label: '是' },
            { value: false, label: '否' },
          ]}
        />
      );
    case 'declaration':
      return (
        <Checkbox
          {...aria}
          id={id}
          checked={value === true}
          onChange={(event) => set(event.target.checked)}
          onBlur={leave}
        >
          {field.label.zh}
        </Checkbox>
      );
    case 'choice':
      return (
        <Select
          {...aria}
          id={id}
          status={status}
          value={text || undefined}
          placeholder="请选择"
          allowClear
          showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
          options={options}
          onChange={(next) => set(next ?? null)}
          onBlur={leave}
        />
      );
    case 'choices':
      return (
        <Checkbox.Group
          value={Array.isArray(value) ? (value as string[]) : []}
          options={options}
          onChange={(next) => {
            set(next as string[]);
            leave();
          }}
        />
      );
    case 'unit':
      return (
        <UnitSelect<string>
          {...aria}
          id={id}
          status={status}
          allowClear
          levels={field.levels}
          value={text || undefined}
          onChange={(next) => set(next ?? null)}
          onBlur={leave}
        />
      );
    case 'units':
      return (
        <UnitSelect<string[]>
          {...aria}
          id={id}
          status={status}
          multiple
          levels={field.levels}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={(next) => set(next)}
          onBlur={leave}
        />
      );
    case 'date':
      return (
        <DatePicker
          {...aria}
          id={id}
          status={status}
          value={text ? dayjs(text, DAY) : null}
          format={SHOWN}
          onChange={(next) => set(next ? next.format(DAY) : null)}
          onBlur={leave}
        />
      );
    case 'dateRange': {
      const range = value !== null && typeof value === 'object' && 'from' in value ? (value as DateRange) : null;
      return (
        <DatePicker.RangePicker
          id={id}
          status={status}
          value={range ? [dayjs(range.from, DAY), dayjs(range.to, DAY)] : null}
          format={SHOWN}
          onChange={(next) => set(next?.[0] && next[1] ? { from: next[0].format(DAY), to: next[1].format(DAY) } : null)}
          onBlur={leave}
        />
      );
    }
    case 'time':
      return (
        <Input
          {...aria}
          id={id}
          type="time"
          status={status}
          value={text}
          onChange={(event) => set(event.target.value)}
          onBlur={leave}
        />
      );
    case 'money':
      return <MoneyControl {...props} />;
    case 'place':
      return <PlaceControl {...props} />;
    case 'division':
      return <DivisionControl {...props} />;
    default:
      return (
        <Input
          {...aria}
          id={id}
          status={status}
          inputMode={INPUT_MODES[field.kind]}
          autoComplete="off"
          value={text}
          onChange={(event) => set(event.target.value)}
          onBlur={leave}
        />
      );
  }
}

/** Yuan are typed, fen are kept; what is typed stays as typed. */
function MoneyControl({ id, value, set, leave, problem, described }: ControlProps) {
  const [typed, setTyped] = useState(() =>
    typeof value === 'string' ? (isFen(value) ? moneyTyped(value) : value) : '',
  );
  return (
    <Input
      id={id}
      aria-describedby={described}
      aria-invalid={problem || undefined}
      status={problem ? 'error' : undefined}
      inputMode="decimal"
      suffix="元"
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        set(fenFrom(event.target.value));
      }}
      onBlur={leave}
    />
  );
}

/** Longitude and latitude in decimal degrees. */
function PlaceControl({ id, value, set, leave, problem }: ControlProps) {
  const [longitude = '', latitude = ''] = typeof value === 'string' ? value.split(',') : [];
  const put = (east: string, north: string) => set(east === '' && north === '' ? null : `${east},${north}`);
  const status = problem ? ('error' as const) : undefined;
  return (
    <div className="pair">
      <Input
        id={id}
        aria-label="经度"
        prefix="经度"
        inputMode="decimal"
        status={status}
        value={longitude}
        onChange={(event) => put(event.target.value.trim(), latitude)}
        onBlur={leave}
      />
      <Input
        aria-label="纬度"
        prefix="纬度"
        inputMode="decimal"
        status={status}
        value={latitude}
        onChange={(event) => put(longitude, event.target.value.trim())}
        onBlur={leave}
      />
    </div>
  );
}
