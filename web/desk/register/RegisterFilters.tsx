import { Button, Input, Select } from 'antd';
import { fenFrom, isFen, moneyTyped } from '../../../lowcode/money.ts';
import type { Condition } from '../../../lowcode/register/question.ts';
import type { RegisterColumn } from '../api/registers.ts';
import { type Editing, Labelled } from './RegisterEditor.tsx';

/** The conditions of a register, one a line: a column and what its value must be. */
export function RegisterFilters({ register, change, columns }: Editing & { columns: readonly RegisterColumn[] }) {
  const filters = register.filters ?? [];
  const set = (next: readonly Condition[]) => change({ ...register, filters: next });
  const compared = columns.filter(({ type }) => type !== null);
  return (
    <fieldset className="register-part">
      <legend>条件</legend>
      <ul className="register-list">
        {filters.map((condition, i) => {
          const column = columns.find(({ id }) => id === condition.column);
          const label = column?.label ?? '已不在表单里的列';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
            <li key={i}>
              <span>{label}</span>
              {column && <Value column={column} condition={condition} set={(next) => set(filters.with(i, next))} />}
              <Button size="small" aria-label={`去掉条件${label}`} onClick={() => set(filters.toSpliced(i, 1))}>
                去掉
              </Button>
            </li>
          );
        })}
      </ul>
      <Select
        aria-label="添加一个条件"
        className="register-add"
        placeholder="添加一个条件"
        showSearch={{ optionFilterProp: 'label' }}
        value={null}
        options={compared.map(({ id, label }) => ({ value: id, label }))}
        onChange={(column: string | null) => column && set([...filters, { column }])}
      />
    </fieldset>
  );
}

interface ValueProps {
  readonly column: RegisterColumn;
  readonly condition: Condition;
  readonly set: (next: Condition) => void;
}

function Value({ column, condition, set }: ValueProps) {
  const { id, type, label, options } = column;
  const bare = { column: id };
  if (type === 'boolean' || options.length > 0) {
    const choices = type === 'boolean' ? YES_NO : options;
    return (
      <Select
        aria-label={`${label}是`}
        mode="multiple"
        placeholder="不限"
        value={[...(condition.is ?? [])]}
        options={[...choices]}
        onChange={(is: string[]) => set(is.length > 0 ? { ...bare, is } : bare)}
      />
    );
  }
  if (type === 'number' || type === 'money' || type === 'date') {
    const bound = (name: 'from' | 'to', word: string) => (
      <Labelled label={word}>
        <Input
          aria-label={`${label}${word}`}
          type={type === 'date' ? 'date' : 'text'}
          inputMode={type === 'date' ? undefined : 'decimal'}
          defaultValue={typed(type, condition[name])}
          onChange={({ target }) => {
            const { [name]: _old, ...rest } = condition;
            const value = type === 'money' ? fenFrom(target.value) : target.value.trim();
            set(value === '' ? rest : { ...rest, [name]: value });
          }}
        />
      </Labelled>
    );
    return (
      <>
        {bound('from', type === 'date' ? '从' : '不小于')}
        {bound('to', type === 'date' ? '到' : '不大于')}
        {type === 'money' && <span className="faint">元</span>}
      </>
    );
  }
  return (
    <Input
      aria-label={`${label}是`}
      placeholder={type === 'division' ? '行政区划代码' : '完全相同'}
      value={condition.is?.[0] ?? ''}
      onChange={({ target }) => set(target.value.trim() ? { ...bare, is: [target.value.trim()] } : bare)}
    />
  );
}

const YES_NO = [
  { value: 'true', label: '是' },
  { value: 'false', label: '否' },
];

function typed(type: string, value: string | undefined): string {
  return value !== undefined && type === 'money' && isFen(value) ? moneyTyped(value) : (value ?? '');
}
