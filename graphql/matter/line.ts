import { namesOf } from '../../commands/application/names-of-answers.ts';
import { dateWords } from '../../lowcode/dates.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { answerText } from '../../lowcode/form/answer-text.ts';
import type { Answer, Answers, Field, FormDefinition } from '../../lowcode/form/definition.ts';
import { isPersonal } from '../../lowcode/form/definition.ts';
import { fieldsOfTheMatter } from '../../lowcode/system/check-fit.ts';
import type { Register } from '../../lowcode/system/definition.ts';
import { wordFor } from '../../lowcode/words.ts';
import { dueOfMatter, type MatterRow } from '../../views/matters/view.ts';
import { idOf } from '../../views/view.ts';
import { dueDate } from '../case/due.ts';
import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { answersOf } from './lists.ts';

/** What a list of a system shows of its matters. */
export interface Columns {
  readonly register: Register;
  readonly form: FormDefinition;
  readonly flow: FlowDefinition;
}

/** A line of a list: from the read model, and from the stream only for what is personal in it. */
export class MatterLine {
  readonly id: string;
  readonly number: string;
  readonly state: MatterRow['state'];
  readonly officials: readonly string[];
  readonly begunOn: string;
  readonly closedOn: string | null;
  readonly chased: MatterRow['chased'];
  readonly #context: Context;
  readonly #row: MatterRow;
  readonly #columns: Columns | null;
  #answers: Promise<Answers | null> | null = null;

  constructor(context: Context, row: MatterRow, key: string, columns: Columns | null) {
    this.id = idOf(key);
    this.number = row.number;
    this.state = row.state;
    this.officials = row.officials;
    this.begunOn = row.begunOn;
    this.closedOn = row.closedOn;
    this.chased = row.chased;
    this.#context = context;
    this.#row = row;
    this.#columns = columns;
  }

  systemName() {
    return this.#row.systemName;
  }

  unit() {
    return unitNeeded(this.#context, this.#row.unit);
  }

  due() {
    const { calendar, today } = this.#context.command;
    const due = dueOfMatter(this.#row);
    return due === null ? null : dueDate(due, calendar, today, this.closedOn !== null);
  }

  async title(): Promise<string> {
    return this.#row.title ?? (await titleInside(this.#context, this.id));
  }

  /** The cells of the list's columns, as words. */
  async cells(): Promise<readonly string[]> {
    const columns = this.#columns;
    if (!columns) return [];
    const fields = fieldsOfTheMatter(columns.form, columns.flow);
    return Promise.all(
      columns.register.columns.map((key) => (key.startsWith('$') ? this.#own(key) : this.#answer(fields.get(key)))),
    );
  }

  async #own(key: string): Promise<string> {
    const row = this.#row;
    switch (key) {
      case '$number':
        return row.number;
      case '$official':
        return row.officials.join('、');
      case '$unit':
        return (await this.#context.loaders.unit(row.unit))?.name.zh ?? '';
      case '$begun':
        return dateWords(row.begunOn);
      case '$closed':
        return row.closedOn ? dateWords(row.closedOn) : '';
      case '$due': {
        const due = dueOfMatter(row);
        return due ? dateWords(due) : '';
      }
      case '$stage':
        return Object.values(row.open)
          .map(({ title, units }) => (units > 1 ? `${title.zh}（${units}个单位）` : title.zh))
          .join('、');
      default:
        return wordFor('matterState', row.state);
    }
  }

  async #answer(field: Field | undefined): Promise<string> {
    if (!field) return '';
    if (isPersonal(field)) this.#answers ??= answersOf(this.#context, this.id);
    const answers = isPersonal(field) ? await this.#answers : this.#row.answers;
    return answerWords(this.#context, field, (answers?.[field.key] ?? null) as Answer);
  }
}

/** The title that is sealed with the answers; a person who was erased leaves none. */
export async function titleInside(context: Context, id: string): Promise<string> {
  const answers = await answersOf(context, id);
  const row = await context.loaders.matter(`matter/${id}`);
  if (!row || !answers) return '（已删除）';
  const { definitions } = context.command;
  const system = await definitions.need('system', row.system.key, row.system.version);
  const form = await definitions.need('form', row.form.key, row.form.version);
  const flow = await definitions.need('flow', row.flow.key, row.flow.version);
  const field = fieldsOfTheMatter(form.definition, flow.definition).get(system.definition.titleFrom);
  const title = await answerWords(context, field, (answers[system.definition.titleFrom] ?? null) as Answer);
  return title || '（已删除）';
}

/** An answer as people read it: units by name, divisions as they are called. */
export async function answerWords(context: Context, field: Field | undefined, answer: Answer): Promise<string> {
  const names = field ? await namesOf(context.command, [{ field, answer }]) : {};
  return answerText(field, answer, false, { names });
}
