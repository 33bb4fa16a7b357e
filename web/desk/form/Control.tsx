import { Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { optionsOf } from '../../../lowcode/code-lists/options.ts';
import type { Answer, Field } from '../../../lowcode/form/definition.ts';
import { partsOf } from '../../../lowcode/form/parts.ts';
import { textFromAnswer } from '../../../lowcode/form/web-values.ts';
import { fenFrom, isFen, moneyTyped } from '../../../lowcode/money.ts';
import { moneyCapitals } from '../../../lowcode/money-capitals.ts';
import { useAsk } from '../api/use-ask.ts';
import { UnitSelect } from '../ui/ActionInput.tsx';
import { STAFF } from './answer-words.tsx';
import { CountryControl } from './CountryControl.tsx';
import { DateControl, RangeControl } from './DateControls.tsx';
import { DivisionControl } from './DivisionControl.tsx';
import { PartsControl } from './PartsControl.tsx';

export interface ControlProps {
  id: string;
  field: Field;
  value: Answer;
  set: (value: Answer) => void;
  leave: () => void;
  problem: boolean;
  described: string | undefined;
}

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
  landline: 'tel',
};

/** The control of a kind of field. */
export function Control(props: ControlProps) {
  const { id, field, value, set, leave, problem, described } = props;
  const parts = partsOf(field);
  if (parts) return <PartsControl {...props} parts={parts} />;
  const status = problem ? ('error' as const) : undefined;
  const aria = { 'aria-describedby': described, 'aria-invalid': problem || undefined };
  const text = typeof value === 'string' ? value : '';
  const options = optionsOf(field).map((option) => ({ value: option.value, label: option.label.zh }));
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
    case 'staff':
      return <StaffControl {...props} />;
    case 'rating':
      return (
        <Radio.Group
          {...aria}
          id={id}
          aria-labelledby={`${id}-label`}
          value={text || null}
          onChange={(event) => {
            set(event.target.value);
            leave();
          }}
          options={['5', '4', '3', '2', '1'].map((mark) => ({ value: mark, label: `${mark}分` }))}
        />
      );
    case 'consent':
      return <ConsentControl {...props} />;
    case 'geometry':
      return <GeometryControl {...props} />;
    case 'date':
      return <DateControl {...props} />;
    case 'dateRange':
      return <RangeControl {...props} />;
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
      return field.area === 'country' ? <CountryControl {...props} /> : <DivisionControl {...props} />;
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
function MoneyControl({ id, field, value, set, leave, problem, described }: ControlProps) {
  const [typed, setTyped] = useState(() =>
    typeof value === 'string' ? (isFen(value) ? moneyTyped(value) : value) : '',
  );
  const input = (
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
  if (!field.capitals) return input;
  return (
    <>
      {input}
      <span className="field-hint">{typeof value === 'string' && isFen(value) && `大写：${moneyCapitals(value)}`}</span>
    </>
  );
}

/** Whoever holds a role in a unit of the region, by unit and role. */
function StaffControl({ id, value, set, leave, problem, described }: ControlProps) {
  const { data, loading } = useAsk(STAFF);
  return (
    <Select
      id={id}
      aria-describedby={described}
      status={problem ? 'error' : undefined}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder="输入单位或者账号查找"
      loading={loading}
      value={typeof value === 'string' && value ? value : undefined}
      options={(data?.staffMembers ?? []).map(({ code, name }) => ({ value: code, label: name }))}
      onChange={(next) => set(next ?? null)}
      onBlur={leave}
    />
  );
}

/** The text that is agreed to, then the tick, which keeps its version. */
function ConsentControl({ id, field, value, set, leave, problem, described }: ControlProps) {
  const { terms } = field;
  if (!terms) return null;
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard too */}
      <section className="terms" tabIndex={0} aria-label={field.label.zh}>
        {terms.text.zh}
        <span className="faint">（版本：{terms.version}）</span>
      </section>
      <Checkbox
        id={id}
        aria-describedby={described}
        aria-invalid={problem || undefined}
        checked={value === terms.version}
        onChange={({ target }) => set(target.checked ? terms.version : null)}
        onBlur={leave}
      >
        已阅读并同意
      </Checkbox>
    </div>
  );
}

/** One point a line; what was typed stays as it was typed. */
function GeometryControl({ id, field, value, set, leave, problem, described }: ControlProps) {
  const [typed, setTyped] = useState(() => textFromAnswer(field, typeof value === 'string' ? value : null));
  return (
    <>
      <Input.TextArea
        id={id}
        aria-describedby={described}
        aria-invalid={problem || undefined}
        status={problem ? 'error' : undefined}
        autoSize={{ minRows: 3, maxRows: 10 }}
        placeholder={'112.869,27.232\n112.870,27.232'}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          set(event.target.value);
        }}
        onBlur={leave}
      />
      <span className="field-hint">
        每行一个点，先经度后纬度；{field.draws === 'line' ? '线至少两个点' : '面至少三个点'}。
      </span>
    </>
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
