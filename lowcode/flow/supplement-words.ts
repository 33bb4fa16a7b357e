import { words } from '../vocabularies.ts';
import type { SupplementExpiry, SupplementRules } from './definition.ts';

/** The rules of supplements as a sentence: 窗口人员、经办人可以要求补正1次，申请人有5个工作日，逾期视为撤回申请。 */
export function supplementWords(rules: SupplementRules | undefined): string {
  if (rules?.allowed === false) return '不许要求补正：只能受理或者不予受理。';
  const { by = ['window', 'clerk', 'village'], times = 1, days, expiry = 'waits' } = rules ?? {};
  const whom = by.map((role) => words.role[role].zh).join('、') || '（没有人）';
  const term = days === undefined ? '补正没有期限' : `申请人有${days}个工作日，${expiryWords(expiry)}`;
  return `${whom}可以要求补正${times}次，再要求须由监督人员批准；${term}。`;
}

/** What follows when the term passes: 逾期视为撤回申请. */
export function expiryWords(expiry: SupplementExpiry): string {
  return words.supplementExpiry[expiry].zh;
}
