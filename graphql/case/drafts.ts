import { type ApplicantInput, filingBy } from '../../commands/application/applicant.ts';
import * as drafts from '../../commands/application/drafts.ts';
import * as files from '../../commands/application/files.ts';
import { offeredTo } from '../../commands/application/offered.ts';
import { prefilledFor } from '../../commands/application/prefill.ts';
import { pinsOf, type Receipt, submitApplication } from '../../commands/application/submit.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import { businessDate } from '../../platform/contract/platform.ts';
import { type Context, commandIdOf } from '../context.ts';
import { formVersionModel } from '../service/form-version.ts';
import { serviceModel } from '../service/model.ts';
import { findable } from '../written.ts';
import { holdingsOf } from './holdings.ts';

function draftModel(context: Context, draft: drafts.SavedDraft) {
  const { definitions } = context.command;
  return {
    id: draft.id,
    service: async () => {
      const { key, version, on, definition } = await definitions.need(
        'service',
        draft.service.key,
        draft.service.version,
      );
      return serviceModel(context, { region: context.cloud.region, key, version, on, definition, pilot: null });
    },
    formVersion: async () => formVersionModel(await definitions.filledFor(draft.service, draft.form)),
    answers: draft.answers,
    prefilled: async () => {
      const filled = await definitions.filledFor(draft.service, draft.form);
      return prefilledFor(context.command, holdingsOf(context), filled, draft.filing);
    },
    page: draft.page,
    savedAt: draft.savedAt,
    version: draft.version,
    expiresOn: businessDate(new Date(Date.parse(draft.savedAt) + drafts.DRAFT_DAYS * 86_400_000)),
  };
}

export async function draftById(context: Context, { id }: { id: string }) {
  return draftModel(context, await drafts.readDraft(context.command, id));
}

export async function draftList(context: Context) {
  return (await drafts.myDrafts(context.command)).map((draft) => draftModel(context, draft));
}

/** What a form that is filled in now for an item would begin with: for programs that submit without a draft. */
export async function prefilled(context: Context, args: { service: string; applicant?: ApplicantInput | null }) {
  const { command, viewer } = context;
  const filing = await filingBy(command, viewer?.claims ?? null, args.applicant ?? null, args.service);
  const { service, pilot } = await offeredTo(command, args.service, filing);
  const { form } = await pinsOf(command, service.definition, null, pilot);
  return prefilledFor(command, holdingsOf(context), await command.definitions.filledFor(service, form), filing);
}

export async function startDraft(context: Context, args: { service: string; applicant?: ApplicantInput | null }) {
  const wish = { service: args.service, applicant: args.applicant ?? null };
  return draftModel(context, await drafts.startDraft(context.command, context.viewer?.claims ?? null, wish));
}

export async function saveDraft(
  context: Context,
  args: { id: string; answers: unknown; page?: string | null; expectVersion?: number | null },
) {
  const { id, answers, page = null, expectVersion = null } = args;
  return draftModel(context, await drafts.saveDraft(context.command, { id, answers, page, expectVersion }));
}

export async function deleteDraft(context: Context, { id }: { id: string }) {
  await drafts.deleteDraft(context.command, id);
  return true;
}

export async function requestUpload(context: Context, args: files.FilePlace & { returnTo: string }) {
  const { url, fields, maxBytes } = await files.requestUpload(context.command, args);
  return { url, maxBytes, fields: Object.entries(fields).map(([name, value]) => ({ name, value })) };
}

export async function attachUpload(context: Context, args: files.FilePlace & { key: string; name: string }) {
  const { id, name, type, size } = await files.attachUpload(context.command, args);
  const of = args.draft ? `draft=${args.draft}` : args.matter ? `matter=${args.matter}` : `case=${args.case}`;
  return { id, name, type, size, material: args.field, url: `/files/${id}?${of}` };
}

export async function removeAttachment(
  context: Context,
  args: { draft: string; field: string; row?: string | null; id: string },
) {
  return draftModel(context, await files.removeAttachment(context.command, args));
}

/** The receipt of a durable application; who submits and then looks at a list must see it there. */
export async function receiptModel(context: Context, receipt: Receipt) {
  if (receipt.position) await findable(context, receipt.position);
  const { id, position: _position, ...rest } = receipt;
  return { ...rest, case: id };
}

/** `answers` come with what a program submits by a form's own input. */
export async function submitDraft(context: Context, { id, answers }: { id: string; answers?: Answers }) {
  return receiptModel(context, await drafts.submitDraft(context.command, id, holdingsOf(context), answers));
}

export async function submitDirect(
  context: Context,
  args: { service: string; answers: unknown; applicant?: ApplicantInput | null; commandId?: string | null },
) {
  const filing = await filingBy(context.command, context.viewer?.claims ?? null, args.applicant ?? null, args.service);
  const wish = { service: args.service, answers: args.answers, filing, filesOf: null, holdings: holdingsOf(context) };
  return receiptModel(context, await submitApplication(context.command, commandIdOf(context, args.commandId), wish));
}
