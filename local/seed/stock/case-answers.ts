import { createHash } from 'node:crypto';
import { filesIn } from '../../../commands/application/answers.ts';
import { idFromCommand } from '../../../commands/ids.ts';
import type { AttachmentFact } from '../../../events/application/events.ts';
import type { Answers, Evaluation, Field, FileAnswer, FormContext } from '../../../lowcode/form/definition.ts';
import { evaluate } from '../../../lowcode/form/evaluate.ts';
import { startAnswers } from '../../../lowcode/form/start.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import { businessAnswers } from './answers-business.ts';
import { peopleAnswers } from './answers-people.ts';
import type { Scene } from './scene.ts';
import type { StoryFile } from './story.ts';
import type { Item } from './world.ts';

export interface FiledAnswers {
  readonly answers: Answers;
  readonly attachments: readonly AttachmentFact[];
  readonly files: readonly StoryFile[];
  /** Integer fen. */
  readonly fee: string | null;
}

/**
 * The answers of a case, held to its form as a live submission is: what the form computes and prunes is in them, and
 * every file that it requires is there, as a short text that says what it stands for. Throws when the form refuses them.
 */
export function answersOf(item: Item, scene: Scene, context: FormContext, subject: string): FiledAnswers {
  const { applicant, plan } = scene;
  const { definition } = item.form;
  const known = {
    ...{ applicantName: applicant.name, applicantIdentifier: applicant.identifier },
    ...{ applicantPhone: applicant.phone, applicantAddress: applicant.address },
  };
  const own = businessAnswers[item.form.key] ?? peopleAnswers[item.form.key] ?? generalAnswers;
  const given = { ...startAnswers(definition, known), ...own(scene, item), declaration: true };
  let evaluation = evaluate(item.compiled, given, context);
  const files: StoryFile[] = [];
  const missing = fileFieldsMissing(item, evaluation);
  if (missing.length > 0) {
    const slots = missing.map((field) => {
      const id = idFromCommand(`seed/case/${plan.serial}`, `file/${field.key}`);
      const bytes = sampleFile(item, field);
      files.push({ key: `files/${id}`, subject, bytes, type: FILE_TYPE });
      const file: FileAnswer = { id, name: `${field.label.zh}（示例）.txt`, size: bytes.length, type: FILE_TYPE };
      return [field.key, [file]] as const;
    });
    evaluation = evaluate(item.compiled, { ...given, ...Object.fromEntries(slots) }, context);
  }
  const [error] = evaluation.errors;
  if (error) throw new Error(`sample case ${plan.serial} (${item.form.key}): ${error.path} ${error.code}`);
  const { answers } = evaluation;
  const attachments = [...filesIn(definition, answers)].map(({ field, file }): AttachmentFact => {
    const digest = createHash('sha256').update(sampleFile(item, field)).digest('hex');
    return {
      id: file.id,
      field: field.key,
      material: field.material ?? null,
      size: file.size,
      type: file.type,
      digest,
    };
  });
  const fee = definition.feeField ? answers[definition.feeField] : null;
  return { answers, attachments, files, fee: typeof fee === 'string' ? fee : null };
}

const FILE_TYPE = 'text/plain';

function generalAnswers({ plan, random, phrases }: Scene, item: Item): Answers {
  const matter = `申请办理“${item.service.definition.name.zh}”。`;
  return { division: plan.village, matter, papers: random.pick(phrases.papers) };
}

function fileFieldsMissing(item: Item, { errors }: Evaluation): readonly Field[] {
  const wanted = new Set(errors.filter(({ code }) => code === 'REQUIRED').map(({ path }) => path));
  if (wanted.size === 0) return [];
  return itemsOf(item.form.definition).flatMap(({ item: one }) =>
    one.kind === 'file' && wanted.has(one.key) ? [one] : [],
  );
}

/** What stands in the place of a scanned document. */
function sampleFile(item: Item, field: Field): Uint8Array {
  const name = item.service.definition.name.zh;
  return Buffer.from(`示例材料（示例数据，不是真实文件）\n事项：${name}\n材料：${field.label.zh}\n`, 'utf8');
}
