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
    ...(node.timers ?? []).flatMap(({ id, name: words, about, duration }) => [
      `    <bpmn:boundaryEvent id="${id}" name="${escaped(words)}" cancelActivity="false" attachedToRef="${node.id}">`,
      `      <bpmn:documentation>${escaped(about)}</bpmn:documentation>`,
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
  const timers = (node.timers ?? []).map(({ id, name }, i, all) => {
    const x = bounds.x + bounds.width - TIMER - 4 - i * (TIMER + 2);
    const y = bounds.y + bounds.height - TIMER / 2;
    // The words of the first go to the right, where nothing stands: the others are as narrow as their circles.
    const label = { x: i === 0 ? x + 8 : x, y: y + TIMER, width: i === 0 ? wide(name) : TIMER, height: LINE };
    return shape(id, { x, y, width: TIMER, height: TIMER }, '', all.length > 1 ? label : null);
  });
  const marker = node.kind === 'exclusiveGateway' ? ' isMarkerVisible="true"' : '';
  return [shape(node.id, bounds, marker), ...timers].flat();
}

function shape(id: string, bounds: Bounds, more = '', label: Bounds | null = null): readonly string[] {
  return [
    `      <bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${more}>`,
    `        ${boundsXml(bounds)}`,
    ...labelXml(label),
    '      </bpmndi:BPMNShape>',
  ];
}

function boundsXml({ x, y, width, height }: Bounds): string {
  return `<dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />`;
}

function labelXml(bounds: Bounds | null): readonly string[] {
  if (bounds === null) return [];
  return ['        <bpmndi:BPMNLabel>', `          ${boundsXml(bounds)}`, '        </bpmndi:BPMNLabel>'];
}

/** Height of a line of words in modelers, and width of some Chinese words. */
const LINE = 14;
const wide = (words: string) => 11 * [...words].length + 4;

/** The words of a flow stand over its longest level stretch: at its middle they would stand on a line that goes up or down. */
function edgeLabel(name: string | undefined, points: readonly { x: number; y: number }[]): Bounds | null {
  if (name === undefined) return null;
  const level = points.slice(1).flatMap((to, i) => {
    const from = points[i] as { x: number; y: number };
    return from.y === to.y ? [{ x: Math.min(from.x, to.x), y: to.y, length: Math.abs(to.x - from.x) }] : [];
  });
  const [longest] = level.sort((a, b) => b.length - a.length);
  if (!longest) return null;
  const width = wide(name);
  return { x: longest.x + (longest.length - width) / 2, y: longest.y - LINE - 3, width, height: LINE };
}

function edgeXml({ id, name }: BpmnFlow, { edges }: BpmnLayout): readonly string[] {
  const points = edges.get(id) ?? [];
  return [
    `      <bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">`,
    ...points.map(({ x, y }) => `        <di:waypoint x="${x}" y="${y}" />`),
    ...labelXml(edgeLabel(name, points)),
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
