import { type Problem, problem } from '../problem.ts';
import type { FlowDefinition, SupplementRules } from './definition.ts';

/** What is wrong with the rules of supplements: terms that say nothing, or that leave the applicant without an answer. */
export function supplementProblems({ supplement, purpose }: FlowDefinition): readonly Problem[] {
  if (!supplement) return [];
  const { allowed, by, days, expiry = 'waits', remedies } = supplement;
  if (purpose === 'office') return [problem('WRONG_PURPOSE', 'supplement', '补正规则只用于办件（许可、服务）流程')];
  const bad = (at: keyof SupplementRules, zh: string) => problem('BAD_SUPPLEMENT_RULES', `supplement.${at}`, zh);
  const found: Problem[] = [];
  const set = Object.keys(supplement).some((key) => key !== 'allowed');
  if (allowed === false && set) found.push(bad('allowed', '不许要求补正，却又写了补正的规则：请去掉其中一样'));
  if (by?.length === 0) found.push(bad('by', '没有人可以要求补正：请选择，或者写明不许补正'));
  if (new Set(by).size !== (by?.length ?? 0)) found.push(bad('by', '可以要求补正的人写了两次'));
  if (expiry !== 'waits' && days === undefined) found.push(bad('expiry', '没有写补正期限，就不会逾期：请填写工作日数'));
  if (expiry === 'notAccepted' && !remedies?.zh.trim()) {
    found.push(bad('remedies', '逾期不予受理的，要写明申请行政复议或者提起行政诉讼的途径和期限'));
  }
  return found;
}
