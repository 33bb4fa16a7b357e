import { holdsPlace } from '../../commands/matter/who-acts.ts';
import type { MatterTaskRow } from '../../views/matter-tasks/view.ts';
import { dueDate } from '../case/due.ts';
import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { MatterLine } from './line.ts';

/** One thing to do: a stage of a matter, or a signature that a stage waits for. */
export class MatterTask {
  readonly stage: string;
  readonly stageTitle: MatterTaskRow['title'];
  readonly role: string;
  readonly enteredOn: string;
  readonly chased: MatterTaskRow['chased'];
  /** Whether it is a signature that is asked for, not the stage itself. */
  readonly signature: boolean;
  readonly #context: Context;
  readonly #row: MatterTaskRow;

  constructor(context: Context, row: MatterTaskRow) {
    this.stage = row.stage;
    this.stageTitle = row.title;
    this.role = row.role;
    this.enteredOn = row.enteredOn;
    this.chased = row.chased;
    this.signature = !holdsPlace(context.command.actor, row);
    this.#context = context;
    this.#row = row;
  }

  unit() {
    return unitNeeded(this.#context, this.#row.unit);
  }

  due() {
    const { calendar, today } = this.#context.command;
    return this.#row.due === null ? null : dueDate(this.#row.due, calendar, today, false);
  }

  async matter(): Promise<MatterLine | null> {
    const stream = this.#row.matter;
    const row = await this.#context.loaders.matter(stream);
    return row && new MatterLine(this.#context, row, stream, null);
  }
}
