import { createHash } from 'node:crypto';
import { type Application, application } from '../../events/application/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { MOST_FILES } from '../../lowcode/form/bounds.ts';
import type { Field, FileAnswer, FormDefinition } from '../../lowcode/form/definition.ts';
import { fileProblem, fileRuleWords } from '../../lowcode/form/file-kinds.ts';
import { cleanFileName, withEnding } from '../../lowcode/form/file-name.ts';
import { isFileField } from '../../lowcode/form/kinds.ts';
import { pathByRowIds, valueAt, withValueAt } from '../../lowcode/form/path.ts';
import { fieldsOf } from '../../lowcode/form/walk.ts';
import type { PresignedPost } from '../../platform/contract/blobs.ts';
import { sniff } from '../../platform/contract/sniff.ts';
import { notFound } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { newId } from '../ids.ts';
import { matterFile, matterFileSlot } from '../matter/files.ts';
import { load } from '../transact.ts';
import { filesIn } from './answers.ts';
import { maySee } from './case.ts';
import { readDraft, saveDraft } from './drafts.ts';
import { openAnswers } from './open-answers.ts';
import { type FileEntry, fileEntry, keepFile } from './sealed-files.ts';

export const MOST_FILE_BYTES = 20 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a file goes: a field of a draft, or of a case that is being supplemented. */
export interface FilePlace {
  readonly draft?: string | null;
  readonly case?: string | null;
  /** An inner matter, or the place opened for one that is to begin. */
  readonly matter?: string | null;
  /** `key`, or after those of its groups (`group.key`). */
  readonly field: string;
  /** The id of its row; in rows of rows both, joined by a point. */
  readonly row?: string | null;
}

interface Slot {
  /** `draft/<id>` or `application/<id>`. */
  readonly of: string;
  readonly subject: string;
  readonly field: Field;
}

/** Lets a browser post one file to the store. The intake key names the place, so nobody can take in another's file. */
export async function requestUpload(
  context: CommandContext,
  wish: FilePlace & { readonly returnTo: string },
): Promise<PresignedPost & { maxBytes: number }> {
  const slot = await slotOf(context, wish);
  // Browsers read `//` and `/\\` as the beginning of another host.
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(wish.returnTo) || wish.returnTo.length > 1000)
    throw new Refusal('BAD_RETURN', '返回地址不正确');
  const post = await context.platform.blobs.presignUpload({
    intakeKey: `${slot.of}/${slot.field.key}/${newId()}`,
    maxBytes: MOST_FILE_BYTES,
    owner: context.actor.id,
    redirectTo: wish.returnTo,
  });
  return { ...post, maxBytes: MOST_FILE_BYTES };
}

/** Takes a posted file in: looks at its bytes, seals it, and puts it into the draft's answer. */
export async function attachUpload(
  context: CommandContext,
  wish: FilePlace & { readonly key: string; readonly name: string },
): Promise<FileAnswer> {
  const slot = await slotOf(context, wish);
  const place = `${slot.of}/${slot.field.key}/`;
  if (!wish.key.startsWith(place) || !UUID.test(wish.key.slice(place.length))) throw notFound('上传的文件');
  const bytes = await context.platform.blobs.readIntake(wish.key);
  if (!bytes) throw notFound('上传的文件，请重新上传');
  const found = sniff(bytes);
  if (!found.ok) {
    await context.platform.blobs.deleteIntake(wish.key);
    throw new Refusal(found.code, '不能接收这个文件：请上传 PDF、OFD、JPG、PNG、Word、Excel 或文本文件，且内容完整');
  }
  const wrong = fileProblem(slot.field, { type: found.type, size: bytes.length });
  if (wrong) {
    await context.platform.blobs.deleteIntake(wish.key);
    throw new Refusal(wrong, `不能接收这个文件。${slot.field.label.zh}可以上传：${fileRuleWords(slot.field)}`);
  }
  const id = newId();
  const name = withEnding(cleanFileName(wish.name), found.type);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const entry: FileEntry = {
    of: slot.of,
    field: slot.field.key,
    subject: slot.subject,
    name,
    size: bytes.length,
    type: found.type,
    digest,
  };
  await keepFile(context.platform, id, entry, bytes);
  const answer: FileAnswer = { id, name, size: bytes.length, type: found.type };
  if (wish.draft) await changeFiles(context, wish, (files) => [...files, answer]);
  await context.platform.blobs.deleteIntake(wish.key);
  return answer;
}

