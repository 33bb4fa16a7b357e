import type { Scope } from '../../rule/scope.ts';
import { sentenceOf } from '../../rule/sentence.ts';
import type { Rule } from '../../rule/tree.ts';
import type { Branch, FlowDefinition, ParallelStep, Stage, StageStep, Step } from '../definition.ts';
import { decidingStep, stepKey } from '../walk.ts';
import { aboutStage, timersOf } from './about.ts';

/** A flow as BPMN has it: nodes on a grid and the sequence flows between them. Ids are names of XML, unique in the file. */
export interface BpmnGraph {
  readonly nodes: readonly BpmnNode[];
  readonly flows: readonly BpmnFlow[];
}

export interface BpmnNode {
  readonly id: string;
  readonly kind: 'startEvent' | 'endEvent' | 'userTask' | 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway';
  readonly name: string;
  readonly column: number;
  readonly row: number;
  /** What the picture does not show, one fact a line. */
  readonly about?: readonly string[];
  readonly role?: Stage['role'];
  /** The field whose answer says for which units the task is done once each. */
  readonly eachOf?: string;
  readonly timers?: readonly BpmnTimer[];
}

export interface BpmnTimer {
  readonly id: string;
  /** Short: several stand side by side at the foot of a task. */
  readonly name: string;
  /** The whole of it in words. */
  readonly about: string;
  /** ISO 8601, or a sentence where answers decide. */
  readonly duration: string;
}

export interface BpmnFlow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name?: string;
  /** A sentence: when the flow is taken. */
  readonly condition?: string;
  /** Taken when no condition holds. */
  readonly otherwise?: boolean;
}

/** The graph of a flow; conditions are written out with the labels of `scope`, and units by `unitName`. */
export function bpmnGraph(flow: FlowDefinition, scope: Scope, unitName: (code: string) => string): BpmnGraph {
  return new Builder(flow, scope, unitName).build();
}

type Loose = Omit<BpmnFlow, 'id' | 'to'>;

class Builder {
  readonly #nodes: BpmnNode[] = [];
  readonly #flows: BpmnFlow[] = [];
  readonly #flow: FlowDefinition;
  readonly #scope: Scope;
  readonly #unitName: (code: string) => string;
  readonly #middle: number;
  #column = 0;
  /** What leads to the next step: ends of flows that have no target yet. */
  #loose: Loose[] = [];
  /** Ways that lead to a step which may not be drawn yet, by its index. */
  readonly #ways: (Loose & { readonly step: number })[] = [];
  readonly #entries = new Map<number, string>();

  constructor(flow: FlowDefinition, scope: Scope, unitName: (code: string) => string) {
    this.#flow = flow;
    this.#scope = scope;
    this.#unitName = unitName;
    const widest = Math.max(1, ...flow.steps.map((step) => (step.kind === 'parallel' ? step.branches.length : 1)));
    this.#middle = widest - 1;
  }

