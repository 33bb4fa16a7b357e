import { type FormDefinition, isPersonal } from '../../lowcode/form/definition.ts';
import { answersOf } from '../../lowcode/form/walk.ts';
import type { CommandContext } from '../context.ts';
import type { DefinitionProblem } from './check.ts';

/** Numbers inside answers of several parts. */
const PARTS = ['certificateNumber', 'creditCode'] as const;
const IDENTIFIERS: ReadonlySet<string> = new Set(['identityNumber', 'creditCode']);

/** Examples of a form that name somebody whom the cloud knows: they would stay readable when that person is erased. */
export async function realPeople(context: CommandContext, form: FormDefinition): Promise<DefinitionProblem[]> {
  const problems: DefinitionProblem[] = [];
  const look = async (answer: unknown, path: string, label: string): Promise<void> => {
    if (typeof answer !== 'string' || answer.trim() === '') return;
    if ((await context.platform.vault.findSubject(answer)) === undefined) return;
    const message = `用例中的“${label}”是一个真实办事人的号码；测试用例永久公开保存，请换成虚构的号码`;
    problems.push({ level: 'error', code: 'REAL_PERSON', path, message });
  };
  for (const [i, test] of (form.tests ?? []).entries()) {
    for (const { path, field, answer } of answersOf(form, test.answers)) {
      if (!isPersonal(field)) continue;
      const at = `tests.${i}.answers.${path}`;
      if (IDENTIFIERS.has(field.kind)) await look(answer, at, field.label.zh);
      for (const part of PARTS)
        await look((answer as { readonly [part: string]: unknown } | null)?.[part], `${at}.${part}`, field.label.zh);
    }
  }
  return problems;
}
