import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../../calendar/calendar.ts';
import { scopeOf } from '../../form/scope.ts';
import { checkFlow } from '../check.ts';
import type { FlowDefinition } from '../definition.ts';
import { officeFlows, randomForm } from '../random.fixture.ts';
import { stagesOf } from '../walk.ts';
import { bpmnGraph } from './graph.ts';
import { type Bounds, bpmnLayout } from './layout.ts';
import { flowToBpmn } from './xml.ts';

const scope = scopeOf(randomForm, defaultCalendar);
const names = { scope, unitName: (code: string) => `单位${code}` };
const road = JSON.parse(
  readFileSync(new URL('../../../samples/hengshan/flows/zhan-yong-wa-jue-dao-lu.json', import.meta.url), 'utf8'),
) as FlowDefinition;

interface Element {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the elements of BPMN have many shapes
  readonly [key: string]: any;
}

/** A file read by the library that modelers read it with; throws on the slightest warning. */
async function read(flow: FlowDefinition) {
  const { rootElement, warnings, elementsById } = await new BpmnModdle().fromXML(flowToBpmn(flow, names));
  expect(warnings).toEqual([]);
  const root = rootElement as unknown as Element;
  const process = root.rootElements.find(({ $type }: Element) => $type === 'bpmn:Process') as Element;
  const plane = root.diagrams[0].plane as Element;
  return { process, plane, elements: elementsById as unknown as Record<string, Element> };
}

describe('the road flow as BPMN', () => {
  test('has every stage with its role, what is parallel, the decision and the ways back', async () => {
    const { elements } = await read(road);
    expect(elements.Stage_siteReview).toMatchObject({ $type: 'bpmn:UserTask', name: '城管现场审核' });
    expect(elements.Stage_siteReview?.resources[0].resourceRef.name).toBe('审核人');
    expect(elements.Stage_siteReview?.documentation[0].text).toContain('可以中止计时：检测、鉴定');
    expect(elements.Fork_joint).toMatchObject({ $type: 'bpmn:ParallelGateway' });
    expect(elements.Join_joint?.incoming).toHaveLength(2);
    expect(elements.Limit_siteReview).toMatchObject({ cancelActivity: false, name: '时限2个工作日' });
    expect(elements.Limit_siteReview?.eventDefinitions[0].timeDuration.body).toBe('P2D');
    const after: readonly Element[] = elements.After_decision?.outgoing;
    expect(after.map(({ name }) => name ?? null)).toEqual([null, '不予许可', '退回“受理审查”'].sort(nullsFirst));
    expect(elements.End_refused).toMatchObject({ $type: 'bpmn:EndEvent', name: '不予许可' });
  });
});

function nullsFirst(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '');
}

test('the words of timers and ways stand apart: short at the foot of a task, whole in what is said of it', () => {
  const stage = {
    ...({ key: 'fill', title: { zh: '填报' }, role: 'clerk', kind: 'work', limitDays: 5 } as const),
    chases: (['remind', 'supervise', 'report'] as const).map((kind, count) => ({
      ...({ kind, from: 'due', after: { count, unit: 'days' } } as const),
    })),
  };
  const flow: FlowDefinition = { title: { zh: '填报' }, purpose: 'office', steps: [{ kind: 'stage', stage }] };
  const xml = flowToBpmn(flow, names);
  expect(xml).toContain('name="督办"');
  expect(xml).toContain('<bpmn:documentation>到期1个自然日后督办</bpmn:documentation>');
  const labels = [
    ...xml.matchAll(
      /(?:Limit|Chase)_fill[^>]*_di"[\s\S]*?<bpmndi:BPMNLabel>\s*<dc:Bounds x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g,
    ),
  ];
  const spans = labels.map(([, x, width]) => [Number(x), Number(x) + Number(width)] as const).sort(([a], [b]) => a - b);
  expect(spans).toHaveLength(4);
  for (const [i, [from]] of spans.slice(1).entries()) expect(from).toBeGreaterThanOrEqual(spans[i]?.[1] ?? 0);
});

