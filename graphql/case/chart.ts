import type { FlowChart } from '../../lowcode/flow/chart.ts';
import { words } from '../../lowcode/words.ts';
import type { Context } from '../context.ts';

/** A flow chart as the schema has it: who acts, in words. */
export async function chartModel(context: Context, chart: FlowChart, caseUnit: string) {
  const nodes = await Promise.all(
    chart.nodes.map(async ({ key, label, role, unit, unitChosen, column, row, kind, status }) => {
      const facts = role && !unitChosen ? await context.loaders.unit(unit ?? caseUnit) : null;
      const who = role ? `${facts?.name.zh ?? ''}${facts ? '·' : ''}${words.role[role].zh}` : null;
      return { key, label: label.zh, who, column, row, kind, status };
    }),
  );
  return { nodes, edges: chart.edges };
}
