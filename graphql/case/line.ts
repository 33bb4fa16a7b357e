import { notFound } from '../../commands/access.ts';
import type { Applicant } from '../../events/application/events.ts';
import type { CaseRow } from '../../views/cases/view.ts';
import { idOf } from '../../views/view.ts';
import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { dueDate } from './due.ts';
import { caseById, serviceAt, stageModel } from './model.ts';

/** Fields of a case that no row has. */
/** What of an open stage only the case itself knows. */
const BESIDE = ['waysBack', 'asksSigners', 'signers', 'signsHere'] as const;

const WHOLE = [
  'applicant',
  'filedBy',
  'deemedAccepted',
  'acceptance',
  'legalDue',
  'daysUsed',
  'fee',
  'answers',
  'formVersion',
  'attachments',
  'defects',
  'supplementRounds',
  'supplementTerm',
  'chart',
  'timeline',
  'reasons',
  'remedies',
  'licence',
  'rating',
  'actions',
  'revision',
] as const;

/** A line of a list: what the row says, the rest from the stream when it is asked for. One object a row, since lists are long. */
export class CaseLine {
  readonly #context: Context;
  readonly #row: CaseRow;
  readonly #key: string;
  #whole: ReturnType<typeof caseById> | null = null;

  constructor(context: Context, row: CaseRow, key: string) {
    this.#context = context;
    this.#row = row;
    this.#key = key;
  }

  get id() {
    return idOf(this.#key);
  }
  get number() {
    return this.#row.number;
  }
  get state() {
    return this.#row.state;
  }
  get trial() {
    return this.#row.trial;
  }
  get channel() {
    return this.#row.channel;
  }
  get submittedOn() {
    return this.#row.submittedOn;
  }
  get acceptBy() {
    return this.#row.acceptBy;
  }
  get acceptedOn() {
    return this.#row.acceptedOn;
  }
  get decidedOn() {
    return this.#row.decidedOn;
  }
  get onTime() {
    return this.#row.onTime;
  }

  service() {
    return serviceAt(this.#context, this.#row.service);
  }

  unit() {
    return unitNeeded(this.#context, this.#row.unit);
  }

  async applicantName() {
    const box = (await this.#context.loaders.open(this.#row.sealed)) as { applicant?: Applicant } | null;
    return box?.applicant?.name ?? null;
  }

  due() {
    const { state, acceptBy, promisedDue, decidedOn } = this.#row;
    if (state === 'supplementRequested') return { date: null, daysLeft: null, level: 'waiting', counted: [] };
    if (state === 'suspended') return { date: null, daysLeft: null, level: 'stopped', counted: [] };
    const { calendar, today } = this.#context.command;
    const date = state === 'received' ? acceptBy : promisedDue;
    // The calendar did not reach when this was recorded: the stream has what it is counted from.
    if (date === null && decidedOn === null) return this.#rest('due', {}, this.#context);
    return dueDate(date, calendar, today, decidedOn !== null);
  }

  stages() {
    return this.#row.stages.map((stage) => ({
      ...stageModel(this.#context, stage, []),
      ...Object.fromEntries(BESIDE.map((name) => [name, () => this.#ofStage(stage.key, name)])),
    }));
  }

  /** What the row does not know of a stage. */
  async #ofStage(key: string, name: string) {
    const stages = (await this.#rest('stages', {}, this.#context)) as readonly Record<string, unknown>[];
    const value = stages.find((stage) => stage.key === key)?.[name];
    return typeof value === 'function' ? value() : value;
  }

  async #rest(name: string, args: unknown, context: unknown) {
    this.#whole ??= caseById(this.#context, this.id);
    const whole = (await this.#whole) as Record<string, unknown> | null;
    if (!whole) throw notFound('这件办件');
    const value = whole[name];
    return typeof value === 'function' ? value(args, context) : value;
  }

  static {
    for (const name of WHOLE) {
      const value = function (this: CaseLine, args: unknown, context: unknown) {
        return this.#rest(name, args, context);
      };
      Object.defineProperty(CaseLine.prototype, name, { value });
    }
  }
}
