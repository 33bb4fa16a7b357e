import { type Problem, problem } from '../problem.ts';
import type { FlowDefinition } from './definition.ts';
import { stagesIn } from './walk.ts';

/**
 * What is wrong with the decision at a step: a service flow is decided once, by everybody's case, alone, and after it
 * only what was granted is carried out; an office flow is not decided at all.
 */
export function decisionProblems(flow: FlowDefinition, index: number): readonly Problem[] {
  const step = flow.steps[index];
  if (!step) return [];
  const found: Problem[] = [];
  for (const [stage, path] of stagesIn(step, `steps.${index}`)) {
    if (stage.kind !== 'decide') continue;
    const name = `决定环节“${stage.title.zh}”`;
    if (flow.purpose === 'office') {
      const zh = `内部流程没有许可决定，环节“${stage.title.zh}”请改为“办理”或“审核”`;
      found.push(problem('DECIDE_IN_OFFICE', `${path}.kind`, zh));
      continue;
    }
    const later = flow.steps.slice(index + 1).flatMap((one) => stagesIn(one, ''));
    if (step.kind !== 'stage' || later.some(([one]) => one.kind !== 'work')) {
      const zh = `${name}只能是最后一步，且不能并联；之后只能有“办理”环节（制证、送达）`;
      found.push(problem('DECIDE_NOT_LAST', `${path}.kind`, zh));
    }
    if (step.when !== undefined) {
      found.push(problem('DECIDE_CONDITIONAL', `steps.${index}.when`, `${name}不能设条件，否则办件可能没有结果`));
    }
    if (step.kind === 'stage' && step.goTo?.length) {
      const zh = `${name}之后不能跳转；要让前面的环节重办，请用“可退回”`;
      found.push(problem('DECIDE_GOES_ON', `steps.${index}.goTo`, zh));
    }
  }
  return found;
}
