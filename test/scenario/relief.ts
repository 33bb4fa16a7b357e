import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { readCounty } from '../../samples/county.ts';
import type { Receipt } from './road.ts';
import { answerTo, ask, type World } from './world.ts';

/** Temporary relief (临时救助): a village station looks, the town decides. */
export const RELIEF = 'lin-shi-jiu-zhu';
/** The community whose station 谭站长 (`village`) keeps. */
export const JINXI = '430423100011';

/** 李样例 (`citizen`) of 金溪 as she states who she is. */
export const her = {
  applicantName: '李样例',
  identityNumber: '430423199001010014',
  phone: '13800000001',
  address: '湖南省衡山县开云镇金溪社区示例路12号',
};

const tests = (readCounty().forms.get(RELIEF) as FormDefinition).tests ?? [];
const study = tests.find(({ answers }) => (answers as { cause?: string }).cause === 'study')?.answers;

/** Right answers without any file: school fees, within what was spent. */
export function reliefAnswers(change: object = {}): object {
  return { ...study, ...her, division: JINXI, requested: '200000', ...change };
}

const SUBMIT = `mutation($answers: JSON!, $applicant: ApplicantInput) {
  submitApplication(service: "${RELIEF}", answers: $answers, applicant: $applicant) { case number queryCode }
}`;

/** Applies for relief: the person themselves, or staff who name the applicant. */
export async function applyForRelief(
  world: World,
  by: string,
  change: object = {},
  applicant: object | null = null,
): Promise<Receipt> {
  return (await ask(world, by, SUBMIT, { answers: reliefAnswers(change), applicant })).submitApplication;
}

export function reliefRefused(world: World, by: string, change: object = {}, applicant: object | null = null) {
  return answerTo(world, by, SUBMIT, { answers: reliefAnswers(change), applicant });
}
