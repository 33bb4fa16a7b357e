import type { Applicant, AttachmentFact } from '../../events/application/events.ts';
import { Refusal } from '../../events/stream.ts';
import { notTheApplicants } from '../../lowcode/form/applicant.ts';
import type { CompiledForm } from '../../lowcode/form/compile.ts';
import type { Answers, Field, FileAnswer, FormContext, FormDefinition } from '../../lowcode/form/definition.ts';
import { evaluate } from '../../lowcode/form/evaluate.ts';
import { isFileField } from '../../lowcode/form/kinds.ts';
import { splitPersonal } from '../../lowcode/form/personal.ts';
import { answersOf } from '../../lowcode/form/walk.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import type { Units } from '../units.ts';
import { unknownUnits } from './named-units.ts';
import { fileEntry } from './sealed-files.ts';

/** Answers that passed the form's rules, parted into what is personal and what is not. */
export interface CheckedAnswers {
  readonly answers: Answers;
  /** Fields and groups that were asked. */
  readonly visible: ReadonlySet<string>;
  readonly open: Answers;
  readonly personal: Answers;
  readonly attachments: readonly AttachmentFact[];
  /** Integer fen. */
  readonly fee: string | null;
}

/**
 * Runs the form over the answers, which must name the applicant where they say who applies (null: erased, nobody to
 * compare with). Throws INVALID_ANSWERS with one entry per field that is wrong. Files must have been
 * taken in for the same draft or case; what the answers say of them is replaced by what the cloud knows.
 */
export async function checkAnswers(
  platform: Platform,
  units: Units,
  form: CompiledForm,
  definition: FormDefinition,
  answers: unknown,
  context: FormContext,
  filesOf: string | null,
  applicant: Applicant | null,
  known: readonly AttachmentFact[] = [],
): Promise<CheckedAnswers> {
  const evaluation = evaluate(form, answers, context);
  const others = applicant ? notTheApplicants(definition, evaluation.answers, knownOf(applicant, context)) : [];
  const errors = [...evaluation.errors, ...others];
  if (errors.length > 0) {
    throw new Refusal(
      'INVALID_ANSWERS',
      `有${errors.length}处需要修改`,
      errors.map(({ path, code, message }) => ({ path, code, message: message.zh })),
    );
  }
  const unknown = await unknownUnits({ platform, units, region: context.region }, definition, evaluation.answers);
  if (unknown.length > 0) throw new Refusal('INVALID_ANSWERS', `有${unknown.length}处需要修改`, unknown);
  const attachments = await attachmentsIn(platform, definition, evaluation.answers, filesOf, known);
  const parts = splitPersonal(definition, evaluation.answers);
  const fee = definition.feeField ? evaluation.answers[definition.feeField] : null;
  const { visible } = evaluation;
  return { answers: evaluation.answers, visible, ...parts, attachments, fee: typeof fee === 'string' ? fee : null };
}

/**
 * What is known of every file in the answers, where it stands now: kept ones as before, new ones as they were taken in for `filesOf`. Throws
 * INVALID_ANSWERS with UNKNOWN_FILE for a file that was not.
 */
export async function attachmentsIn(
  platform: Pick<Platform, 'state'>,
  definition: FormDefinition,
  answers: Answers,
  filesOf: string | null,
  known: readonly AttachmentFact[],
): Promise<readonly AttachmentFact[]> {
  const attachments: AttachmentFact[] = [];
  for (const { path, field, file } of filesIn(definition, answers)) {
    const place = { field: field.key, material: field.material ?? null };
    const kept = known.find((one) => one.id === file.id);
    if (kept) {
      attachments.push({ ...kept, ...place });
      continue;
    }
    const entry = await fileEntry(platform, file.id);
    if (!entry || filesOf === null || entry.of !== filesOf || entry.field !== field.key) {
      throw new Refusal('INVALID_ANSWERS', '有文件没有上传成功', [
        { path, code: 'UNKNOWN_FILE', message: '这个文件没有上传成功，请重新上传' },
      ]);
    }
    const { size, type, digest } = entry;
    attachments.push({ id: file.id, ...place, size, type, digest });
  }
  return attachments;
}

function knownOf({ name, identifier }: Applicant, { applicantKind }: FormContext) {
  return { applicantKind, applicantName: name, applicantIdentifier: identifier };
}

/** Every file in the answers with where it stands. */
export function* filesIn(
  definition: FormDefinition,
  answers: Answers,
): Generator<{ readonly path: string; readonly field: Field; readonly file: FileAnswer }> {
  for (const { path, field, answer } of answersOf(definition, answers)) {
    if (!isFileField(field)) continue;
    for (const file of answer as readonly FileAnswer[]) yield { path, field, file };
  }
}
