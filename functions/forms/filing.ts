import type { ApplicantInput } from '../../commands/application/applicant.ts';
import { attachUpload, requestUpload } from '../../commands/application/files.ts';
import { Refusal } from '../../events/stream.ts';
import { startDraft } from '../../graphql/case/drafts.ts';
import type { Context } from '../../graphql/context.ts';
import { draftOf, itemOf, type SubmitArgs, submitForm } from '../../graphql/forms/resolve.ts';
import type { FormType } from '../../graphql/forms/types.ts';

/** Submits the answers of a post. Throws BAD_REQUEST for a body of another shape, as all here do. */
export async function submitted(context: Context, form: FormType, body: unknown) {
  const { answers, ...rest } = read(body, ['answers'], ['service', 'applicant', 'commandId', 'draft']);
  const receipt = await submitForm(context, form, { ...rest, input: answers } as SubmitArgs);
  const { number, queryCode, submittedOn, acceptBy } = receipt;
  return { number, queryCode, submittedOn, acceptBy };
}

/** Begins a draft for files to be uploaded into. */
export async function draftStarted(context: Context, form: FormType, body: unknown) {
  const { service: named, applicant } = read(body, [], ['service', 'applicant']);
  const service = await itemOf(context, form.key, named as string | undefined);
  const { id, expiresOn } = await startDraft(context, { service, applicant: (applicant as ApplicantInput) ?? null });
  return { draft: id, service, expiresOn };
}

/** Where to post a file of a draft. */
export async function uploadRequested(context: Context, form: FormType, draft: string, body: unknown, origin: string) {
  const { field, row } = read(body, ['field'], ['row']) as { field: string; row?: string };
  await draftOf(context, form.key, draft);
  const { url, fields, maxBytes } = await requestUpload(context.command, {
    draft,
    field,
    row: row ?? null,
    returnTo: '/',
  });
  const named = Object.entries(fields).map(([name, value]) => ({ name, value }));
  return { url: new URL(url, origin).href, fields: named, maxBytes };
}

/** Takes a posted file into a draft. */
export async function fileTaken(context: Context, form: FormType, draft: string, body: unknown) {
  const wish = read(body, ['field', 'key', 'name'], ['row']) as {
    field: string;
    key: string;
    name: string;
    row?: string;
  };
  await draftOf(context, form.key, draft);
  const { id, name, size, type } = await attachUpload(context.command, { draft, ...wish });
  return { id, name, size, type };
}

/** An object with these members and no others, each of the shape that it has everywhere here. */
function read(body: unknown, needed: readonly string[], also: readonly string[]): Record<string, unknown> {
  if (!isObject(body)) throw new Refusal('BAD_REQUEST', '请提交 JSON 对象');
  for (const name of needed) if (body[name] === undefined) throw new Refusal('BAD_REQUEST', `缺少“${name}”`);
  for (const [name, value] of Object.entries(body)) {
    if (![...needed, ...also].includes(name)) throw wrong(name);
    if (name === 'applicant') checkApplicant(value);
    else if (name === 'answers' ? !isObject(value) : typeof value !== 'string') throw wrong(name);
  }
  return body;
}

function checkApplicant(value: unknown): void {
  const names = ['kind', 'name', 'identifier', 'phone'];
  const isOne =
    isObject(value) &&
    Object.entries(value).every(([name, each]) => [...names, 'address'].includes(name) && typeof each === 'string') &&
    names.every((name) => name in value) &&
    ['person', 'company'].includes(String(value.kind));
  if (!isOne) throw new Refusal('BAD_REQUEST', '申请人应写明 kind、name、identifier 和 phone');
}

function wrong(name: string): Refusal {
  return new Refusal('BAD_REQUEST', `没有“${name.slice(0, 60)}”这一项，或者它的写法不对`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
