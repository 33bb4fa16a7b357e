import type { DivisionLevel } from '../identifier/division.ts';
import type { Rule } from '../rule/tree.ts';
import type { Text } from '../text.ts';

/** What a clerk assembles: pages -> sections -> fields and repeating groups. Stored whole in the form's events. */
export interface FormDefinition {
  readonly title: Text;
  readonly intro?: Text;
  readonly pages: readonly Page[];
  /** Checks over several answers, shown where `at` says. */
  readonly checks?: readonly Check[];
  /** The computed field (kind money) that is the fee, if the item charges one. */
  readonly feeField?: string;
  /** Example answers with the outcome they must have; run before publication. */
  readonly tests?: readonly FormTest[];
}

export interface Page {
  readonly key: string;
  readonly title: Text;
  readonly sections: readonly Section[];
  readonly visible?: Rule;
}

export interface Section {
  readonly key: string;
  readonly title?: Text;
  readonly hint?: Text;
  readonly visible?: Rule;
  readonly items: readonly Item[];
}

export type Item = Field | Group;

/**
 * A repeating group: rows with stable ids, e.g. road sections. A row may hold groups of its own (the members of each
 * household), whose rows hold none.
 */
export interface Group {
  readonly kind: 'group';
  readonly key: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly rowLabel?: Text;
  readonly minRows?: number;
  /** 50 where nothing is said, at most 500. */
  readonly maxRows?: number;
  readonly visible?: Rule;
  readonly fields: readonly Item[];
  /** Row-scoped checks. */
  readonly checks?: readonly Check[];
}

export interface Field {
  readonly kind: FieldKind;
  /** ASCII, from pinyin once; fixed after the first publication. Unique in the form (in a group: in the group and those inside it). */
  readonly key: string;
  readonly label: Text;
  readonly hint?: Text;
  /** Default false; a rule for 'required when'. */
  readonly required?: boolean | Rule;
  readonly visible?: Rule;
  /** Makes it computed: shown, never typed. */
  readonly computed?: Rule;
  readonly default?: string;
  /**
   * Filled from what is known of the applicant. `applicantKind` is for a choice whose values are `person` and `company`,
   * `applicant` for a person or company as a whole.
   */
  readonly prefill?:
    | 'applicant'
    | 'applicantKind'
    | 'applicantName'
    | 'applicantIdentifier'
    | 'applicantPhone'
    | 'applicantAddress';
  /** Where else the first answer comes from; before `prefill` and `default`, which stand in when it says nothing. */
  readonly takenFrom?: TakenFrom;
  /** Whether the answer is personal; by default what `isPersonal` says of the kind. */
  readonly personal?: boolean;
  readonly options?: readonly Option[];
  /** For choices, in place of options: a national code list. */
  readonly codeList?: CodeListName;
  /** Inclusive bounds: numbers as decimals, money in yuan (from 0 unless `min` says less), dates as YYYY-MM-DD, texts by length. */
  readonly min?: string;
  readonly max?: string;
  /** Most digits after the point (number 0-6, 2 where nothing is said; money is always 2). */
  readonly digits?: number;
  readonly unit?: Text;
  /** For files: the material's key in the service item whose slot this fills. */
  readonly material?: string;
  readonly maxFiles?: number;
  /** What lists of cases may be filtered or sorted by through the form's API; `checkLists` says what cannot be. */
  readonly list?: { readonly filter?: boolean; readonly sort?: boolean };
  /** For files and pictures: which are taken (by their bytes, not their names), and the most megabytes of one. */
  readonly fileKinds?: readonly FileKind[];
  readonly maxMegabytes?: number;
  /** For money: shown in capitals (大写) too. */
  readonly capitals?: boolean;
  /** For dates and ends of ranges: 长期 may be answered, kept as 9999-12-31, later than every other date. */
  readonly openEnd?: boolean;
  /** For consents: what is agreed to, and its version, which the answer keeps. */
  readonly terms?: { readonly version: string; readonly text: Text };
  /** For appointments: the times of a day (`09:00-10:00`) and the days of the week (1 Monday); first and last day by `min`, `max`. */
  readonly slots?: { readonly times: readonly string[]; readonly weekdays?: readonly number[] };
  /** For certificates and persons: codes of the kinds that are taken; all of the list where nothing is said. */
  readonly certificates?: readonly string[];
  /** For divisions and addresses with one: of the region (the default for divisions) or of the whole country. */
  readonly area?: 'region' | 'country';
  /** How far down a division must be answered at least. */
  readonly depth?: DivisionLevel;
  /** For geometry: what is drawn; an area where nothing is said. */
  readonly draws?: 'line' | 'polygon';
  /** For units: of which levels they may be; any where nothing is said. */
  readonly levels?: readonly UnitLevel[];
}

