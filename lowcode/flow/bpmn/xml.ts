import type { Scope } from '../../rule/scope.ts';
import { words } from '../../vocabularies.ts';
import type { FlowDefinition } from '../definition.ts';
import type { StageRole } from '../roles.ts';
import { type BpmnFlow, type BpmnGraph, type BpmnNode, bpmnGraph } from './graph.ts';
import { type Bounds, type BpmnLayout, bpmnLayout } from './layout.ts';

const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(' ');

/** Edge of the circle of a timer on a task. */
const TIMER = 36;

export interface BpmnNames {
  readonly scope: Scope;
  readonly unitName: (code: string) => string;
}

/**
 * A flow as a BPMN 2.0 file with its picture, as modelers open it: stages are user tasks with the role as potential owner,
 * several units are multiple instances, limits and chases are timers that do not interrupt. Conditions are sentences, not
 * to be run: what this cloud runs is the definition itself.
 */
export function flowToBpmn(flow: FlowDefinition, names: BpmnNames): string {
  const graph = bpmnGraph(flow, names.scope, names.unitName);
  const layout = bpmnLayout(graph);
  const roles = [...new Set(graph.nodes.flatMap(({ role }) => role ?? []))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<bpmn:definitions ${NAMESPACES} id="Definitions" targetNamespace="urn:hengyun:flow" exporter="Hengyun">`,
    ...roles.map((role) => `  <bpmn:resource id="Role_${role}" name="${escaped(words.role[role].zh)}" />`),
    `  <bpmn:process id="Process" name="${escaped(flow.title.zh)}" isExecutable="false">`,
    ...graph.nodes.flatMap((node) => nodeXml(node, graph)),
    ...graph.flows.flatMap((one) => flowXml(one)),
    '  </bpmn:process>',
    '  <bpmndi:BPMNDiagram id="Diagram">',
    '    <bpmndi:BPMNPlane id="Plane" bpmnElement="Process">',
    ...graph.nodes.flatMap((node) => shapeXml(node, layout)),
    ...graph.flows.flatMap((one) => edgeXml(one, layout)),
    '    </bpmndi:BPMNPlane>',
    '  </bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
    '',
  ].join('\n');
}

function nodeXml(node: BpmnNode, { flows }: BpmnGraph): readonly string[] {
  const otherwise = flows.find((flow) => flow.from === node.id && flow.otherwise)?.id;
  const name = node.name === '' ? '' : ` name="${escaped(node.name)}"`;
  const inside = [
    ...(node.about?.length ? [`<bpmn:documentation>${escaped(node.about.join('\n'))}</bpmn:documentation>`] : []),
    ...flows.flatMap(({ id, to }) => (to === node.id ? [`<bpmn:incoming>${id}</bpmn:incoming>`] : [])),
    ...flows.flatMap(({ id, from }) => (from === node.id ? [`<bpmn:outgoing>${id}</bpmn:outgoing>`] : [])),
    ...(node.role ? ownerXml(node.id, node.role) : []),
    ...(node.eachOf === undefined ? [] : eachXml(node.eachOf)),
  ];
  const open = `<bpmn:${node.kind} id="${node.id}"${name}${otherwise ? ` default="${otherwise}"` : ''}>`;
  return [
    `    ${open}`,
    ...inside.map((line) => `      ${line}`),
    `    </bpmn:${node.kind}>`,
    ...(node.timers ?? []).flatMap(({ id, name: words, duration }) => [
      `    <bpmn:boundaryEvent id="${id}" name="${escaped(words)}" cancelActivity="false" attachedToRef="${node.id}">`,
      `      <bpmn:timerEventDefinition id="${id}_timer">`,
      `        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${escaped(duration)}</bpmn:timeDuration>`,
      '      </bpmn:timerEventDefinition>',
      '    </bpmn:boundaryEvent>',
    ]),
  ];
}

function ownerXml(id: string, role: StageRole): readonly string[] {
  return [
    `<bpmn:potentialOwner id="${id}_owner">`,
    `  <bpmn:resourceRef>Role_${role}</bpmn:resourceRef>`,
    '</bpmn:potentialOwner>',
  ];
}

function eachXml(label: string): readonly string[] {
  const count = `“${label}”中的单位数`;
  return [
    '<bpmn:multiInstanceLoopCharacteristics isSequential="false">',
    `  <bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${escaped(count)}</bpmn:loopCardinality>`,
    '</bpmn:multiInstanceLoopCharacteristics>',
  ];
}

function flowXml({ id, from, to, name, condition }: BpmnFlow): readonly string[] {
  const open = `    <bpmn:sequenceFlow id="${id}"${name ? ` name="${escaped(name)}"` : ''} sourceRef="${from}" targetRef="${to}"`;
  if (condition === undefined) return [`${open} />`];
  return [
    `${open}>`,
    `      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escaped(condition)}</bpmn:conditionExpression>`,
    '    </bpmn:sequenceFlow>',
  ];
}

function shapeXml(node: BpmnNode, { shapes }: BpmnLayout): readonly string[] {
  const bounds = shapes.get(node.id);
  if (!bounds) return [];
  const timers = (node.timers ?? []).map(({ id }, i) => {
    const x = bounds.x + bounds.width - TIMER - 4 - i * (TIMER + 2);
    return shape(id, { x, y: bounds.y + bounds.height - TIMER / 2, width: TIMER, height: TIMER });
  });
  const marker = node.kind === 'exclusiveGateway' ? ' isMarkerVisible="true"' : '';
  return [shape(node.id, bounds, marker), ...timers].flat();
}

function shape(id: string, { x, y, width, height }: Bounds, more = ''): readonly string[] {
  return [
    `      <bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${more}>`,
    `        <dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />`,
    '      </bpmndi:BPMNShape>',
  ];
}

function edgeXml({ id }: BpmnFlow, { edges }: BpmnLayout): readonly string[] {
  const points = edges.get(id) ?? [];
  return [
    `      <bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">`,
    ...points.map(({ x, y }) => `        <di:waypoint x="${x}" y="${y}" />`),
    '      </bpmndi:BPMNEdge>',
  ];
}

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML; characters that XML cannot hold are left out. */
function escaped(text: string): string {
  return Array.from(text.toWellFormed(), (character) => {
    const code = character.codePointAt(0) ?? 0;
    const allowed = code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 0xfffe && code !== 0xffff);
    return allowed ? (ENTITIES[character] ?? character) : '';
  }).join('');
}
