import type { ChaseKind, EnteredStage, MatterEvent } from '../../events/matter/events.ts';
import type { AskedSigner } from '../../lowcode/flow/definition.ts';
import type { StageRole } from '../../lowcode/flow/roles.ts';
import type { Text } from '../../lowcode/text.ts';
import { type Placed, view } from '../view.ts';

/**
 * One stage of one matter at one unit: what somebody has to do, and afterwards that they did. The matter's title and number
 * are joined on read.
 */
export interface MatterTaskRow {
  /** Stream of the matter. */
  readonly matter: string;
  readonly system: string;
  /** Key of the stage, `key@unit` where each of several units has it. */
  readonly stage: string;
  readonly title: Text;
  readonly role: StageRole;
  readonly unit: string;
  readonly state: 'open' | 'done' | 'left';
  readonly due: string | null;
  readonly enteredOn: string;
  readonly enteredAt: string;
  readonly endedOn: string | null;
  readonly chases: EnteredStage['chases'];
  /** Whether a date waits for holidays to be announced. */
  readonly undated: boolean;
  /** How many of the chases were sent. */
  readonly sent: number;
  readonly chased: ChaseKind | null;
  /** Who was asked to sign and has not. */
  readonly signers: readonly Pick<AskedSigner, 'role' | 'unit'>[];
}

type Listens = Extract<
  MatterEvent,
  {
    type:
      | 'MatterStagesEntered'
      | 'MatterLimitsRecounted'
      | 'MatterStageEnded'
      | 'MatterSentBack'
      | 'MatterStagesDropped'
      | 'SignerAsked'
      | 'SignerSigned'
      | 'MatterChased'
      | 'MatterEnded'
      | 'MatterClosed';
  }
>;

/** What stands for the closing of a matter whose flow has ended. */
const CLOSING = '$close';

function route(event: Placed<Listens>): readonly string[] {
  const at = (stages: readonly string[]) => stages.map((stage) => `${event.stream}|${stage}`);
  switch (event.type) {
    case 'MatterStagesEntered':
    case 'MatterLimitsRecounted':
      return at(event.data.stages.map(({ key }) => key));
    case 'MatterStageEnded':
    case 'MatterSentBack':
      return at(event.data.flow.closed);
    case 'MatterStagesDropped':
      return at(event.data.stages);
    case 'SignerAsked':
    case 'SignerSigned':
    case 'MatterChased':
      return at([event.data.stage]);
    case 'MatterEnded':
    case 'MatterClosed':
      return at([CLOSING]);
  }
}

function evolve(row: MatterTaskRow | null, event: Placed<Listens>, key: string): MatterTaskRow | null {
  const stage = key.slice(event.stream.length + 1);
  switch (event.type) {
    case 'MatterStagesEntered': {
      const entered = event.data.stages.find((one) => one.key === stage);
      if (!entered) return row;
      const { title, role, unit, due, chases, undated } = entered;
      return {
        ...{ matter: event.stream, system: event.data.system, stage, title, role, unit, state: 'open', due, chases },
        ...{
          undated,
          enteredOn: event.data.today,
          enteredAt: event.at,
          endedOn: null,
          sent: 0,
          chased: null,
          signers: [],
        },
      };
    }
    case 'MatterLimitsRecounted': {
      const dates = event.data.stages.find((one) => one.key === stage);
      return row && dates ? { ...row, due: dates.due, chases: dates.chases, undated: dates.undated } : row;
    }
    case 'MatterStageEnded':
      return row && over(row, event.data.stage === stage ? 'done' : 'left', event.data.today);
    case 'MatterSentBack':
    case 'MatterStagesDropped':
      return row && over(row, 'left', event.data.today);
    case 'SignerAsked':
    case 'SignerSigned': {
      const waiting = event.data.signers.filter((one) => one.stage === stage && one.agrees === null);
      return row && { ...row, signers: waiting.map(({ role, unit }) => ({ role, unit })) };
    }
    case 'MatterChased': {
      const { kind, index } = event.data;
      return row && { ...row, chased: kind, sent: index === null ? row.sent : index + 1 };
    }
    case 'MatterEnded': {
      const { closer, today, system } = event.data;
      return {
        ...{ matter: event.stream, system, stage, title: { zh: '办结', en: 'Close' }, ...closer, state: 'open' },
        ...{
          due: null,
          chases: [],
          undated: false,
          enteredOn: today,
          enteredAt: event.at,
          endedOn: null,
          sent: 0,
          chased: null,
        },
        signers: [],
      };
    }
    case 'MatterClosed':
      return row && over(row, 'done', event.data.today);
  }
}

function over(row: MatterTaskRow, state: 'done' | 'left', today: string): MatterTaskRow {
  return { ...row, state, endedOn: today, chases: [], signers: [] };
}

/** Sorts after every date. */
const LATER = '9999-12-31';

export const matterTasksView = view<MatterTaskRow, Listens>({
  name: 'matter-tasks',
  version: 2,
  rowsPerStream: true,
  events: [
    'MatterStagesEntered',
    'MatterLimitsRecounted',
    'MatterStageEnded',
    'MatterSentBack',
    'MatterStagesDropped',
    'SignerAsked',
    'SignerSigned',
    'MatterChased',
    'MatterEnded',
    'MatterClosed',
  ],
  route,
  evolve,
  indexes: {
    /** What waits for a role in a unit, soonest due first: the stage, or a signature that it waits for. */
    todo: (row) =>
      row.state === 'open'
        ? [...new Set([row, ...row.signers].map(({ unit, role }) => `${unit}/${role}`))].map((partition) => ({
            partition,
            sort: `${row.due ?? LATER}/${row.enteredAt}`,
          }))
        : [],
    /** What a unit had a part in, latest first. */
    byUnit: (row) =>
      [...new Set([row.unit, ...row.signers.map(({ unit }) => unit)])].map((unit) => ({
        partition: `${unit}/${row.system}`,
        sort: row.enteredAt,
      })),
    /** Open stages by the instant of their next chase: what the clock looks at. */
    chases: (row) => {
      const next = row.state === 'open' ? row.chases[row.sent] : undefined;
      return next ? [{ partition: 'open', sort: next.at }] : [];
    },
    /** Open stages with a date that could not be told, the oldest first. */
    undated: (row) => (row.state === 'open' && row.undated ? [{ partition: 'undated', sort: row.enteredAt }] : []),
  },
});
