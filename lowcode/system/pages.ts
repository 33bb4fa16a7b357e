import type { FlowDefinition, Stage } from '../flow/definition.ts';
import { stagesOf } from '../flow/walk.ts';
import type { FormDefinition, Page } from '../form/definition.ts';

/** The stages of a flow, those of parallel branches too. */
export function stagesOfFlow(flow: FlowDefinition): readonly Stage[] {
  return stagesOf(flow).map(({ stage }) => stage);
}

/** The pages that are filled in when a matter begins: those of no stage. */
export function pagesAtBeginning(form: FormDefinition, flow: FlowDefinition): readonly Page[] {
  const later = new Set(stagesOfFlow(flow).flatMap(({ pages }) => pages ?? []));
  return form.pages.filter(({ key }) => !later.has(key));
}

/** The pages that are filled in at a stage, in the form's order. */
export function pagesAtStage(form: FormDefinition, { pages = [] }: Pick<Stage, 'pages'>): readonly Page[] {
  return form.pages.filter(({ key }) => pages.includes(key));
}

/** Keys of the fields and groups that stand on pages. */
export function keysOn(pages: readonly Page[]): ReadonlySet<string> {
  return new Set(pages.flatMap(({ sections }) => sections.flatMap(({ items }) => items.map(({ key }) => key))));
}
