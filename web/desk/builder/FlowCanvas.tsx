import { Button } from 'antd';
import { whoActs } from '../../../lowcode/flow/bpmn/about.ts';
import { flowToBpmn } from '../../../lowcode/flow/bpmn/xml.ts';
import { chartOf } from '../../../lowcode/flow/chart.ts';
import type { FlowDefinition } from '../../../lowcode/flow/definition.ts';
import { longestWay } from '../../../lowcode/flow/longest.ts';
import { stagesOf, stepKey, stepTitle } from '../../../lowcode/flow/walk.ts';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import { sentenceOf } from '../../../lowcode/rule/sentence.ts';
import { UNITS } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { FlowChart } from '../ui/FlowChart.tsx';

/** The flow as a picture and in sentences, as it is at the moment, and as a file for other programs. */
export function FlowCanvas({ flow, name, scope }: { flow: FlowDefinition; name: string; scope: Scope }) {
  const units = useAsk(UNITS).data?.units;
  const unitName = (code: string) => units?.find((unit) => unit.code === code)?.name.zh ?? '（未知单位）';
  const labels = (key: string) => scope.fields.get(key)?.label ?? '（没有这个字段）';
  const acting = new Map(stagesOf(flow).map(({ stage }) => [stage.key, stage]));
  const drawn = chartOf(flow);
  const nodes = drawn.nodes.map((node) => {
    const stage = acting.get(node.key);
    return { ...node, label: node.label.zh, who: stage ? whoActs(stage, { labels, unitName }) : null };
  });
  const days = longestWay(flow);
  const sentences = conditionsOf(flow, scope);
  return (
    <div className="block">
      <div className="canvas-head">
        <h2>流程图</h2>
        <Button size="small" onClick={() => save(`${name}.bpmn`, flowToBpmn(flow, { scope, unitName }))}>
          下载 BPMN 文件
        </Button>
      </div>
      <FlowChart chart={{ nodes, edges: drawn.edges }} label="流程图" />
      <p className="quiet">
        {days > 0 ? `各环节时限合计（同时进行的取最长）：${days}个工作日。` : '各环节没有以日计的时限。'}
        {drawn.edges.some(({ kind }) => kind === 'sendBack') && '虚线是可以退回的。'}
      </p>
      {sentences.length > 0 && (
        <ul className="flow-sentences" aria-label="条件">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The conditions of a flow as sentences: what a picture has no room for. */
function conditionsOf(flow: FlowDefinition, scope: Scope): readonly string[] {
  const titles = new Map(flow.steps.map((step) => [stepKey(step), stepTitle(step)]));
  return flow.steps.flatMap((step) => {
    const own = step.when ? [`${sentenceOf(step.when, scope)}时，才有“${stepTitle(step)}”。`] : [];
    if (step.kind === 'stage') {
      const jumps = (step.goTo ?? []).map(
        ({ when, to }) =>
          `“${stepTitle(step)}”办完，${sentenceOf(when, scope)}时，转到“${titles.get(to) ?? '（请选择）'}”。`,
      );
      return [...own, ...jumps];
    }
    const branches = step.branches.flatMap(({ stage, when }) =>
      when ? [`${sentenceOf(when, scope)}时，才有“${stage.title.zh}”。`] : [],
    );
    return [...own, ...branches];
  });
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/xml' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
