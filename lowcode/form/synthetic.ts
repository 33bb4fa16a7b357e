import { bankCardCheck } from '../identifier/bank-card.ts';
import { creditCodeCheck, isCreditCode } from '../identifier/credit-code.ts';
import { identityNumberCheck, isIdentityNumber } from '../identifier/identity-number.ts';
import type { Answer, Answers, Field, FormDefinition } from './definition.ts';
import { isPersonal } from './definition.ts';
import { takesFiles } from './kinds.ts';
import { mapAnswers } from './walk.ts';

/**
 * Answers with everything personal replaced by what is nobody's: an example kept with a form is there for ever, in the open, while a
 * person may ask to be erased. What rules look at stays: lengths, years of birth, sex, which answers are equal, and
 * whether an identifier is valid. `replaced` names the fields.
 */
export function syntheticAnswers(
  form: FormDefinition,
  answers: Answers,
): { readonly answers: Answers; readonly replaced: readonly Field[] } {
  const replaced = new Set<Field>();
  const known = new Map<string, Answer>();
  const made = (field: Field, answer: Answer): Answer => {
    const mark = `${field.kind}\0${JSON.stringify(answer)}`;
    const value = known.get(mark) ?? replacement(field, answer, known.size);
    known.set(mark, value);
    if (JSON.stringify(value) !== JSON.stringify(answer)) replaced.add(field);
    return value;
  };
  const kept = mapAnswers(form, answers, (field, answer) => (isPersonal(field) ? made(field, answer) : answer));
  return { answers: kept, replaced: [...replaced] };
}

function replacement(field: Field, answer: Answer, n: number): Answer {
  if (takesFiles(field.kind) && Array.isArray(answer))
    return answer.map((file, i) => ({ ...file, name: `示例文件${i + 1}` })) as unknown as Answer;
  if (typeof answer !== 'string' || answer === '') return answer;
  switch (field.kind) {
    case 'identityNumber':
      return identityNumber(answer, n);
    case 'creditCode':
      return creditCode(answer, n);
    case 'mobilePhone':
      return '13800000000';
    case 'phone':
      return '0100000000';
    case 'email':
      return 'example@example.com';
    case 'bankCard': {
      const body = `620000000000000${String(n % 1000).padStart(3, '0')}`;
      return `${body}${bankCardCheck(body)}`;
    }
    case 'licencePlate':
      return '湘A00000';
    case 'place':
      return '112.000000,27.000000';
    case 'date':
      return `${answer.slice(0, 4)}-01-01`;
    case 'personName':
      return ['示例甲', '示例乙', '示例丙', '示例丁', '示例戊'][n % 5] as string;
    case 'text':
    case 'longText':
    case 'address':
      return '示例文字'.repeat(Math.ceil(answer.length / 4)).slice(0, answer.length);
    default:
      return answer;
  }
}

/** Nobody is registered at the level of a municipality (110000): the number fits every check and is nobody's. */
function identityNumber(answer: string, n: number): string {
  const valid = isIdentityNumber(answer);
  const year = valid ? answer.slice(6, 10) : '1990';
  const odd = valid && Number(answer.charAt(16)) % 2 === 1;
  const body = `110000${year}0101${String((2 * n + (odd ? 1 : 0)) % 1000).padStart(3, '0')}`;
  const check = identityNumberCheck(body) as string;
  return body + (valid ? check : check === '0' ? '1' : '0');
}

function creditCode(answer: string, n: number): string {
  const body = `91110000DEM${String(n % 1_000_000).padStart(6, '0')}`;
  const check = creditCodeCheck(body) as string;
  return body + (isCreditCode(answer) ? check : check === '0' ? '1' : '0');
}
