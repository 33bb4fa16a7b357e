import { Checkbox, Select } from 'antd';
import type { Field, FormDefinition, TakenFrom } from '../../../lowcode/form/definition.ts';
import { factFits, LICENCE_FACTS, type LicenceFact, readFromFace } from '../../../lowcode/form/taken-from.ts';
import { takenSentence } from '../../../lowcode/form/taken-words.ts';
import type { LicenceTypeDefinition } from '../../../lowcode/licence/definition.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { DEFINITION, DEFINITIONS } from '../api/definitions.ts';
import { REGISTER, REGISTERS } from '../api/registers.ts';
import { useAsk } from '../api/use-ask.ts';
import { fittingIn } from './prefill-properties.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Stands for this form itself, which need not be published yet. */
const OWN = '';

const SOURCES = (['earlierCase', 'licence', 'register'] as const).map((value) => ({
  value,
  label: wordFor('prefillSource', value),
}));

/** From which record a field takes its first answer: the source, which one, what of it; then as a sentence. */
export function TakenFromInput({
  id,
  value,
  field,
  own,
  set,
}: {
  id: string;
  value: TakenFrom | undefined;
  /** What is filled. */
  field: Field;
  /** The fields of this form itself that fit. */
  own: readonly Option[];
  set: (value: unknown) => void;
}) {
  const from = value?.from;
  const record = value && keyOf(value);
  const records = useRecords(from);
  const fields = useFields(from, record, field, own);
  const put = (change: { readonly record?: string; readonly field?: string; readonly fixed?: boolean }) => {
    if (from) set(made(from, { record, field: value?.field, fixed: value?.fixed, ...change }));
  };
  const nameOf = (options: readonly Option[], key: string) => options.find((one) => one.value === key)?.label;
  const names = {
    definition: (_kind: string, key: string) => nameOf(records, key),
    field: (taken: TakenFrom) => nameOf(fields, taken.field),
  };
  return (
    <div className="taken-from">
      <Select
        id={id}
        allowClear
        placeholder="不从记录预填"
        value={from}
        options={SOURCES}
        onChange={(next?: TakenFrom['from']) => set(next && made(next, { record: undefined, field: '' }))}
      />
      {from && (
        <Select
          aria-label="哪一份记录"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="请选择哪一份"
          value={record === undefined || (record === '' && from !== 'earlierCase') ? undefined : record}
          options={[...records]}
          onChange={(next: string) => put({ record: next, field: '' })}
        />
      )}
      {from && (
        <Select
          aria-label="取其中哪一项"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={fields.length === 0 ? '没有可以填到这里的内容' : '请选择其中哪一项'}
          value={value?.field || undefined}
          options={[...fields]}
          onChange={(next: string) => put({ field: next })}
        />
      )}
      {value?.field && (
        <>
          <Checkbox checked={value.fixed === true} onChange={({ target }) => put({ fixed: target.checked })}>
            带出后不能修改
          </Checkbox>
          <p className="field-hint" role="status">
            {takenSentence(value, names)}。
          </p>
        </>
      )}
    </div>
  );
}

function keyOf(taken: TakenFrom): string {
  if (taken.from === 'licence') return taken.licenceType;
  return taken.from === 'register' ? taken.register : (taken.form ?? OWN);
}

function made(
  from: TakenFrom['from'],
  {
    record,
    field = '',
    fixed,
  }: { record?: string | undefined; field?: string | undefined; fixed?: boolean | undefined },
): TakenFrom {
  const rest = { field, ...(fixed && { fixed }) };
  if (from === 'licence') return { from, licenceType: record ?? '', ...rest };
  if (from === 'register') return { from, register: record ?? '', ...rest };
  return { from, ...(record && { form: record }), ...rest };
}

function useRecords(from: TakenFrom['from'] | undefined): readonly Option[] {
  const kind = from === 'licence' ? 'licenceType' : 'form';
  const definitions = useAsk(from && from !== 'register' ? DEFINITIONS : null, { kind }).data?.definitions ?? [];
  const registers = useAsk(from === 'register' ? REGISTERS : null).data?.registers ?? [];
  const named = (from === 'register' ? registers : definitions).map(({ key, title }) => ({
    value: key,
    label: title.zh,
  }));
  return from === 'earlierCase' ? [{ value: OWN, label: '本表单' }, ...named] : named;
}

/** What of a record fits the field. */
function useFields(
  from: TakenFrom['from'] | undefined,
  record: string | undefined,
  field: Field,
  own: readonly Option[],
): readonly Option[] {
  const register = useAsk(from === 'register' && record ? REGISTER : null, { key: record ?? '' }).data?.register;
  const key = from === 'register' ? register?.definition.form : record;
  const kind = from === 'licence' ? 'licenceType' : 'form';
  const found = useAsk(key ? DEFINITION : null, { kind, key: key ?? '' }).data?.definition;
  const definition = found?.published ?? found?.definition;
  if (from === 'earlierCase' && record === OWN) return own;
  if (!definition) return [];
  return from === 'licence'
    ? ofLicence(definition as LicenceTypeDefinition, field)
    : fittingIn(definition as FormDefinition, field);
}

function ofLicence(type: LicenceTypeDefinition, field: Field): readonly Option[] {
  const facts = (Object.keys(LICENCE_FACTS) as LicenceFact[]).filter((fact) => factFits(fact, field));
  const face = readFromFace(field.kind) ? type.fields : [];
  return [
    ...facts.map((fact) => ({ value: fact, label: LICENCE_FACTS[fact] })),
    ...face.map(({ key, label }) => ({ value: key, label: `照面：${label.zh}` })),
  ];
}