test('stages of several units are multiple instances, conditions and loops are there', async () => {
  const bad = { op: '=', left: { op: 'field', key: 'result1' }, right: { op: 'text', value: 'bad' } } as const;
  const { elements } = await read({
    title: { zh: '网格 <处置> & "核查"' },
    purpose: 'office',
    steps: [
      {
        kind: 'stage',
        stage: {
          key: 'handle',
          title: { zh: '处置' },
          role: 'handler',
          kind: 'work',
          limit: { count: 4, unit: 'hours' },
        },
      },
      {
        kind: 'stage',
        stage: { key: 'each', title: { zh: '会签' }, role: 'head', kind: 'work', eachOf: 'units' },
        when: { op: 'present', of: { op: 'field', key: 'units' } },
      },
      {
        kind: 'stage',
        stage: { key: 'verify', title: { zh: '核查' }, role: 'officer', kind: 'work', pages: ['page1'] },
        goTo: [{ when: bad, to: 'handle' }],
      },
    ],
  });
  expect(elements.Process?.name).toBe('网格 <处置> & "核查"');
  expect(elements.Limit_handle?.eventDefinitions[0].timeDuration.body).toBe('PT4H');
  expect(elements.Stage_each?.loopCharacteristics).toMatchObject({ isSequential: false });
  expect(elements.Stage_each?.loopCharacteristics.loopCardinality.body).toContain('协办单位');
  const needed: Element | undefined = elements.When_each?.outgoing[0];
  expect(needed?.conditionExpression.body).toBe('“协办单位”已填写');
  expect(elements.When_each?.default.targetRef.id).toBe('Merge_verify');
  const ways: readonly Element[] = elements.After_verify?.outgoing;
  const back = ways.find(({ name }) => name === '回到“处置”');
  expect(back).toMatchObject({ targetRef: { id: 'Merge_handle' } });
  expect(back?.conditionExpression.body).toBe('“核查结果1”是“bad”');
});

function overlap(a: Bounds, b: Bounds): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('any flow becomes a file that is read without a warning, whole, connected, and with nothing on top of another', async () => {
  await fc.assert(
    fc.asyncProperty(officeFlows, async (flow) => {
      if (checkFlow(flow, scope, randomForm).some(({ code }) => code.startsWith('GO_TO'))) return;
      const { process, plane } = await read(flow);
      const elements = process.flowElements as readonly Element[];
      const ids = elements.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { stage } of stagesOf(flow)) expect(ids).toContain(`Stage_${stage.key}`);
      const drawn = new Set((plane.planeElement as readonly Element[]).map(({ bpmnElement }) => bpmnElement.id));
      expect(ids.filter((id) => !drawn.has(id))).toEqual([]);
      for (const element of elements) {
        const within = element.$type.endsWith('Event') || element.$type === 'bpmn:SequenceFlow';
        if (element.$type !== 'bpmn:StartEvent' && !within) expect(element.incoming?.length).toBeGreaterThan(0);
        if (!within) expect(element.outgoing?.length).toBeGreaterThan(0);
        // A gateway that waits for all of its ways must not be led to by ways that exclude each other.
        if (/Parallel|Inclusive/.test(element.$type)) {
          expect(Math.min(element.incoming.length, element.outgoing.length)).toBe(1);
        }
        if (element.$type === 'bpmn:ExclusiveGateway' && element.outgoing.length > 1) {
          expect(element.default).toBeDefined();
          for (const out of element.outgoing) expect(out === element.default || out.conditionExpression).toBeTruthy();
        }
      }
      const { shapes, edges } = bpmnLayout(bpmnGraph(flow, scope, names.unitName));
      const boxes = [...shapes.values()];
      boxes.forEach((one, i) => {
        expect(boxes.slice(i + 1).some((other) => overlap(one, other))).toBe(false);
      });
      for (const points of edges.values()) expect(points.length).toBeGreaterThanOrEqual(2);
    }),
    { numRuns: 100 },
  );
}, 60_000);
