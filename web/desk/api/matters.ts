import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { words } from '../../../lowcode/words.ts';
import { document } from './ask.ts';
import { chart, due, pageInfo, timeline, unit } from './fragments.ts';
import type { Attachment, Chart, Connection, DueDate, QueueCount, Role, Text, TimelineEntry, Unit } from './model.ts';

export type MatterState = keyof (typeof words)['matterState'];
export type MatterAction = keyof (typeof words)['matterAction'];
export type ChaseKind = keyof (typeof words)['chaseKind'];
export type MatterQueue = keyof (typeof words)['matterQueue'];

export interface RegisterFilter {
  readonly key: string;
  readonly label: string;
  readonly kind: 'choice' | 'date' | 'unit' | 'division';
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface Register {
  readonly key: string;
  readonly title: Text;
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly filters: readonly RegisterFilter[];
}

export interface System {
  readonly key: string;
  readonly name: Text;
  readonly about: Text;
  readonly unit: Unit;
  readonly demonstration: boolean;
  readonly beginIn: readonly Unit[];
  readonly registers: readonly Register[];
  readonly pages: readonly string[];
  readonly formVersion: { readonly definition: FormDefinition };
}

export interface MatterTask {
  readonly stage: string;
  readonly stageTitle: Text;
  readonly unit: Unit;
  readonly enteredOn: string;
  readonly due: DueDate | null;
  readonly chased: ChaseKind | null;
  readonly signature: boolean;
  readonly matter: {
    readonly number: string;
    readonly title: string;
    readonly systemName: Text;
    readonly unit: Unit;
  } | null;
}

export interface MatterLine {
  readonly id: string;
  readonly number: string;
  readonly state: MatterState;
  readonly chased: ChaseKind | null;
  readonly cells: readonly string[];
}

export interface MatterStage {
  readonly key: string;
  readonly title: Text;
  readonly unit: Unit;
  readonly role: Role;
  readonly kind: 'review' | 'decide' | 'work';
  readonly due: DueDate | null;
  readonly dueAt: string | null;
  readonly mine: boolean;
  readonly pages: readonly string[];
  readonly numbering: Text | null;
  readonly signers: readonly { readonly role: Role; readonly unit: Unit; readonly agrees: boolean | null }[];
  readonly asksSigners: boolean;
  readonly signature: boolean;
  readonly waysBack: readonly { readonly to: string; readonly label: string }[];
}

export interface MatterSummary {
  readonly stage: string;
  readonly title: Text;
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly rows: readonly {
    readonly unit: Unit;
    readonly answeredOn: string | null;
    readonly cells: readonly string[];
    readonly before: readonly string[] | null;
  }[];
  readonly answered: number;
  readonly totals: readonly string[] | null;
  readonly totalsBefore: readonly string[] | null;
  readonly comparedWith: { readonly number: string; readonly begunOn: string } | null;
}

export interface MatterPage {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: MatterState;
  readonly system: Pick<System, 'key' | 'name' | 'demonstration'>;
  readonly unit: Unit;
  readonly begunOn: string;
  readonly begunBy: string;
  readonly closedOn: string | null;
  readonly officials: readonly { readonly title: Text; readonly official: string; readonly on: string }[];
  readonly due: DueDate | null;
  readonly stages: readonly MatterStage[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly formVersion: { readonly definition: FormDefinition };
  readonly own: readonly {
    readonly key: string;
    readonly stage: Text;
    readonly unit: Unit;
    readonly answers: Readonly<Record<string, unknown>>;
    readonly attachments: readonly Attachment[];
  }[];
  readonly attachments: readonly Attachment[];
  readonly summaries: readonly MatterSummary[];
  readonly chart: Chart;
  readonly timeline: readonly TimelineEntry[];
  readonly actions: readonly MatterAction[];
  readonly revision: number;
}

const registers =
  'registers { key title { zh } columns { key label } filters { key label kind options { value label } } }';
const system = `key name { zh } about { zh } ${unit} demonstration beginIn { code name { zh } } ${registers}`;

export const SYSTEMS = document<{ systems: readonly Omit<System, 'formVersion' | 'pages'>[] }>(
  `query Systems { systems { ${system} } }`,
);
export const SYSTEM = document<{ system: System | null }, { key: string }>(
  `query System($key: ID!) { system(key: $key) { ${system} pages formVersion { definition } } }`,
);
export const MATTER_COUNT = document<{ matterTaskCount: QueueCount }>(
  'query MatterCount { matterTaskCount { queue count more } }',
);
export const MATTER_TASKS = document<
  { matterTasks: Connection<MatterTask> },
  { system?: string; first: number; after?: string }
>(`query MatterTasks($system: ID, $first: Int!, $after: String) {
  matterTasks(system: $system, first: $first, after: $after) {
    edges { cursor node { stage stageTitle { zh } ${unit} enteredOn ${due} chased signature
      matter { number title systemName { zh } ${unit} } } } ${pageInfo}
  }
}`);
export interface MatterFilter {
  readonly key: string;
  readonly in?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}
export const MATTERS = document<
  { matters: Connection<MatterLine> },
  {
    system: string;
    register: string;
    queue: MatterQueue;
    filters: readonly MatterFilter[];
    search?: string;
    first: number;
    after?: string;
  }
>(`query Matters($system: ID!, $register: ID!, $queue: MatterQueue!, $filters: [MatterFilter!], $search: String, $first: Int!, $after: String) {
  matters(system: $system, register: $register, queue: $queue, filters: $filters, search: $search, first: $first, after: $after) {
    edges { cursor node { id number state chased cells } } ${pageInfo}
  }
}`);

const files = 'attachments { id name type size material url }';
const page = `id number title state ${unit} begunOn begunBy closedOn ${due}
  system { key name { zh } demonstration } officials { title { zh } official on }
  stages { key title { zh } ${unit} role kind ${due} dueAt mine pages numbering { zh }
    signers { role ${unit} agrees } asksSigners signature waysBack { to label } }
  answers formVersion { definition } own { key stage { zh } ${unit} answers ${files} } ${files}
  summaries { stage title { zh } columns { key label } rows { ${unit} answeredOn cells before }
    answered totals totalsBefore comparedWith { number begunOn } }
  ${chart} ${timeline} actions revision`;
export const MATTER = document<{ matter: MatterPage | null }, { number: string }>(
  `query Matter($number: String!) { matter(number: $number) { ${page} } }`,
);

export const OPEN_PLACE = document<{ openMatterPlace: string }, { system: string }>(
  'mutation OpenPlace($system: ID!) { openMatterPlace(system: $system) }',
);
export const BEGIN_MATTER = document<
  { beginMatter: { number: string } },
  { system: string; unit?: string; answers: unknown; place?: string; commandId: string }
>(`mutation Begin($system: ID!, $unit: ID, $answers: JSON!, $place: ID, $commandId: ID) {
  beginMatter(system: $system, unit: $unit, answers: $answers, place: $place, commandId: $commandId) { number }
}`);

interface OnMatter {
  id: string;
  expect: number;
  commandId: string;
}
/** One of the mutations on a matter: its own arguments, then what all have. */
function onMatter<Own>(name: string, own: string, pass: string) {
  return document<Record<string, { id: string }>, OnMatter & Own>(
    `mutation Do($id: ID!, $expect: Int, $commandId: ID, ${own}) {
      ${name}(id: $id, expect: $expect, commandId: $commandId, ${pass}) { id }
    }`,
  );
}
export const END_STAGE = onMatter<{ stage: string; decision: 'pass' | 'refuse'; opinion: string; answers: unknown }>(
  'endMatterStage',
  '$stage: ID!, $decision: StageDecision!, $opinion: String!, $answers: JSON!',
  'stage: $stage, decision: $decision, opinion: $opinion, answers: $answers',
);
export const SEND_MATTER_BACK = onMatter<{ stage: string; to: string; reason: string }>(
  'sendMatterBack',
  '$stage: ID!, $to: ID!, $reason: String!',
  'stage: $stage, to: $to, reason: $reason',
);
export const ASK_MATTER_SIGNER = onMatter<{ stage: string; role: string; unit: string; question: string }>(
  'askMatterSigner',
  '$stage: ID!, $role: Role!, $unit: ID!, $question: String!',
  'stage: $stage, role: $role, unit: $unit, question: $question',
);
export const SIGN_MATTER = onMatter<{ stage: string; agrees: boolean; opinion: string }>(
  'signMatter',
  '$stage: ID!, $agrees: Boolean!, $opinion: String!',
  'stage: $stage, agrees: $agrees, opinion: $opinion',
);
export const CHASE_MATTER = onMatter<{ stage: string; kind: ChaseKind; words: string }>(
  'chaseMatter',
  '$stage: ID!, $kind: ChaseKind!, $words: String!',
  'stage: $stage, kind: $kind, words: $words',
);
export const CLOSE_MATTER = onMatter<{ opinion: string }>('closeMatter', '$opinion: String!', 'opinion: $opinion');
export const WITHDRAW_MATTER = onMatter<{ reason: string }>('withdrawMatter', '$reason: String!', 'reason: $reason');
