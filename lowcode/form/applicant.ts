import type { Answers, Field, FieldError, FormDefinition } from './definition.ts';
import { type Known, startAnswers } from './start.ts';
import { itemsOf } from './walk.ts';

const WHO: ReadonlySet<string> = new Set(['applicant', 'applicantKind', 'applicantName', 'applicantIdentifier']);

/** Whether a field says who the applicant is; telephone and address may be others than those that are known. */
export function saysWhoApplies({ prefill }: Field): boolean {
  return prefill !== undefined && WHO.has(prefill);
}

/**
 * Answers that name somebody else than the applicant: those of fields that are filled from who applies. A field that could
 * not hold what is known (a company's code in one for identity numbers) asks for something else and is not looked at.
 */
export function notTheApplicants(form: FormDefinition, answers: Answers, known: Known): readonly FieldError[] {
  const right = startAnswers(form, known);
  return itemsOf(form).flatMap(({ item }) => {
    if (item.kind === 'group' || !item.prefill || !saysWhoApplies(item)) return [];
    const [own, given] = [right[item.key] ?? null, answers[item.key] ?? null];
    const isKnown = item.prefill === 'applicant' ? known.applicantIdentifier : known[item.prefill];
    // What has parts has them in one order.
    if (!isKnown || own === null || given === null || JSON.stringify(own) === JSON.stringify(given)) return [];
    const zh = `“${item.label.zh}”与申请人登记的不一致，请按申请人本人（本单位）的填写；替别人办理，请到窗口或者找代办员`;
    return [{ path: item.key, code: 'NOT_THE_APPLICANT', message: { zh } }];
  });
}
