import type { FieldKind } from '../form/definition.ts';
import { words } from '../vocabularies.ts';
import { kindOfLabel, kindOfType, USUAL_OPTIONS } from './kind.ts';
import { type ReadLabel, readLabel } from './label.ts';
import { hasBoxes, isYesNo, readOptions } from './options.ts';
import { type PastedOption, type PastedRow, pastedRow } from './row.ts';

/** What a table says of one question, as it is written there. */
export interface Written {
  readonly label: string;
  readonly type?: string;
  readonly options?: string;
  readonly hint?: string;
  readonly unit?: string;
  readonly max?: string;
  /** Null when the table does not say. */
  readonly required?: boolean | null;
  readonly from: number;
}

/** Kinds with a form of their own: a column that calls them all 文本 does not mean to be less exact. */
const EXACT: ReadonlySet<FieldKind> = new Set([
  ...([
    'identityNumber',
    'creditCode',
    'mobilePhone',
    'phone',
    'email',
    'postcode',
    'bankCard',
    'licencePlate',
  ] as const),
  ...(['address', 'personName', 'longText'] as const),
]);
const COUNTED = /^(个|人|户|天|日|月|年|岁|台|辆|套|件|次)$/;
const OPTIONAL = /备注|传真|邮编|邮政编码|邮箱|电子邮件|曾用名|别名|其他/;

/** The question that a written line asks: kind by its type, else by options, unit and the words of its label. */
export function guessField(written: Written): PastedRow {
  const said = readLabel(written.label);
  const unit = (written.unit ?? '').trim() || said.unit;
  const typed = kindOfType(withoutList(written.type ?? ''));
  const given = optionsOf(written);
  const guessed = fitting(typed, guessOf(said.label, unit, given, written), said.label);
  const usual = Object.hasOwn(USUAL_OPTIONS, said.label) ? (USUAL_OPTIONS[said.label] ?? []) : [];
  const options = given.length > 0 ? given : usual.map((label) => ({ code: '', label }));
  const kind = guessed === 'choice' && isYesNo(options) ? 'boolean' : guessed;
  const listed = kind === 'choice' || kind === 'choices';
  const max = /^\d{1,4}$/.test(written.max?.trim() ?? '') ? Number(written.max) : null;
  return pastedRow({
    label: said.label,
    kind,
    required: requiredOf(written, said, kind),
    options: listed ? options : [],
    hint: [said.hint, written.hint?.trim() ?? ''].filter((part) => part !== '').join('；'),
    unit: kind === 'number' || kind === 'integer' ? unit : '',
    max: (kind === 'text' || kind === 'longText') && max !== null && max > 0 ? max : null,
    from: written.from,
  });
}

function requiredOf({ required }: Written, said: ReadLabel, kind: FieldKind): boolean {
  if (kind === 'note' || kind === 'declaration') return false;
  return required ?? said.required ?? !OPTIONAL.test(said.label);
}

/** The kind a type gives, made more exact by what label and options say. */
function fitting(typed: FieldKind | null, guessed: FieldKind, label: string): FieldKind {
  if (typed === null) return guessed;
  if (typed === 'text' && (EXACT.has(guessed) || guessed === 'choice' || guessed === 'choices')) return guessed;
  if (typed === 'number' && guessed === 'integer') return guessed;
  // 下拉 of a division or of yes and no.
  if (typed === 'choice' && (guessed === 'division' || guessed === 'choices')) return guessed;
  return typed === 'phone' && /手机/.test(label) ? 'mobilePhone' : typed;
}

function guessOf(label: string, unit: string, options: readonly PastedOption[], written: Written): FieldKind {
  const about = `${written.label}${written.hint ?? ''}${written.type ?? ''}`;
  if (options.length > 0) return /多选|可选多项|可多项/.test(about) ? 'choices' : 'choice';
  if (/(签字|签名|签章)$/.test(label)) return Object.hasOwn(words.fieldKind, 'signature') ? SIGNATURE : 'declaration';
  const kind = kindOfLabel(label);
  // Amounts in forms are yuan: ten thousands of them are a number with its unit.
  if (unit === '元') return 'money';
  if (kind === 'money' && unit !== '') return 'number';
  if (kind === 'choice') return Object.hasOwn(USUAL_OPTIONS, label) ? 'choice' : 'text';
  if (unit !== '' && kind !== 'integer') return COUNTED.test(unit) ? 'integer' : 'number';
  return kind;
}
const SIGNATURE = 'signature' as FieldKind;

/** Options of their own column, of the type (单选：男、女), or of a hint that is nothing but boxes. */
function optionsOf(written: Written): readonly PastedOption[] {
  const { options = '', type = '', hint = '' } = written;
  if (options.trim() !== '' && !/^[-—/无]$/.test(options.trim())) {
    const read = readOptions(options);
    return read.length > 1 ? read : [];
  }
  const inType = /[（(:：](.{2,200}?)[)）]?$/.exec(type)?.[1];
  if (inType) return readOptions(inType).filter((_, __, all) => all.length > 1);
  return hasBoxes(hint) ? readOptions(hint) : [];
}

const withoutList = (type: string): string => type.replace(/[（(:：].*$/, '');