export async function removeAttachment(context: CommandContext, wish: FilePlace & { readonly id: string }) {
  if (!wish.draft) throw notFound('这份草稿');
  const slot = await slotOf(context, wish);
  const entry = await fileEntry(context.platform, wish.id);
  // Only this draft's own: an id says nothing about whose file it is.
  if (entry?.of !== slot.of) throw notFound('这个文件');
  await changeFiles(context, wish, (files) => files.filter((file) => file.id !== wish.id));
  await context.platform.state.delete('file', wish.id);
  await context.platform.blobs.delete(`files/${wish.id}`);
  return readDraft(context, wish.draft);
}

/** The bytes of an attached file, for who may see the draft or case it belongs to. */
export async function openFile(
  context: CommandContext,
  wish: {
    readonly id: string;
    readonly case?: string | null;
    readonly draft?: string | null;
    readonly matter?: string | null;
  },
): Promise<{ bytes: Uint8Array; type: string; name: string }> {
  const meta = await fileMeta(context, wish);
  const sealed = await context.platform.blobs.get(`files/${wish.id}`);
  const bytes = sealed && (await context.platform.vault.openBytes(sealed));
  if (!bytes) throw notFound('这个文件，相关个人信息可能已经删除');
  return { bytes, ...meta };
}

async function fileMeta(context: CommandContext, wish: Parameters<typeof openFile>[1]) {
  const found = wish.matter ? await matterFile(context, wish.matter, wish.id) : null;
  if (found) return { type: found.type, name: cleanFileName(found.name) };
  if (wish.case) {
    const { state } = await load(context.platform, application, wish.case);
    const fact =
      state && maySee(state, context.actor) ? state.attachments.find((one) => one.id === wish.id) : undefined;
    if (state && fact) return { type: fact.type, name: await nameOnCase(context, state, fact.id) };
  }
  if (wish.draft) {
    await readDraft(context, wish.draft);
    const entry = await fileEntry(context.platform, wish.id);
    if (entry?.of === `draft/${wish.draft}`) return { type: entry.type, name: entry.name };
  }
  throw notFound('这个文件');
}

/** The name stands with the answers, sealed; after an erasure there is none. */
async function nameOnCase(context: CommandContext, state: Application, id: string): Promise<string> {
  const { service, form } = state.submitted;
  const { definition } = await context.definitions.filledFor(service, form);
  const { answers } = await openAnswers(context.platform, state);
  for (const { file } of filesIn(definition, answers)) if (file.id === id) return cleanFileName(file.name);
  return '附件';
}

async function changeFiles(
  context: CommandContext,
  place: FilePlace,
  change: (files: readonly FileAnswer[]) => FileAnswer[],
) {
  const draft = await readDraft(context, place.draft ?? '');
  const path = pathByRowIds(draft.answers, place.field, place.row);
  if (path === null) throw notFound('这一行');
  const before: unknown = valueAt(draft.answers, path);
  const files = change(Array.isArray(before) ? (before as readonly FileAnswer[]) : []);
  // More than any field takes; what is too many for this one the form's rules say, where it can be put right.
  if (files.length > MOST_FILES) throw new Refusal('TOO_MANY_FILES', `一处最多上传${MOST_FILES}个文件`);
  const answers = withValueAt(draft.answers, path, files);
  await saveDraft(context, { id: draft.id, answers, page: draft.page, expectVersion: draft.version });
}

async function slotOf(context: CommandContext, place: FilePlace): Promise<Slot> {
  if (place.draft) {
    const draft = await readDraft(context, place.draft);
    const { definition } = await context.definitions.filledFor(draft.service, draft.form);
    return { of: `draft/${place.draft}`, subject: draft.filing.subject, field: fileField(definition, place.field) };
  }
  if (place.case) {
    const { state } = await load(context.platform, application, place.case);
    const isOwn =
      state && (state.submitted.subject === context.actor.subject || state.submitted.filedBy === context.actor.id);
    if (!isOwn) throw notFound('这件办件');
    if (state.state !== 'supplementRequested') throw new Refusal('WRONG_STATE', '该办件目前不需要补正');
    const { definition } = await context.definitions.filledFor(state.submitted.service, state.submitted.form);
    return {
      of: `application/${place.case}`,
      subject: state.submitted.subject,
      field: fileField(definition, place.field),
    };
  }
  if (place.matter) {
    const { of, subject, definition } = await matterFileSlot(context, place.matter);
    return { of, subject, field: fileField(definition, place.field) };
  }
  throw notFound('草稿或办件');
}

function fileField(definition: FormDefinition, path: string): Field {
  const placed = fieldsOf(definition).find(({ name }) => name === path);
  if (placed && isFileField(placed.field)) return placed.field;
  throw notFound('这个上传位置');
}