/**
 * A record about the applicant that a first answer is taken from: the newest valid licence of a type (`field` is a key of its
 * face, or one of `LICENCE_FACTS`); the applicant's own last application by a form (this one where none is named); the
 * newest granted case in a register (台账), which is a form's cases as an office keeps them.
 */
export type TakenFrom = {
  readonly field: string;
  /** It cannot be changed while the record says something; checked again when the application is submitted. */
  readonly fixed?: boolean;
} & (
  | { readonly from: 'licence'; readonly licenceType: string }
  | { readonly from: 'earlierCase'; readonly form?: string }
  | { readonly from: 'register'; readonly register: string }
);

export type FieldKind =
  | 'text'
  | 'longText'
  | 'number'
  | 'integer'
  | 'money' // yuan with two digits as typed, kept as integer fen
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'date'
  | 'dateRange'
  | 'time'
  | 'personName'
  | 'identityNumber'
  | 'creditCode'
  | 'mobilePhone'
  | 'phone'
  | 'email'
  | 'postcode'
  | 'address'
  | 'division' // 6, 9 or 12 digits
  | 'bankCard'
  | 'licencePlate'
  | 'place' // longitude,latitude in decimal degrees (WGS 84)
  | 'file'
  | 'image' // files that are pictures
  | 'unit' // a unit of the region, by its code
  | 'units'
  | 'staff' // a unit of the region and an account that holds a role in it, `430423-cgj/clerk`
  | 'landline' // with its area code
  | 'licenceReference' // identifier of an electronic licence, GB/T 36904
  | 'propertyUnit' // 不动产单元号, 28 places
  | 'rating' // 1 to 5
  | 'certificate' // kind and number
  | 'person' // name, kind and number of a certificate
  | 'company' // name and credit code
  | 'residence' // division and detail address (户籍地、现住址)
  | 'appointment' // a day and one of the offered times
  | 'signature' // the name typed, and that it is one's own
  | 'consent' // to a text of a version
  | 'geometry' // line or area as GeoJSON text
  | 'hidden' // computed and kept, never shown in forms
  | 'declaration' // must be ticked
  | 'heading' // text only, no answer
  | 'note'; // text only, no answer

export type CodeListName =
  | 'sex' // GB/T 2261.1
  | 'ethnicity' // GB/T 3304
  | 'education' // GB/T 4658
  | 'marriage' // GB/T 2261.2
  | 'industrySection' // GB/T 4754, one letter
  | 'industry' // GB/T 4754, two digits
  | 'certificate'; // GA/T 517

/** What a file may be: PDF, OFD (GB/T 33190), pictures, Word, Excel, plain text, archive. */
export type FileKind = 'pdf' | 'ofd' | 'jpg' | 'png' | 'docx' | 'xlsx' | 'txt' | 'zip';

/** 市级、县级、乡镇、村. */
export type UnitLevel = 'city' | 'county' | 'town' | 'village';

export interface Option {
  readonly value: string;
  readonly label: Text;
  readonly visible?: Rule;
}

export interface Check {
  readonly key: string;
  /** Must be true; otherwise `message` is shown. */
  readonly rule: Rule;
  readonly message: Text;
  /** Field key the message stands at. */
  readonly at: string;
}

export interface FormTest {
  readonly name: string;
  readonly answers: Answers;
  readonly context?: Partial<FormContext>;
  /** Expected error codes by path, e.g. `{ "road.0.width": "REQUIRED" }`; empty for valid. */
  readonly errors: { readonly [path: string]: string };
  readonly computed?: { readonly [key: string]: Answer };
  /** Whether fields and groups are shown, by path; of what is not named nothing is expected. */
  readonly visible?: { readonly [path: string]: boolean };
}