  build(): BpmnGraph {
    const office = this.#flow.purpose === 'office';
    this.#add({ id: 'Start', kind: 'startEvent', name: office ? '开始' : '受理' });
    this.#loose = [{ from: 'Start' }];
    this.#flow.steps.forEach((step, index) => {
      this.#step(step, index);
    });
    this.#add({ id: 'End', kind: 'endEvent', name: '办结' });
    this.#to('End');
    const refused = this.#ways.filter(({ step }) => step === REFUSED);
    if (refused.length > 0) {
      this.#nodes.push({
        ...{ id: 'End_refused', kind: 'endEvent', name: office ? '不通过，终止' : '不予许可' },
        ...{ column: this.#column - 1, row: this.#middle + 2 },
      });
    }
    for (const { step, ...way } of this.#ways) {
      const to = step === REFUSED ? 'End_refused' : (this.#entries.get(step) ?? 'End');
      this.#link({ ...way, to });
    }
    return { nodes: this.#nodes, flows: this.#flows };
  }

  #step(step: Step, index: number): void {
    // Where jumps lead, and where what passed a step by comes together again, needs a place to meet.
    const key = stepKey(step);
    const jumped = this.#flow.steps.some(
      (one) =>
        one.kind === 'stage' && (one.goTo?.some(({ to }) => to === key) || one.stage.backTo?.some((to) => to === key)),
    );
    const decides = index === decidingStep(this.#flow);
    const meets = jumped || this.#loose.length > 1 || (decides && this.#refusals(index));
    if (meets) {
      this.#add({ id: `Merge_${key}`, kind: 'exclusiveGateway', name: '' });
      this.#to(`Merge_${key}`);
      this.#loose = [{ from: `Merge_${key}` }];
      this.#entries.set(index, `Merge_${key}`);
    }
    let passedBy: Loose | null = null;
    if (step.when) {
      const gate = `When_${key}`;
      this.#add({ id: gate, kind: 'exclusiveGateway', name: `需要${titleOf(step)}吗` });
      this.#to(gate);
      if (!this.#entries.has(index)) this.#entries.set(index, gate);
      this.#loose = [{ from: gate, name: '需要', condition: this.#say(step.when) }];
      passedBy = { from: gate, name: '不需要', otherwise: true };
    }
    if (step.kind === 'stage') this.#stage(step, index);
    else this.#parallel(step, index);
    if (passedBy) this.#loose.push(passedBy);
  }

  #stage(step: StageStep, index: number): void {
    const { stage } = step;
    this.#task(stage, this.#middle);
    this.#to(`Stage_${stage.key}`);
    this.#column++;
    if (!this.#entries.has(index)) this.#entries.set(index, `Stage_${stage.key}`);
    const ways = [
      ...this.#refusedWays([stage], index),
      ...(step.goTo ?? []).flatMap(({ when, to }) => {
        const where = this.#flow.steps.findIndex((one) => stepKey(one) === to);
        const back = where <= index;
        const target = this.#flow.steps[where];
        const name = `${back ? '回到' : '转到'}${target ? titleOf(target) : to}`;
        return where < 0 ? [] : [{ step: where, name, condition: this.#say(when) }];
      }),
      ...(stage.backTo ?? []).flatMap((to) => {
        const where = this.#flow.steps.findIndex((one) => one.kind === 'stage' && one.stage.key === to);
        const target = this.#flow.steps[where];
        return target ? [{ step: where, name: `退回${titleOf(target)}`, condition: '经办人退回，写明理由' }] : [];
      }),
    ];
    this.#leave(`Stage_${stage.key}`, `After_${stage.key}`, ways);
  }

  #parallel(step: ParallelStep, index: number): void {
    const [fork, join] = [`Fork_${step.key}`, `Join_${step.key}`];
    const conditional = step.branches.some(({ when }) => when !== undefined);
    const kind = conditional ? 'inclusiveGateway' : 'parallelGateway';
    this.#add({ id: fork, kind, name: step.title.zh });
    this.#to(fork);
    if (!this.#entries.has(index)) this.#entries.set(index, fork);
    step.branches.forEach(({ stage, when }: Branch, b) => {
      this.#task(stage, this.#middle - step.branches.length + 1 + 2 * b);
      const condition = when ? { condition: this.#say(when) } : {};
      this.#link({ from: fork, to: `Stage_${stage.key}`, ...condition });
    });
    this.#column++;
    this.#add({ id: join, kind, name: '' });
    for (const { stage } of step.branches) this.#link({ from: `Stage_${stage.key}`, to: join });
    // When no branch is needed the case goes on.
    if (conditional && step.branches.every(({ when }) => when !== undefined)) {
      this.#link({ from: fork, to: join, name: '都不需要', otherwise: true });
    }
    this.#leave(
      join,
      `After_${step.key}`,
      this.#refusedWays(
        step.branches.map(({ stage }) => stage),
        index,
      ),
    );
  }

  /** Out of a node: straight on, or through a gateway where there are other ways. */
  #leave(node: string, gate: string, ways: readonly (Omit<Loose, 'from'> & { readonly step: number })[]): void {
    if (ways.length === 0) {
      this.#loose = [{ from: node }];
      return;
    }
    this.#add({ id: gate, kind: 'exclusiveGateway', name: '' });
    this.#link({ from: node, to: gate });
    for (const way of ways) this.#ways.push({ ...way, from: gate });
    this.#loose = [{ from: gate, otherwise: true }];
  }

  /** After a refusal a service goes to its decision, which can only refuse; an office matter ends. */
  #refusedWays(stages: readonly Stage[], index: number): readonly (Omit<Loose, 'from'> & { readonly step: number })[] {
    const decides = decidingStep(this.#flow);
    if (stages.some(({ kind }) => kind === 'decide')) {
      return [{ step: REFUSED, name: '不予许可', condition: '决定不予许可' }];
    }
    if (!stages.some(({ kind }) => kind === 'review')) return [];
    if (this.#flow.purpose === 'office') return [{ step: REFUSED, name: '不通过', condition: '有不通过的意见' }];
    return decides > index + 1 ? [{ step: decides, name: '不通过', condition: '有不通过的意见' }] : [];
  }

  #refusals(decides: number): boolean {
    return this.#flow.steps
      .slice(0, Math.max(0, decides - 1))
      .some((step) =>
        step.kind === 'stage'
          ? step.stage.kind === 'review'
          : step.branches.some(({ stage }) => stage.kind === 'review'),
      );
  }

  #task(stage: Stage, row: number): void {
    const say = (rule: Rule) => this.#say(rule);
    const labels = (key: string) => this.#scope.fields.get(key)?.label ?? key;
    this.#nodes.push({
      ...{ id: `Stage_${stage.key}`, kind: 'userTask', name: stage.title.zh, column: this.#column, row },
      ...{ role: stage.role, about: aboutStage(this.#flow, stage, { say, labels, unitName: this.#unitName }) },
      ...(stage.eachOf === undefined ? {} : { eachOf: labels(stage.eachOf) }),
      timers: timersOf(stage, say),
    });
  }

  #add(node: Omit<BpmnNode, 'column' | 'row'>): void {
    this.#nodes.push({ ...node, column: this.#column, row: this.#middle });
    this.#column++;
  }

  #to(node: string): void {
    for (const loose of this.#loose) this.#link({ ...loose, to: node });
    this.#loose = [];
  }

  #link(flow: Omit<BpmnFlow, 'id'>): void {
    this.#flows.push({ id: `Flow_${this.#flows.length + 1}`, ...flow });
  }

  #say(rule: Rule): string {
    return sentenceOf(rule, this.#scope);
  }
}

const REFUSED = -1;

function titleOf(step: Step): string {
  return `“${step.kind === 'stage' ? step.stage.title.zh : step.title.zh}”`;
}
