import { Button, Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import type { RegisterDefinition } from '../../../lowcode/register/definition.ts';
import {
  AGGREGATES,
  type Aggregate,
  aggregateWords,
  type Grouping,
  type Measure,
  type Part,
  partWords,
} from '../../../lowcode/register/question.ts';
import { DEFINITIONS } from '../api/definitions.ts';
import { REGISTER_COLUMNS, type RegisterColumn } from '../api/registers.ts';
import { useAsk } from '../api/use-ask.ts';
import { RegisterFilters } from './RegisterFilters.tsx';

export interface Editing {
  readonly register: RegisterDefinition;
  readonly change: (next: RegisterDefinition) => void;
}

/** How a register is put together: lists with buttons, so that a keyboard suffices; the result below follows. */
export function RegisterEditor({ register, change }: Editing) {
  const forms = useAsk(DEFINITIONS, { kind: 'form' }).data?.definitions ?? [];
  const columns =
    useAsk(register.form === '' ? null : REGISTER_COLUMNS, { form: register.form }).data?.registerColumns ?? [];
  const set = (part: Partial<RegisterDefinition>) => change({ ...register, ...part });
  return (
    <section className="block register-editor" aria-label="设置">
      <div className="register-line">
        <Labelled label="名称">
          <Input
            aria-label="名称"
            maxLength={100}
            value={register.name.zh}
            onChange={(event) => set({ name: { ...register.name, zh: event.target.value } })}
          />
        </Labelled>
        <Labelled label="表单">
          <Select
            aria-label="表单"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="请选择"
            loading={forms.length === 0}
            value={forms.some(({ key }) => key === register.form) ? register.form : undefined}
            options={forms
              .filter(({ version }) => version !== null)
              .map(({ key, title }) => ({ value: key, label: title.zh }))}
            onChange={(form) => change({ ...FRESH, name: register.name, form })}
          />
        </Labelled>
        <Radio.Group
          aria-label="样式"
          value={register.kind}
          onChange={(event) => set({ kind: event.target.value })}
          options={[
            { value: 'list', label: '清单' },
            { value: 'cross', label: '交叉表' },
          ]}
        />
      </div>
      {columns.length > 0 && (
        <>
          <RegisterFilters register={register} change={change} columns={columns} />
          {register.kind === 'list' ? (
            <ListParts register={register} set={set} columns={columns} />
          ) : (
            <CrossParts register={register} set={set} columns={columns} />
          )}
        </>
      )}
    </section>
  );
}

const FRESH = {
  kind: 'list',
  columns: ['case_number', 'case_state', 'case_submittedOn'],
  sort: [{ column: 'case_submittedOn', descending: true }],
} as const;

interface Parts {
  readonly register: RegisterDefinition;
  readonly set: (part: Partial<RegisterDefinition>) => void;
  readonly columns: readonly RegisterColumn[];
}

function ListParts({ register, set, columns }: Parts) {
  const chosen = register.columns ?? [];
  const labelOf = (id: string) => columns.find((column) => column.id === id)?.label ?? '已不在表单里的列';
  const rest = columns.filter(({ id }) => !chosen.includes(id));
  const move = (from: number, to: number) => {
    const id = chosen[from] as string;
    set({ columns: chosen.toSpliced(from, 1).toSpliced(to, 0, id) });
  };
  const [order] = register.sort ?? [];
  const sortable = columns.filter(({ type }) => type !== null && type !== 'choices');
  return (
    <>
      <fieldset className="register-part">
        <legend>列</legend>
        <ol className="register-list">
          {chosen.map((id, i) => (
            <li key={id}>
              <span>{labelOf(id)}</span>
              <Button size="small" aria-label={`上移${labelOf(id)}`} disabled={i === 0} onClick={() => move(i, i - 1)}>
                上移
              </Button>
              <Button
                size="small"
                aria-label={`下移${labelOf(id)}`}
                disabled={i === chosen.length - 1}
                onClick={() => move(i, i + 1)}
              >
                下移
              </Button>
              <Button
                size="small"
                aria-label={`去掉${labelOf(id)}`}
                onClick={() => set({ columns: chosen.toSpliced(i, 1) })}
              >
                去掉
              </Button>
            </li>
          ))}
        </ol>
        <Select
          aria-label="添加一列"
          className="register-add"
          placeholder="添加一列"
          showSearch={{ optionFilterProp: 'label' }}
          value={null}
          options={rest.map(({ id, label, personal }) => ({
            value: id,
            label: personal ? `${label}（个人信息）` : label,
          }))}
          onChange={(id: string | null) => id && set({ columns: [...chosen, id] })}
        />
      </fieldset>
      <div className="register-line">
        <Labelled label="排序">
          <Select
            aria-label="排序"
            allowClear
            placeholder="不排序"
            value={order?.column}
            options={sortable.map(({ id, label }) => ({ value: id, label }))}
            onChange={(column?: string) =>
              set({ sort: column ? [{ column, descending: order?.descending ?? false }] : [] })
            }
          />
        </Labelled>
        {order && (
          <Radio.Group
            aria-label="顺序"
            value={order.descending ?? false}
            onChange={(event) => set({ sort: [{ ...order, descending: event.target.value }] })}
            options={[
              { value: false, label: '从小到大' },
              { value: true, label: '从大到小' },
            ]}
          />
        )}
        <GroupingSelect
          label="小计按"
          none="不要小计"
          columns={columns}
          value={register.group}
          set={(group) => set(without('group', group))}
        />
      </div>
      <Totals register={register} set={set} columns={columns} />
    </>
  );
}

function Totals({ register, set, columns }: Parts) {
  const totals = register.totals ?? [];
  const values = totals.map(measureValue);
  return (
    <Labelled label="合计">
      <Select
        aria-label="合计"
        mode="multiple"
        placeholder="不要合计"
        value={values}
        options={measuresOf(columns)}
        onChange={(next: string[]) => set({ totals: next.map(measureOf) })}
      />
    </Labelled>
  );
}

function CrossParts({ register, set, columns }: Parts) {
  return (
    <div className="register-line">
      <GroupingSelect label="分行" columns={columns} value={register.rows} set={(rows) => set(without('rows', rows))} />
      <GroupingSelect
        label="分列"
        none="不分列"
        columns={columns}
        value={register.across}
        set={(across) => set(without('across', across))}
      />
      <Labelled label="格内">
        <Select
          aria-label="格内"
          value={measureValue(register.measure ?? { of: 'count' })}
          options={measuresOf(columns)}
          onChange={(value) => set({ measure: measureOf(value) })}
        />
      </Labelled>
    </div>
  );
}

/** An absent part is left out of the definition, not kept as nothing. */
function without<Name extends string, Value>(name: Name, value: Value | undefined): Partial<RegisterDefinition> {
  return { [name]: value } as Partial<RegisterDefinition>;
}

function GroupingSelect({
  label,
  none,
  columns,
  value,
  set,
}: {
  label: string;
  none?: string;
  columns: readonly RegisterColumn[];
  value: Grouping | undefined;
  set: (next: Grouping | undefined) => void;
}) {
  const options = columns.flatMap(({ id, label: name, parts }) =>
    parts.map((part) => ({
      value: part === 'value' ? id : `${id} ${part}`,
      label: part === 'value' ? name : `${name}，${partWords[part as Part]}`,
    })),
  );
  return (
    <Labelled label={label}>
      <Select
        aria-label={label}
        allowClear={none !== undefined}
        placeholder={none ?? '请选择'}
        showSearch={{ optionFilterProp: 'label' }}
        value={value && (value.part ? `${value.column} ${value.part}` : value.column)}
        options={options}
        onChange={(next?: string) => {
          const [column, part] = next?.split(' ') ?? [];
          set(column ? { column, ...(part ? { part: part as Part } : {}) } : undefined);
        }}
      />
    </Labelled>
  );
}

export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="register-field">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

function measuresOf(columns: readonly RegisterColumn[]) {
  const sums = columns
    .filter(({ counted }) => counted)
    .flatMap(({ id, label }) =>
      AGGREGATES.filter((of) => of !== 'count').map((of) => ({
        value: `${of} ${id}`,
        label: `${label}${aggregateWords[of]}`,
      })),
    );
  return [{ value: 'count', label: '件数' }, ...sums];
}

function measureValue({ of, column }: Measure): string {
  return column ? `${of} ${column}` : of;
}

function measureOf(value: string): Measure {
  const [of, column] = value.split(' ');
  return { of: of as Aggregate, ...(column ? { column } : {}) };
}
