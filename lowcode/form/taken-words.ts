import { shortDateWords } from '../dates.ts';
import type { Text } from '../text.ts';
import type { TakenFrom } from './definition.ts';
import { LICENCE_FACTS } from './taken-from.ts';

/** The record that an answer came from, as far as it is told to people. */
export type RecordTold =
  | { readonly from: 'signIn' }
  | { readonly from: 'licence'; readonly name: Text; readonly number: string; readonly on: string }
  | { readonly from: 'earlierCase'; readonly number: string; readonly on: string }
  | { readonly from: 'register'; readonly name: Text; readonly number: string; readonly on: string };

/** Where an answer comes from, for whoever fills the form in: the applicant (`own`), or somebody on their behalf. */
export function recordWords(record: RecordTold, own: boolean): Text {
  const [your, Your] = own ? ['您', 'your'] : ['申请人', 'the applicant’s'];
  switch (record.from) {
    case 'signIn':
      return own
        ? { zh: '取自您的登录信息', en: 'From your sign-in' }
        : { zh: '取自申请人信息', en: 'From who applies' };
    case 'licence':
      return {
        zh: `取自${your}${record.on.slice(0, 4)}年取得的“${record.name.zh}”（${record.number}）`,
        en: `From ${Your} licence of ${record.on.slice(0, 4)}: ${record.name.en ?? record.name.zh} (${record.number})`,
      };
    case 'earlierCase':
      return {
        zh: `取自${your}${shortDateWords(record.on)}提交的申请（${record.number}）`,
        en: `From ${Your} application of ${shortDateWords(record.on, 'en')} (${record.number})`,
      };
    case 'register':
      return {
        zh: `取自${your}在“${record.name.zh}”中的记录（${record.number}，${shortDateWords(record.on)}）`,
        en: `From ${Your} record in ${record.name.en ?? record.name.zh} (${record.number}, ${shortDateWords(record.on, 'en')})`,
      };
  }
}

/** Names of what a definition names by key; what has none is said without it. */
export interface RecordNames {
  readonly definition?: (kind: 'licenceType' | 'form' | 'register', key: string) => string | undefined;
  /** Of the field, face key or fact that is taken. */
  readonly field?: (taken: TakenFrom) => string | undefined;
}

/** Where the first answer of a field comes from, as whoever assembles the form reads it. */
export function takenSentence(taken: TakenFrom, names: RecordNames = {}): string {
  const fact = Object.hasOwn(LICENCE_FACTS, taken.field)
    ? LICENCE_FACTS[taken.field as keyof typeof LICENCE_FACTS]
    : undefined;
  const field = names.field?.(taken) ?? fact ?? taken.field;
  const end = taken.fixed ? '；带出后不能修改，提交时再核对' : '；带出后可以修改';
  return `${recordOf(taken, names)}的“${field}”${end}`;
}

function recordOf(taken: TakenFrom, names: RecordNames): string {
  const name = (kind: 'licenceType' | 'form' | 'register', key: string) => names.definition?.(kind, key) ?? key;
  switch (taken.from) {
    case 'licence':
      return `取自申请人最新一份有效的“${name('licenceType', taken.licenceType)}”`;
    case 'earlierCase':
      return `取自申请人最近一次用${taken.form === undefined ? '本表单' : `“${name('form', taken.form)}”`}提交的申请`;
    case 'register':
      return `取自申请人在台账“${name('register', taken.register)}”中最近一次准予的记录`;
  }
}
