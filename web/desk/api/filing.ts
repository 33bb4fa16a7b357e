import type { Answer, Answers } from '../../../lowcode/form/definition.ts';
import { document } from './ask.ts';
import type { ApplicantKind, Attachment, Connection, FormVersion, Text, Unit } from './model.ts';

export interface FilingService {
  readonly key: string;
  readonly name: Text;
  readonly unit: Unit;
  readonly audience: readonly ApplicantKind[];
  readonly promisedDays: number;
  readonly online: boolean;
}

export const FIND_SERVICES = document<{ services: Connection<FilingService> }, { search?: string }>(
  `query FindServices($search: String) {
    services(filter: { search: $search, online: true }, first: 20) {
      edges { cursor node { key name { zh } unit { code name { zh } } audience promisedDays online } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
);

export interface Draft {
  readonly id: string;
  readonly service: { readonly key: string; readonly name: Text };
  readonly formVersion: FormVersion;
  readonly answers: Answers;
  /** What is known for its fields. */
  readonly prefilled: readonly Prefilled[];
  readonly version: number;
}
export interface Prefilled {
  readonly field: string;
  readonly answer: Answer;
  readonly from: 'signIn' | 'licence' | 'earlierCase' | 'register';
  readonly source: Text;
  readonly fixed: boolean;
}
const draft = `id service { key name { zh } } formVersion { key version title { zh en } definition } answers version
  prefilled { field answer from source { zh } fixed }`;

export interface ApplicantInput {
  kind: ApplicantKind;
  name: string;
  identifier: string;
  phone: string;
  address?: string;
}

export const START_DRAFT = document<{ startDraft: Draft }, { service: string; applicant: ApplicantInput }>(
  `mutation StartDraft($service: ID!, $applicant: ApplicantInput) {
    startDraft(service: $service, applicant: $applicant, channel: window) { ${draft} }
  }`,
);
export const SAVE_DRAFT = document<
  { saveDraft: { id: string; version: number } },
  { id: string; answers: unknown; expectVersion?: number }
>(
  `mutation SaveDraft($id: ID!, $answers: JSON!, $expectVersion: Int) {
    saveDraft(id: $id, answers: $answers, expectVersion: $expectVersion) { id version }
  }`,
);

export interface Receipt {
  readonly case: string;
  readonly number: string;
  readonly queryCode: string;
  readonly submittedOn: string;
  readonly acceptBy: string | null;
  readonly serviceName: Text;
  readonly repeated: boolean;
}
export const SUBMIT_DRAFT = document<{ submitDraft: Receipt }, { id: string; commandId: string }>(
  `mutation SubmitDraft($id: ID!, $commandId: ID) {
    submitDraft(id: $id, commandId: $commandId) { case number queryCode submittedOn acceptBy serviceName { zh } repeated }
  }`,
);

interface UploadAt {
  draft?: string;
  case?: string;
  matter?: string;
  field: string;
  row?: string;
}
export const REQUEST_UPLOAD = document<
  {
    requestUpload: {
      url: string;
      fields: readonly { name: string; value: string }[];
      maxBytes: number;
    };
  },
  UploadAt & { returnTo: string }
>(`mutation RequestUpload($draft: ID, $case: ID, $matter: ID, $field: String!, $row: String, $returnTo: String!) {
  requestUpload(draft: $draft, case: $case, matter: $matter, field: $field, row: $row, returnTo: $returnTo) {
    url fields { name value } maxBytes
  }
}`);
export const ATTACH_UPLOAD = document<{ attachUpload: Attachment }, UploadAt & { key: string; name: string }>(
  `mutation AttachUpload($draft: ID, $case: ID, $matter: ID, $field: String!, $row: String, $key: String!, $name: String!) {
    attachUpload(draft: $draft, case: $case, matter: $matter, field: $field, row: $row, key: $key, name: $name) {
      id name type size material url
    }
  }`,
);
