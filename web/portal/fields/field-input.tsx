import type { ReactNode } from 'react';
import { optionsOf } from '../../../lowcode/code-lists/options.ts';
import type { Field } from '../../../lowcode/form/definition.ts';
import { isUnseen } from '../../../lowcode/form/kinds.ts';
import { partsOf } from '../../../lowcode/form/parts.ts';
import { FieldError, idOf, Optional, TextInput } from '../parts/form-bits.tsx';
import { Radios } from '../parts/radios.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { DivisionInput } from './division-input.tsx';
import { FileField } from './file-field.tsx';
import { type UnitName, useLookups, useNames } from './lookups.tsx';
import { Choices, Consent, DateRange, Declaration, OpenDate } from './many-inputs.tsx';
import { PartsInput } from './parts-input.tsx';
import { shownAnswer, typedValue } from './show-answer.tsx';

export interface FieldProps {
  readonly field: Field;
  /** `key`, or `group.index.key`. */
  readonly path: string;
  readonly answer: unknown;
  readonly computed?: unknown;
  readonly required: boolean;
  readonly error?: string;
}

const KEYPAD: Partial<Record<Field['kind'], 'numeric' | 'decimal' | 'tel' | 'email'>> = {
  integer: 'numeric',
  number: 'decimal',
  money: 'decimal',
  mobilePhone: 'tel',
  phone: 'tel',
  email: 'email',
  postcode: 'numeric',
  bankCard: 'numeric',
  landline: 'tel',
};
const FILL: Partial<Record<Field['kind'], string>> = {
  personName: 'name',
  mobilePhone: 'tel',
  phone: 'tel',
  email: 'email',
  address: 'street-address',
  postcode: 'postal-code',
};
const SHORT: ReadonlySet<Field['kind']> = new Set([
  'integer',
  'number',
  'money',
  'date',
  'time',
  'postcode',
  'mobilePhone',
  'phone',
  'licencePlate',
  'landline',
]);
/** Codes that a browser must not correct. */
const CODES: ReadonlySet<Field['kind']> = new Set([
  'identityNumber',
  'creditCode',
  'bankCard',
  'licencePlate',
  'place',
  'geometry',
  'licenceReference',
  'propertyUnit',
]);

/** The units that a field offers. */
function unitsFor({ levels }: Field, units: readonly UnitName[]): readonly UnitName[] {
  return levels ? units.filter(({ level }) => (levels as readonly string[]).includes(level)) : units;
}

/** One question of a form, by its kind. */
export function FieldInput(props: FieldProps): ReactNode {
  const t = useSpeech();
  const { field, path, answer, required, error } = props;
  const lookups = useLookups();
  const label = t.text(field.label);
  const hint = field.hint && t.text(field.hint);
  const optional = !required;
  if (field.kind === 'note')
    return (
      <p className="notice">
        {label}
        {hint && ` ${hint}`}
      </p>
    );
  if (field.kind === 'heading') return <Heading field={field} path={path} />;
  if (isUnseen(field.kind)) return null;
  if (field.computed) return <Computed {...props} />;
  const parts = partsOf(field);
  if (parts) return <PartsInput {...props} parts={parts} />;
  const value = typedValue(field, answer ?? field.default);
  switch (field.kind) {
    case 'file':
    case 'image':
      return <FileField {...props} />;
    case 'choice': {
      const options = optionsOf(field).map((option) => [option.value, t.text(option.label)] as const);
      return options.length <= 7 ? (
        <Radios
          name={path}
          legend={label}
          hint={hint}
          value={value}
          error={error}
          options={options}
          optional={optional}
        />
      ) : (
        <Dropdown {...props} label={label} value={value}>
          {options.map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </Dropdown>
      );
    }
    case 'boolean':
      return (
        <Radios
          name={path}
          legend={label}
          hint={hint}
          value={value}
          error={error}
          options={[
            ['true', t('是', 'Yes')],
            ['false', t('否', 'No')],
          ]}
          optional={optional}
        />
      );
    case 'choices':
      return <Choices {...props} options={optionsOf(field)} />;
    case 'declaration':
      return <Declaration {...props} />;
    case 'division':
      if (field.area === 'country') return <DivisionInput {...props} />;
      return (
        <Dropdown {...props} label={label} value={value}>
          {lookups.divisions.map((division) => (
            <option key={division.code} value={division.code}>
              {division.name}
            </option>
          ))}
        </Dropdown>
      );
    case 'unit':
      return (
        <Dropdown {...props} label={label} value={value}>
          {unitsFor(field, lookups.units).map((unit) => (
            <option key={unit.code} value={unit.code}>
              {t.text(unit.name)}
            </option>
          ))}
        </Dropdown>
      );
    case 'units':
      return (
        <Choices
          {...props}
          options={unitsFor(field, lookups.units).map((unit) => ({ value: unit.code, label: unit.name }))}
        />
      );
    case 'staff':
      // Who works where is for staff to know; residents leave it to them.
      if (lookups.staff.length === 0)
        return (
          <div className="field">
            <span className="label">{label}</span>
            <p className="hint">{t('由工作人员填写', 'Filled in by staff')}</p>
          </div>
        );
      return (
        <Dropdown {...props} label={label} value={value}>
          {lookups.staff.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Dropdown>
      );
    case 'rating':
      return (
        <Radios
          name={path}
          legend={label}
          hint={hint ?? t('5分最好，1分最差', '5 is best, 1 is worst')}
          value={value}
          error={error}
          options={['5', '4', '3', '2', '1'].map((mark) => [mark, t(`${mark}分`, mark)] as const)}
          optional={optional}
          inline
        />
      );
    case 'consent':
      return <Consent {...props} />;
    case 'date':
      if (field.openEnd) return <OpenDate {...props} />;
      break;
    case 'dateRange':
      return <DateRange {...props} />;
  }
  return (
    <TextInput
      name={path}
      label={label}
      hint={hint ?? kindHint(field, t)}
      value={value}
      error={error}
      optional={optional}
      type={field.kind === 'date' ? 'date' : field.kind === 'time' ? 'time' : 'text'}
      rows={field.kind === 'longText' || field.kind === 'geometry' ? 5 : undefined}
      inputMode={KEYPAD[field.kind]}
      autoComplete={path.includes('.') ? 'off' : (FILL[field.kind] ?? 'off')}
      short={SHORT.has(field.kind)}
      plain={CODES.has(field.kind)}
      unit={field.kind === 'money' ? t('元', 'yuan') : field.unit && t.text(field.unit)}
    />
  );
}

/** What parts a long section; the section's own title stands above it. */
function Heading({ field, path }: Pick<FieldProps, 'field' | 'path'>): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h3 id={idOf(path)}>{t.text(field.label)}</h3>
      {field.hint && <p className="hint">{t.text(field.hint)}</p>}
    </>
  );
}

