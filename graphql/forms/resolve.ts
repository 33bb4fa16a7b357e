import { GraphQLError } from 'graphql';
import { notFound } from '../../commands/access.ts';
import { readDraft } from '../../commands/application/drafts.ts';
import { Refusal } from '../../events/stream.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import { submitDirect, submitDraft } from '../case/drafts.ts';
import { caseByNumber } from '../case/model.ts';
import { type Context, withWish } from '../context.ts';
import { withRowIds } from './answers.ts';
import type { FormType } from './types.ts';
import { type Kept, unionOf } from './union.ts';

/** A case of the form by its number; null when it is of another form, or not for the viewer to know. */
export async function readForm(context: Context, key: string, number: string) {
  const found = await caseByNumber(context, number.trim().toUpperCase());
  if (!found) return null;
  const form = await found.formVersion();
  if (form.key !== key) return null;
  return {
    ...(await found.answers()),
    number: found.number,
    state: found.state,
    formVersion: form.version,
    case: found,
  };
}

export interface SubmitArgs {
  readonly input: Record<string, unknown>;
  /** Answers to the item's guided questions. */
  readonly situation?: readonly { readonly question: string; readonly value: string }[] | null;
  /** Where the files were uploaded: it says item and applicant. */
  readonly draft?: string | null;
  readonly service?: string | null;
  readonly applicant?: never;
  readonly commandId?: string | null;
}

/**
 * Submits by the form's own input, with what the item asks and takes besides it. Throws FIELD_REMOVED for what the current version
 * no longer asks, SERVICE_REQUIRED, NOT_FOUND for a draft of another form, BAD_REQUEST for an item or applicant beside a draft.
 */
export async function submitForm(context: Context, form: FormType, args: SubmitArgs) {
  const items = unionOf(form.versions);
  refuseDropped(items, args.input);
  const { situation, draft, ...rest } = args;
  const answers = { ...withRowIds(args.input), ...situationOf(items, situation ?? []) } as Answers;
  if (draft) return submitInto(context, form.key, { ...rest, draft, answers });
  const service = await itemOf(context, form.key, args.service);
  const { commandId = null } = await withWish(context, `submit/${form.key}`, args);
  return submitDirect(context, { ...rest, commandId, service, answers });
}

/** The item to file for: the one that was named, or the only one that takes the form. Throws SERVICE_REQUIRED. */
export async function itemOf(context: Context, form: string, named: string | null | undefined): Promise<string> {
  const using = await itemsUsing(context, form);
  const asked = named ? using.filter((row) => row.key === named) : using;
  const [only] = asked;
  if (only && asked.length === 1) return only.key;
  const problem = using.length === 0 ? '还没有事项使用这份表单' : '请用 service 指明事项';
  throw new GraphQLError(problem, { extensions: { code: 'SERVICE_REQUIRED' } });
}

/** The items in use that take the form. */
export async function itemsUsing(context: Context, form: string) {
  return [...(await context.directory.all()).values()].filter((row) => row.definition.form === form);
}

/** The viewer's draft, if it is of this form. Throws NOT_FOUND. */
export async function draftOf(context: Context, form: string, id: string) {
  const draft = await readDraft(context.command, id);
  if (draft.form.key !== form) throw notFound('这份表单的草稿');
  return draft;
}

async function submitInto(context: Context, form: string, args: SubmitArgs & { draft: string; answers: Answers }) {
  const draft = await draftOf(context, form, args.draft);
  if (args.applicant || (args.service && args.service !== draft.service.key))
    throw new Refusal('BAD_REQUEST', '事项和申请人已由草稿写明，不要另写');
  return submitDraft(context, { id: args.draft, answers: args.answers });
}

/** Throws INVALID_ANSWERS for a question that is asked in the form itself; other unknown ones the item's rules refuse. */
function situationOf(items: ReadonlyMap<string, Kept>, given: NonNullable<SubmitArgs['situation']>) {
  const wrong = given.flatMap(({ question }, i) => {
    const kept = items.get(question);
    const message = `“${kept?.item.label.zh}”是申请表的内容，请写在 input 中`;
    return kept ? [{ path: `situation.${i}`, code: 'UNKNOWN_FIELD', message }] : [];
  });
  if (wrong.length > 0) throw new Refusal('INVALID_ANSWERS', `有${wrong.length}处需要修改`, wrong);
  return Object.fromEntries(given.map(({ question, value }) => [question, value]));
}

function refuseDropped(items: ReadonlyMap<string, Kept>, input: Record<string, unknown>): void {
  const found = [...droppedIn(items, input, '')];
  const [first] = found;
  if (first) throw new Refusal('FIELD_REMOVED', first.message, found);
}

function* droppedIn(
  items: ReadonlyMap<string, Kept>,
  input: Record<string, unknown>,
  at: string,
): Generator<{ path: string; code: string; message: string }> {
  for (const [key, value] of Object.entries(input)) {
    const kept = items.get(key);
    if (!kept || value === null || value === undefined) continue;
    const path = `${at}${key}`;
    if (kept.droppedIn !== null) {
      const message = `“${kept.item.label.zh}”从第${kept.droppedIn}版起不再填写，请去掉`;
      yield { path, code: 'FIELD_REMOVED', message };
    } else if (Array.isArray(value) && kept.fields.size > 0) {
      for (const [i, row] of value.entries())
        yield* droppedIn(kept.fields, row as Record<string, unknown>, `${path}.${i}.`);
    }
  }
}
