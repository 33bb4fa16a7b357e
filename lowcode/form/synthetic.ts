import { geoJsonOf, geometryFrom } from '../geometry.ts';
import { bankCardCheck } from '../identifier/bank-card.ts';
import { certificateProblem, cleanCertificateNumber } from '../identifier/certificate.ts';
import { creditCodeCheck, isCreditCode } from '../identifier/credit-code.ts';
import { identityNumberCheck, isIdentityNumber } from '../identifier/identity-number.ts';
import { makeLicenceIdentifier } from '../identifier/licence-identifier.ts';
import type { Answer, Answers, Field, FormDefinition } from './definition.ts';
import { isPersonal } from './definition.ts';
import { takesFiles } from './kinds.ts';
import { partsOf } from './parts.ts';
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

type Given = { readonly [part: string]: Answer };

/** Each part by its kind; a certificate's number stays one of its kind, and wrong where it was wrong. */
function partsReplaced(parts: readonly Field[], given: Given, n: number): Answer {
  const made = Object.fromEntries(
    parts.flatMap((part) => {
      const value = given[part.key];
      if (value === undefined || value === null) return [];
      if (part.key === 'certificateNumber') {
        const kind = String(given.certificateKind ?? '');
        return [[part.key, certificateNumber(kind, String(value), n)] as const];
      }
      return [[part.key, isPersonal(part) ? replacement(part, value, n) : value] as const];
    }),
  );
  return made as unknown as Answer;
}

/** Of each kind of certificate, a number that fits its rule and is nobody's. */
function certificateNumber(kind: string, number: string, n: number): string {
  const valid = certificateProblem(kind, cleanCertificateNumber(number)) === null;
  if (kind === '111' || kind === '112') return identityNumber(number, n);
  const example = EXAMPLES[kind];
  return valid && example !== undefined ? example : '示例号码';
}
const EXAMPLES: { readonly [kind: string]: string } = {
  ...{ '113': '000000000', '114': '军字第0000000号', '115': '武字第0000000号', '117': 'A000000000' },
  ...{ '414': 'E00000000', '511': '00000000', '516': 'H00000000', '553': 'CHN000000000000' },
  ...{ '810': '810000199001010000', '820': '830000199001010004' },
};

function replacement(field: Field, answer: Answer, n: number): Answer {
  if (takesFiles(field.kind) && Array.isArray(answer))
    return answer.map((file, i) => ({ ...file, name: `示例文件${i + 1}` })) as unknown as Answer;
  const parts = partsOf(field);
  if (parts && typeof answer === 'object') return partsReplaced(parts, answer as unknown as Given, n);
  if (typeof answer !== 'string' || answer === '') return answer;
  switch (field.kind) {
    case 'identityNumber':
      return identityNumber(answer, n);
    case 'creditCode':
      return creditCode(answer, n);
    case 'mobilePhone':
      return '13800000000';
    case 'phone':
      return '010-60000000';
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
    case 'landline':
      return '010-60000000';
    case 'licenceReference':
      return LICENCE;
    case 'propertyUnit':
      return '110101000000GB00000W00000000';
    case 'geometry':
      return geometryMoved(answer);
    case 'hidden':
    case 'text':
    case 'longText':
    case 'address':
      return '示例文字'.repeat(Math.ceil(answer.length / 4)).slice(0, answer.length);
    default:
      return answer;
  }
}

const LICENCE = makeLicenceIdentifier({
  ...{ typeCode: '91110000000000000E000', issuer: '91110000000000000E', serial: '000000', version: 1 },
});

/** The same figure elsewhere: what rules look at (that there is one) stays, the place does not. */
function geometryMoved(text: string): string {
  const geometry = geometryFrom(text, 'LineString') ?? geometryFrom(text, 'Polygon');
  const [east = 0, north = 0] = geometry?.points[0] ?? [];
  if (!geometry) return '示例图形';
  const points = geometry.points.map(([e, n]) => [112 + spread(e - east), 27 + spread(n - north)] as const);
  return geoJsonOf({ ...geometry, points });
}

function spread(degrees: number): number {
  return Math.round(Math.max(-20, Math.min(20, degrees)) * 1e7) / 1e7;
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