/** Answers as stored: texts, numbers as decimal strings, money as integer fen in a string, dates as YYYY-MM-DD. */
export type Answer = null | string | boolean | readonly string[] | DateRange | readonly FileAnswer[] | PartsAnswer;
/** Answers of several parts, all of them given. */
export type PartsAnswer =
  | PersonAnswer
  | CompanyAnswer
  | CertificateAnswer
  | ResidenceAnswer
  | AppointmentAnswer
  | SignatureAnswer;
export interface PersonAnswer {
  readonly name: string;
  /** Code of GA/T 517; 111 is 居民身份证. */
  readonly certificateKind: string;
  readonly certificateNumber: string;
}
export interface CompanyAnswer {
  readonly name: string;
  readonly creditCode: string;
}
export interface CertificateAnswer {
  readonly certificateKind: string;
  readonly certificateNumber: string;
}
export interface ResidenceAnswer {
  readonly division: string;
  readonly detail: string;
}
export interface AppointmentAnswer {
  readonly date: string;
  readonly time: string;
}
export interface SignatureAnswer {
  readonly name: string;
  readonly own: true;
}
export interface DateRange {
  readonly from: string;
  readonly to: string;
}
export interface FileAnswer {
  /** The attachment's id. */
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Sniffed media type. */
  readonly type: string;
}
export interface Row {
  /** Stable id, 1-36 characters of [A-Za-z0-9-]. */
  readonly id: string;
  readonly [key: string]: Answer | readonly Row[];
}
export type Answers = { readonly [key: string]: Answer | readonly Row[] };

/** What rules may know beside the answers. */
export interface FormContext {
  readonly today: string;
  readonly channel: 'web' | 'window' | 'agent' | 'import';
  readonly applicantKind: 'person' | 'company';
  readonly region: string;
}

/** What `evaluate` says. Paths are `key`, or `group.index.key` for a row's field, or `group.index.group.index.key`. */
export interface Evaluation {
  /** Fields and groups; a page or section is visible when something on it is. */
  readonly visible: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  /** Values of computed fields by path; null while an answer they are computed from is missing or wrong. */
  readonly computed: { readonly [path: string]: Answer };
  /** The answers to keep: hidden and refused ones gone, computed ones put in, defaults not (`startAnswers`). */
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
}

export interface FieldError {
  readonly path: string;
  readonly code: FieldErrorCode;
  readonly message: Text;
}

export type FieldErrorCode =
  | 'REQUIRED'
  | 'UNKNOWN_FIELD'
  | 'WRONG_TYPE'
  | 'NOT_AN_OPTION'
  | 'TOO_SMALL'
  | 'TOO_LARGE'
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'TOO_MANY_DIGITS'
  | 'INVALID_FORMAT'
  | 'INCOMPLETE'
  | 'CHECK_DIGIT'
  | 'TOO_FEW_ROWS'
  | 'TOO_MANY_ROWS'
  | 'DUPLICATE_ROW'
  | 'TOO_MANY_FILES'
  | 'FILE_KIND'
  | 'FILE_TOO_LARGE'
  | 'TOO_MANY_UNITS'
  | 'UNKNOWN_UNIT'
  | 'UNKNOWN_STAFF'
  | 'CHECK_FAILED'
  | 'NOT_THE_APPLICANT'
  | 'NOT_AS_RECORDED'
  | 'CANNOT_COMPUTE';

/** Kinds whose answers speak of a person unless the field says otherwise. */
const PERSONAL: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'text',
  'longText',
  'personName',
  'identityNumber',
  'mobilePhone',
  'phone',
  'email',
  'address',
  'bankCard',
  'licencePlate',
  'place',
  'file',
  'image',
  'creditCode',
  'landline',
  'licenceReference',
  'propertyUnit',
  'certificate',
  'person',
  'company',
  'residence',
  'signature',
  'geometry',
  'hidden',
]);

/** Whether a field's answers are personal, and so sealed for the applicant and kept out of open data. */
export function isPersonal(field: Field): boolean {
  return field.personal ?? PERSONAL.has(field.kind);
}
