import { GraphQLError } from 'graphql';
import { Refusal } from '../../events/stream.ts';
import { submitDirect } from '../case/drafts.ts';
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
  readonly service?: string | null;
  readonly applicant?: never;
  readonly commandId?: string | null;
}

/** Submits by the form's own input. Throws FIELD_REMOVED for what the current version no longer asks, SERVICE_REQUIRED. */
export async function submitForm(context: Context, form: FormType, args: SubmitArgs) {
  refuseDropped(unionOf(form.versions), args.input);
  const { key } = form;
  const using = [...(await context.directory.all()).values()].filter((row) => row.definition.form === key);
  const asked = args.service ? using.filter((row) => row.key === args.service) : using;
  const [only] = asked;
  if (!only || asked.length > 1) {
    const problem = using.length === 0 ? '还没有事项使用这份表单' : '请用 service 指明事项';
    throw new GraphQLError(problem, { extensions: { code: 'SERVICE_REQUIRED' } });
  }
  const { commandId = null } = withWish(context, `submit/${key}`, args);
  return submitDirect(context, { ...args, commandId, service: only.key, answers: withRowIds(args.input) });
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
