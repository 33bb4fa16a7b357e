import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { type JsonSchema, toJsonSchema } from '../../lowcode/form/json-schema.ts';
import { applicationForm } from '../../lowcode/service/application-form.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import { DATE, json, object, problems, ref, text } from './openapi-parts.ts';

/** An item that takes the form. */
export interface Item {
  readonly key: string;
  readonly definition: ServiceDefinition;
}

const takes = (name: string) => ({ required: true, content: { 'application/json': { schema: ref(name) } } });

export const submitCase = {
  operationId: 'submitCase',
  summary: '提交申请',
  requestBody: takes('Submission'),
  responses: { '201': json('受理凭证', ref('Receipt')), ...problems },
};

/** How files are uploaded: a draft, for each file an address to post it to, then what was posted is taken in. */
export function draftPaths(path: string): object {
  const parameters = [{ name: 'draft', in: 'path', required: true, schema: text, description: '草稿' }];
  return {
    [`${path}/drafts`]: {
      post: {
        operationId: 'startDraft',
        summary: '起草一份申请，用来上传文件',
        requestBody: takes('DraftStart'),
        responses: { '201': json('草稿', ref('Draft')), ...problems },
      },
    },
    [`${path}/drafts/{draft}/uploads`]: {
      post: {
        operationId: 'requestUpload',
        summary: '取得一个文件的上传地址，以 multipart/form-data 连同 fields 提交到那里，文件的一项名为 file、放在最后',
        parameters,
        requestBody: takes('UploadPlace'),
        responses: { '201': json('上传地址', ref('Upload')), ...problems },
      },
    },
    [`${path}/drafts/{draft}/files`]: {
      post: {
        operationId: 'attachUpload',
        summary: '收下已经上传的文件，填入草稿的这一项',
        parameters,
        requestBody: takes('PostedFile'),
        responses: { '201': json('文件', ref('File')), ...problems },
      },
    },
  };
}

/** What is sent to file an application. Answers are those of the form and of what each item asks and takes besides it. */
export function filingSchemas(form: FormDefinition, items: readonly Item[]): { readonly [name: string]: JsonSchema } {
  const filled = items.map(({ key, definition }) => ({
    ...answersOf(applicationForm(form, definition)),
    ...(items.length > 1 ? { title: `${definition.name.zh}（${key}）` } : {}),
  }));
  const [only = answersOf(form), ...others] = filled;
  const service = {
    ...text,
    ...(items.length > 0 ? { enum: items.map(({ key }) => key) } : {}),
    description: '事项；使用本表单的事项只有一个时可省略',
  };
  const commandId = { ...text, maxLength: 100, description: '同一次提交重试时用同一个，不会重复提交' };
  const row = { ...text, description: '所在行的标识；两层的以“.”相连' };
  return {
    Answers: others.length === 0 ? only : { anyOf: filled },
    DraftAnswers: { ...(others.length === 0 ? partly(only) : { anyOf: filled.map(partly) }) },
    Submission: { anyOf: [ref('DirectSubmission'), ref('DraftSubmission')] },
    DirectSubmission: object({ answers: ref('Answers'), service, applicant: ref('Applicant'), commandId }, ['answers']),
    DraftSubmission: {
      ...object({ draft: text, answers: ref('DraftAnswers') }, ['draft', 'answers']),
      description: '提交草稿：事项和申请人由草稿写明，上传的文件已在其中；answers 里的内容替换草稿里的同名内容',
    },
    DraftStart: object({ service, applicant: ref('Applicant') }, []),
    Draft: object({ draft: text, service: text, expiresOn: DATE }),
    UploadPlace: object({ field: { ...text, description: '字段；表格里的写作“表格.字段”' }, row }, ['field']),
    Upload: object({
      url: text,
      fields: { type: 'array', items: object({ name: text, value: text }) },
      maxBytes: { type: 'integer' },
    }),
    PostedFile: object(
      {
        field: text,
        row,
        key: { ...text, description: '上传时 fields 里的 key' },
        name: { ...text, description: '文件名' },
      },
      ['field', 'key', 'name'],
    ),
    File: object({ id: text, name: text, size: { type: 'integer' }, type: text }),
    Applicant: object(
      {
        kind: { type: 'string', enum: ['person', 'company'] },
        name: text,
        identifier: { ...text, description: '身份证号或者统一社会信用代码' },
        phone: text,
        address: text,
      },
      ['kind', 'name', 'identifier', 'phone'],
    ),
  };
}

function answersOf(form: FormDefinition): JsonSchema {
  const { $schema: _dialect, $id: _id, ...schema } = toJsonSchema(form);
  return schema;
}

function partly({ required: _required, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
