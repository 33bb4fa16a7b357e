import { codeList } from '../code-lists/options.ts';
import type { Field } from './definition.ts';

type Say = (code: string, at: string, zh: string) => void;

const TIMES = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;

/** In what the settings of one kind alone are wrong: terms of consents, slots of appointments, certificates, depth. */
export function checkSettings(field: Field, say: Say): void {
  if (field.kind === 'consent') checkTerms(field, say);
  if (field.kind === 'appointment') checkSlots(field, say);
  checkCertificates(field, say);
  const { area = field.kind === 'residence' ? 'country' : 'region', depth } = field;
  if (area === 'country' && (depth === 'town' || depth === 'village'))
    say('BAD_DEPTH', 'depth', `“${field.label.zh}”在全国范围选择，最多要求选到县（市、区）`);
}

function checkTerms({ terms, label }: Field, say: Say): void {
  if (!terms || terms.text.zh.trim() === '') say('NO_TERMS', 'terms', `“${label.zh}”缺少要同意的内容`);
  if (terms && !/^[\p{L}\p{N}_.-]{1,40}$/u.test(terms.version))
    say('NO_TERMS', 'terms.version', `“${label.zh}”要写明内容的版本，如 2026-1`);
}

function checkSlots({ slots, label }: Field, say: Say): void {
  const { times = [], weekdays } = slots ?? {};
  if (times.length === 0) say('NO_SLOTS', 'slots.times', `“${label.zh}”没有可以预约的时段`);
  times.forEach((time, i) => {
    const [from = '', to = ''] = time.split('-');
    if (!TIMES.test(time) || from >= to)
      say('BAD_SLOT', `slots.times.${i}`, `“${label.zh}”的时段“${time}”应写作 09:00-10:00，且先后不颠倒`);
    else if (times.indexOf(time) !== i) say('BAD_SLOT', `slots.times.${i}`, `“${label.zh}”的时段“${time}”重复`);
  });
  if (weekdays && (weekdays.length === 0 || new Set(weekdays).size !== weekdays.length))
    say('BAD_SLOT', 'slots.weekdays', `“${label.zh}”可以预约的星期没有选，或者重复`);
}

function checkCertificates({ certificates, label }: Field, say: Say): void {
  if (certificates === undefined) return;
  const known = new Set(codeList('certificate').map(({ value }) => value));
  if (certificates.length === 0 || certificates.some((code) => !known.has(code)))
    say('BAD_CERTIFICATES', 'certificates', `“${label.zh}”可以使用的证件类型没有选，或者不在标准之内`);
}