function kindHint(field: Field, t: ReturnType<typeof useSpeech>): string | undefined {
  if (field.kind === 'identityNumber') return t('18位，最后一位可能是字母X', '18 characters; the last may be X');
  if (field.kind === 'place')
    return t('经度和纬度，用逗号隔开，例如 112.869,27.232', 'Longitude and latitude, for example 112.869,27.232');
  if (field.kind === 'landline')
    return t('带区号，如 0734-5812345；分机写在最后，如 0734-5812345-801', 'With area code, for example 0734-5812345');
  if (field.kind === 'licenceReference')
    return t(
      '电子证照上以 1.2.156.3005.2 开头的标识',
      'The identifier on the electronic licence, from 1.2.156.3005.2 on',
    );
  if (field.kind === 'propertyUnit')
    return t('28位，见不动产权证书，空格可以不输', '28 places, as on the certificate; spaces may be left out');
  if (field.kind === 'geometry')
    return field.draws === 'line'
      ? t(
          '每行一个点，先经度后纬度，如 112.869,27.232；至少两个点',
          'One point a line: longitude,latitude; two at least',
        )
      : t(
          '每行一个角点，先经度后纬度，如 112.869,27.232；至少三个点',
          'One corner a line: longitude,latitude; three at least',
        );
  if (field.kind === 'mobilePhone') return t('11位手机号码', '11 digits');
  return undefined;
}

function Computed({ field, path, computed }: FieldProps): ReactNode {
  const t = useSpeech();
  const names = useNames();
  return (
    <div className="field">
      <span className="label" id={`${idOf(path)}-label`}>
        {t.text(field.label)}
      </span>
      {field.hint && <p className="hint">{t.text(field.hint)}</p>}
      <output className="computed" id={idOf(path)} aria-labelledby={`${idOf(path)}-label`}>
        {shownAnswer(field, computed, t, names) ?? <NotYet />}
      </output>
    </div>
  );
}

/** In place of a value that is computed, as long as what it is computed from is not all there. */
export function NotYet(): ReactNode {
  const t = useSpeech();
  return <span className="not-yet">{t('待计算', 'To be computed')}</span>;
}

function Dropdown({
  field,
  path,
  label,
  value,
  error,
  required,
  children,
}: FieldProps & { label: string; value: string; children: ReactNode }): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={error ? 'field has-error' : 'field'}>
      <label htmlFor={id}>
        {label}
        {!required && <Optional />}
      </label>
      {field.hint && (
        <p className="hint" id={`${id}-hint`}>
          {t.text(field.hint)}
        </p>
      )}
      <FieldError path={path} message={error} />
      <select
        id={id}
        name={path}
        defaultValue={value}
        aria-describedby={described}
        aria-invalid={error ? true : undefined}
      >
        <option value="">{t('请选择', 'Choose')}</option>
        {children}
      </select>
    </div>
  );
}
