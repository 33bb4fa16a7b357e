import { Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { starWords } from '../../../lowcode/words.ts';
import { UNITS } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import type { ActionField } from './action.ts';

const YES_NO = [
  { value: true, label: '是' },
  { value: false, label: '否' },
];
const STARS = starWords.map((word, at) => ({ value: at + 1, label: word.zh })).reverse();

/** One field of an action, by its kind. */
export function ActionInput({ field }: { field: ActionField }) {
  const { name, label, hint, optional } = field;
  if (field.kind === 'defects') return <Defects field={field} />;
  if (field.kind === 'confirm')
    return (
      <Form.Item
        name={name}
        valuePropName="checked"
        rules={[{ validator: async (_, sure) => (sure ? undefined : Promise.reject(new Error('请核对后勾选'))) }]}
      >
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    );
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={optional ? [] : [{ required: true, whitespace: true, ...typeOf(field), message: `请填写${label}` }]}
    >
      {input(field)}
    </Form.Item>
  );
}

/** What antd should hold a value for when it looks whether there is one. */
function typeOf({ kind }: ActionField): { type?: 'number' | 'boolean' | 'array' } {
  if (kind === 'number' || kind === 'stars') return { type: 'number' };
  if (kind === 'yesNo') return { type: 'boolean' };
  return kind === 'units' || kind === 'tags' ? { type: 'array' } : {};
}

function input(field: ActionField) {
  const options = field.options?.map((option) => ({ ...option }));
  switch (field.kind) {
    case 'longText':
      return <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={field.max ?? 2000} />;
    case 'number':
      return <InputNumber min={field.min} max={field.max} precision={0} style={{ width: 160 }} />;
    case 'radio':
      return <Radio.Group options={options ?? []} vertical />;
    case 'yesNo':
      return <Radio.Group options={YES_NO} />;
    case 'stars':
      return <Radio.Group options={STARS} vertical />;
    case 'tags':
      return <Select mode="multiple" options={options ?? []} />;
    case 'unit':
      return <UnitSelect<string> />;
    case 'units':
      return <UnitSelect<string[]> multiple />;
    default:
      return <Select options={options ?? []} placeholder="请选择" />;
  }
}

/** Units by name; typing searches. */
export function UnitSelect<Value extends string | string[]>({
  multiple = false,
  levels,
  placeholder = '输入单位名称查找',
  ...rest
}: {
  multiple?: boolean;
  /** Which levels of units are offered; all where nothing is said. */
  levels?: readonly string[];
  id?: string;
  status?: 'error';
  allowClear?: boolean;
  placeholder?: string;
  onBlur?: () => void;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  value?: Value | undefined;
  onChange?: (value: Value) => void;
}) {
  const { data, loading } = useAsk(UNITS);
  // Closed after each choice: Tab in a list that is open chooses the unit it stands on.
  const [open, setOpen] = useState(false);
  const offered = (data?.units ?? []).filter(({ level }) => !levels || levels.includes(level));
  const options = offered.map((unit) => ({ value: unit.code, label: unit.name.zh }));
  return (
    <Select
      {...rest}
      mode={multiple ? 'multiple' : undefined}
      showSearch={{ optionFilterProp: 'label' }}
      loading={loading}
      options={options}
      open={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      placeholder={placeholder}
    />
  );
}

/** All that is wanting, told at once: the law allows one notice. */
function Defects({ field }: { field: ActionField }) {
  const options = field.options?.map((option) => ({ ...option })) ?? [];
  return (
    <Form.List name={field.name} initialValue={[{}]}>
      {(rows, { add, remove }) => (
        <>
          {rows.map((row, index) => (
            <fieldset className="defect" key={row.key}>
              <legend>需补正的第 {index + 1} 项</legend>
              <Form.Item
                name={[row.name, 'at']}
                label="材料或填写项"
                rules={[{ required: true, message: '请选择材料或填写项' }]}
              >
                <Select options={options} showSearch={{ optionFilterProp: 'label' }} placeholder="请选择" />
              </Form.Item>
              <Form.Item
                name={[row.name, 'reason']}
                label="问题和要求"
                rules={[{ required: true, whitespace: true, message: '请写明问题和怎样补正' }]}
              >
                <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={500} />
              </Form.Item>
              {rows.length > 1 && (
                <Button size="small" onClick={() => remove(row.name)}>
                  删除第 {index + 1} 项
                </Button>
              )}
            </fieldset>
          ))}
          <Button onClick={() => add({})}>再加一项</Button>
        </>
      )}
    </Form.List>
  );
}
