import type { Pinned } from '../../events/application/events.ts';
import { Refusal } from '../../events/stream.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import type { Claims } from '../../platform/contract/claims.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import { forbidden, notFound } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { newId } from '../ids.ts';
import { type ApplicantInput, type Filing, filingBy } from './applicant.ts';
import { withFileFacts } from './file-facts.ts';
import { offeredTo } from './offered.ts';
import type { Holdings } from './records.ts';
import { pinsOf, type Receipt, receiptOf, submitApplication } from './submit.ts';

/** Drafts live 30 days from the last save. */
export const DRAFT_DAYS = 30;
const TTL = DRAFT_DAYS * 86_400;
const MOST_BYTES = 300_000;

/** An application that is being filled in. Not a fact: encrypted, with a life span, outside the log. */
export interface Draft {
  readonly service: Pinned;
  readonly form: Pinned;
  readonly filing: Filing;
  /** Actor who fills it in. */
  readonly by: string;
  readonly answers: Answers;
  readonly page: string | null;
  /** Id of the application once it was submitted: the receipt is shown again. */
  readonly submitted: string | null;
}

export interface SavedDraft extends Draft {
  readonly id: string;
  readonly version: number;
  readonly savedAt: string;
}

export async function startDraft(
  context: CommandContext,
  claims: Claims | null,
  wish: { readonly service: string; readonly applicant: ApplicantInput | null },
): Promise<SavedDraft> {
  const filing = await filingBy(context, claims, wish.applicant, wish.service);
  const { service, pilot } = await offeredTo(context, wish.service, filing);
  const { form } = await pinsOf(context, service.definition, null, pilot);
  if (!service.definition.audience.includes(filing.kind)) {
    throw new Refusal(
      'WRONG_AUDIENCE',
      filing.kind === 'person' ? '这一事项只面向法人和其他组织' : '这一事项只面向个人',
    );
  }
  const draft: Draft = {
    service: { key: service.key, version: service.version },
    form,
    filing,
    by: context.actor.id,
    answers: {},
    page: null,
    submitted: null,
  };
  return write(context, newId(), draft, 0);
}

/** The draft, only for who fills it in or whose application it is. Throws NOT_FOUND. */
export async function readDraft(context: CommandContext, id: string): Promise<SavedDraft> {
  const entry = await context.platform.state.get('draft', id);
  const draft = entry?.value as unknown as Draft | undefined;
  if (!entry || !draft || !mine(context, draft)) throw notFound('这份草稿，它可能已经过期');
  return { ...draft, id, version: entry.version, savedAt: entry.savedAt };
}

export async function myDrafts(context: CommandContext): Promise<readonly SavedDraft[]> {
  const entries = await context.platform.state.listByOwner('draft', context.actor.id);
  return entries.flatMap((entry) => {
    const draft = entry.value as unknown as Draft;
    return draft.submitted === null ? [{ ...draft, id: entry.id, version: entry.version, savedAt: entry.savedAt }] : [];
  });
}

/** Saves answers as they are, unfinished or wrong: rules are applied at submission. Throws STALE when another window saved since. */
export async function saveDraft(
  context: CommandContext,
  wish: {
    readonly id: string;
    readonly answers: unknown;
    readonly page: string | null;
    readonly expectVersion: number | null;
  },
): Promise<SavedDraft> {
  const draft = await readDraft(context, wish.id);
  if (draft.submitted) throw new Refusal('WRONG_STATE', '这份申请已经提交，不能再修改');
  if (wish.expectVersion !== null && wish.expectVersion !== draft.version) {
    throw new Refusal('STALE', '这份草稿刚在另一个窗口保存过，请刷新后再填写');
  }
  if (typeof wish.answers !== 'object' || wish.answers === null || Array.isArray(wish.answers)) {
    throw new Refusal('INVALID_ANSWERS', '填写内容的格式不正确');
  }
  if (JSON.stringify(wish.answers).length > MOST_BYTES) throw new Refusal('TOO_LARGE', '填写内容过长，请删减后再保存');
  const { id, version, savedAt: _savedAt, ...value } = draft;
  return write(context, id, { ...value, answers: wish.answers as Answers, page: wish.page ?? draft.page }, version);
}

export async function deleteDraft(context: CommandContext, id: string): Promise<void> {
  await readDraft(context, id);
  await context.platform.state.delete('draft', id);
}

/**
 * Submits the draft once: the draft's id is the command's, so a second time gives the same receipt. `more` are answers of a
 * program, which uploaded its files into the draft: they stand in place of the draft's own.
 */
export async function submitDraft(
  context: CommandContext,
  id: string,
  holdings: Holdings,
  more: Answers = {},
): Promise<Receipt> {
  const draft = await readDraft(context, id);
  if (draft.submitted) return receiptOf(context, draft.submitted);
  const { definition } = await context.definitions.filledFor(draft.service, draft.form);
  const told = await withFileFacts(context.platform, definition, more, `draft/${id}`);
  const receipt = await submitApplication(context, `draft-${id}`, {
    service: draft.service.key,
    serviceVersion: draft.service.version,
    form: draft.form,
    answers: { ...draft.answers, ...told },
    filing: draft.filing,
    filesOf: `draft/${id}`,
    holdings,
  });
  const { id: _id, version: _version, savedAt: _savedAt, ...value } = draft;
  await write(context, id, { ...value, answers: {}, submitted: receipt.id }, undefined);
  return receipt;
}

function mine(context: CommandContext, draft: Draft): boolean {
  return draft.by === context.actor.id || draft.filing.subject === context.actor.subject;
}

async function write(
  context: CommandContext,
  id: string,
  draft: Draft,
  ifVersion: number | undefined,
): Promise<SavedDraft> {
  const owner = `subject/${draft.filing.subject}`;
  const options = { ttlSeconds: TTL, owner, ...(ifVersion === undefined ? {} : { ifVersion }) };
  const version = await context.platform.state.put('draft', id, draft as unknown as JsonObject, options);
  if (version === null) {
    if (ifVersion === 0) throw forbidden();
    throw new Refusal('STALE', '这份草稿刚在另一个窗口保存过，请刷新后再填写');
  }
  return { ...draft, id, version, savedAt: context.now };
}
