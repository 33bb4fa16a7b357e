import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import type { Situation } from '../../../lowcode/service/questions.ts';
import type { DataText } from '../parts/reading.tsx';
import { QUESTION, type Question, type UnitSummary } from './services.ts';

const FORM_VERSION = `formVersion { key version title { zh en } definition }`;

export const DRAFT = `query Draft($id: ID!) {
  draft(id: $id) {
    id answers page savedAt version expiresOn
    prefilled { field answer source { zh en } fixed }
    service { key version name { zh en } unit { code name { zh en } } promisedDays guide { materials { key name { zh en } } } }
    ${FORM_VERSION}
  }
  myDrafts { id }
}`;
export interface DraftAnswer {
  readonly draft: DraftData | null;
  /** Those not submitted yet. */
  readonly myDrafts: readonly { readonly id: string }[];
}
export interface DraftData {
  readonly id: string;
  readonly answers: RawAnswers;
  /** What is known for its fields now. */
  readonly prefilled: readonly Prefilled[];
  readonly page: string | null;
  readonly savedAt: string;
  readonly version: number;
  readonly expiresOn: string;
  readonly service: {
    readonly key: string;
    readonly version: number;
    readonly name: DataText;
    readonly unit: UnitSummary;
    readonly promisedDays: number;
    readonly guide: { readonly materials: readonly { readonly key: string; readonly name: DataText }[] } | null;
  };
  readonly formVersion: FormVersionData;
}
export interface Prefilled {
  readonly field: string;
  readonly answer: unknown;
  readonly source: DataText;
  readonly fixed: boolean;
}
export interface FormVersionData {
  readonly key: string;
  readonly version: number;
  readonly title: DataText;
  readonly definition: FormDefinition;
}

export const EVALUATE = `query Evaluate($key: ID!, $version: Int, $service: ID, $serviceVersion: Int, $answers: JSON!, $applicantKind: ApplicantKind) {
  evaluateForm(key: $key, version: $version, service: $service, serviceVersion: $serviceVersion, answers: $answers, applicantKind: $applicantKind) {
    visible required computed answers errors { path code message }
  }
}`;
export interface EvaluateAnswer {
  readonly evaluateForm: Evaluated;
}
export interface Evaluated {
  readonly visible: readonly string[];
  readonly required: readonly string[];
  readonly computed: Readonly<Record<string, unknown>>;
  readonly answers: RawAnswers;
  readonly errors: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

export const APPLY = `query Apply($key: ID!) {
  service(key: $key) {
    key name { zh en } online audience promisedDays unit { code name { zh en } }
    form { title { zh en } definition }
    pending { id number state submittedOn }
    guide {
      questions { ${QUESTION} }
      materials { key name { zh en } necessity whenText { zh en } source situations { question values } }
      fees { name { zh en } standard { zh en } }
    }
  }
  myDrafts { id service { key } savedAt page expiresOn }
}`;
export interface ApplyAnswer {
  readonly service: {
    readonly key: string;
    readonly name: DataText;
    readonly online: boolean;
    readonly audience: readonly string[];
    readonly promisedDays: number;
    readonly unit: UnitSummary;
    readonly form: { readonly title: DataText; readonly definition: FormDefinition } | null;
    readonly pending: {
      readonly id: string;
      readonly number: string;
      readonly state: string;
      readonly submittedOn: string;
    } | null;
    readonly guide: {
      readonly materials: readonly {
        readonly key: string;
        readonly name: DataText;
        readonly necessity: string;
        readonly whenText: DataText | null;
        readonly source: string;
        readonly situations: readonly Situation[];
      }[];
      readonly questions: readonly Question[];
      readonly fees: readonly { readonly name: DataText; readonly standard: DataText }[];
    } | null;
  } | null;
  readonly myDrafts: readonly {
    readonly id: string;
    readonly service: { readonly key: string };
    readonly savedAt: string;
    readonly expiresOn: string;
  }[];
}

export const START_DRAFT = `mutation StartDraft($service: ID!) {
  startDraft(service: $service) { id version formVersion { definition } prefilled { field answer } }
}`;
export interface StartAnswer {
  readonly startDraft: {
    readonly id: string;
    readonly version: number;
    readonly formVersion: { readonly definition: FormDefinition };
    readonly prefilled: readonly Pick<Prefilled, 'field' | 'answer'>[];
  };
}
export const SAVE_DRAFT = `mutation SaveDraft($id: ID!, $answers: JSON!, $page: String, $expectVersion: Int) {
  saveDraft(id: $id, answers: $answers, page: $page, expectVersion: $expectVersion) { id version savedAt }
}`;
export const DELETE_DRAFT = `mutation DeleteDraft($id: ID!) { deleteDraft(id: $id) }`;
export const SUBMIT_DRAFT = `mutation SubmitDraft($id: ID!, $commandId: ID) {
  submitDraft(id: $id, commandId: $commandId) { case number queryCode submittedOn acceptBy serviceName { zh en } repeated }
}`;
export interface SubmitAnswer {
  readonly submitDraft: {
    readonly case: string;
    readonly number: string;
    readonly queryCode: string;
    readonly submittedOn: string;
    readonly acceptBy: string | null;
    readonly serviceName: DataText;
    readonly repeated: boolean;
  };
}

export const REQUEST_UPLOAD = `mutation RequestUpload($draft: ID, $case: ID, $field: String!, $row: String, $returnTo: String!) {
  requestUpload(draft: $draft, case: $case, field: $field, row: $row, returnTo: $returnTo) { url fields { name value } maxBytes }
}`;
export interface UploadAnswer {
  readonly requestUpload: {
    readonly url: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
    readonly maxBytes: number;
  };
}
export const ATTACH_UPLOAD = `mutation AttachUpload($draft: ID, $case: ID, $field: String!, $row: String, $key: String!, $name: String!) {
  attachUpload(draft: $draft, case: $case, field: $field, row: $row, key: $key, name: $name) { id name type size }
}`;
export interface AttachAnswer {
  readonly attachUpload: { readonly id: string; readonly name: string; readonly type: string; readonly size: number };
}
export const REMOVE_ATTACHMENT = `mutation RemoveAttachment($draft: ID!, $field: String!, $row: String, $id: ID!) {
  removeAttachment(draft: $draft, field: $field, row: $row, id: $id) { id }
}`;

export const DIVISIONS = `query Divisions { divisions { code name } }`;
export interface DivisionsAnswer {
  readonly divisions: readonly Division[];
}
export interface Division {
  readonly code: string;
  readonly name: string;
}
