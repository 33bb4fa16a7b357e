import type { FilledIn } from '../../events/matter/decide.ts';
import type { FilledPart, Matter } from '../../events/matter/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { Answers, Page } from '../../lowcode/form/definition.ts';
import { evaluate } from '../../lowcode/form/evaluate.ts';
import { mergePersonal, splitPersonal } from '../../lowcode/form/personal.ts';
import { keysOn } from '../../lowcode/system/pages.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import { attachmentsIn } from '../application/answers.ts';
import { unknownUnits } from '../application/named-units.ts';
import type { CommandContext } from '../context.ts';
import { type MatterDefinitions, officeContext } from './pinned.ts';

/** Answers of some pages after the form's rules, beside all that is known then. */
export interface CheckedPages {
  /** Everything answered, these pages included. */
  readonly all: Answers;
  /** What these pages answer. */
  readonly own: Answers;
  readonly filled: FilledIn;
}

type Told = { readonly path: string; readonly code: string; readonly message: string };

/**
 * Runs the form over what is known with what was filled in on some pages; only what is wrong there counts, the other pages
 * belong to other stages. Throws INVALID_ANSWERS with one entry per field; an answer to a field of another page is refused.
 */
export async function checkPages(
  context: CommandContext,
  { form, compiled }: Pick<MatterDefinitions, 'form' | 'compiled'>,
  pages: readonly Page[],
  given: unknown,
  before: Answers,
  files: { readonly of: string; readonly known: FilledIn['attachments'] },
): Promise<CheckedPages> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Refusal('INVALID_ANSWERS', '填写内容的格式不正确');
  }
  const keys = keysOn(pages);
  const strays = Object.keys(given).filter((key) => !keys.has(key));
  if (strays.length > 0) throw invalid(strays.slice(0, 20).map(notHere));
  const others = Object.fromEntries(Object.entries(before).filter(([key]) => !keys.has(key)));
  const evaluation = evaluate(compiled, { ...others, ...given }, officeContext(context));
  const wrong = evaluation.errors.filter(({ path }) => keys.has(path.split('.')[0] ?? ''));
  if (wrong.length > 0) {
    throw invalid(wrong.map(({ path, code, message }) => ({ path, code, message: message.zh })));
  }
  const own = only(evaluation.answers, keys);
  const unknown = await unknownUnits(context, form.definition, own);
  if (unknown.length > 0) throw invalid(unknown);
  const attachments = await attachmentsIn(context.platform, form.definition, own, files.of, files.known);
  const { open, personal } = splitPersonal(form.definition, own);
  const cleared = Object.keys(before).filter((key) => keys.has(key) && !Object.hasOwn(own, key));
  return { all: { ...others, ...own }, own, filled: { open, personal, cleared, attachments } };
}

function notHere(key: string): Told {
  return { path: key, code: 'UNKNOWN_FIELD', message: '这一项不在本环节填写' };
}

function invalid(fields: readonly Told[]): Refusal {
  return new Refusal('INVALID_ANSWERS', `有${fields.length}处需要修改`, fields);
}

function only(answers: Answers, keys: ReadonlySet<string>): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([key]) => keys.has(key)));
}

/** What is answered for the whole matter, opened. Call it only after authorisation. */
export async function openMatterAnswers(platform: Pick<Platform, 'vault'>, state: Matter): Promise<Answers> {
  const parts = await openParts(platform, state.filled);
  return state.filled.reduce<Answers>((answers, { cleared }, i) => {
    const kept = Object.fromEntries(Object.entries(answers).filter(([key]) => !cleared.includes(key)));
    return { ...kept, ...parts[i] };
  }, {});
}

/** What each of several units answered for itself, opened, by the stage's key. */
export async function openUnitAnswers(
  platform: Pick<Platform, 'vault'>,
  state: Matter,
): Promise<ReadonlyMap<string, Answers>> {
  const parts = Object.entries(state.parts);
  const opened = await openParts(
    platform,
    parts.map(([, part]) => part),
  );
  return new Map(parts.map(([stage], i) => [stage, opened[i] ?? {}]));
}

async function openParts(platform: Pick<Platform, 'vault'>, parts: readonly FilledPart[]): Promise<readonly Answers[]> {
  const boxes = (await platform.vault.openMany(parts.map(({ sealed }) => sealed as string))) as (Box | null)[];
  return parts.map(({ answers }, i) => mergePersonal(answers, boxes[i]?.answers ?? {}));
}

interface Box {
  readonly answers: Answers;
}
