import { openUnitAnswers } from '../../commands/matter/answers.ts';
import type { MatterDefinitions } from '../../commands/matter/pinned.ts';
import { load } from '../../commands/transact.ts';
import { type Matter, matter } from '../../events/matter/fold.ts';
import { stageKeyOf } from '../../lowcode/flow/walk.ts';
import type { Answer, Answers, Field, FormDefinition } from '../../lowcode/form/definition.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';
import type { Summary } from '../../lowcode/system/definition.ts';
import { sumOf } from '../../lowcode/system/sum.ts';
import { mattersView } from '../../views/matters/view.ts';
import { idOf } from '../../views/view.ts';
import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { answerWords } from './line.ts';

/**
 * What each of several units answered, side by side with sums, and beside the figures of the matter before it. Units that
 * began the matter or see all of the system see every row; the others their own.
 */
export async function summariesOf(context: Context, id: string, state: Matter, { system, form }: MatterDefinitions) {
  const entered = unitsAt(state);
  const summaries = (system.definition.summaries ?? []).filter(({ stage }) => entered.has(stage));
  if (summaries.length === 0) return [];
  const answers = await openUnitAnswers(context.cloud.platform, state);
  return Promise.all(
    summaries.map(async (summary) => {
      const before = summary.compareBy === undefined ? null : await lastMatter(context, id, state, summary.compareBy);
      return summaryModel(context, summary, form.definition, state, answers, before);
    }),
  );
}

/** Units that have, or had, a stage each, by the stage's key. */
function unitsAt(state: Matter): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const keys = [...Object.keys(state.parts), ...state.stages.map(({ key }) => key)].filter((key) => key.includes('@'));
  for (const key of new Set(keys)) {
    const stage = stageKeyOf(key);
    found.set(stage, [...(found.get(stage) ?? []), key.slice(stage.length + 1)]);
  }
  return found;
}

async function summaryModel(
  context: Context,
  summary: Summary,
  form: FormDefinition,
  state: Matter,
  answers: ReadonlyMap<string, Answers>,
  before: Before | null,
) {
  const fields = summary.columns.map((key) => fieldAt(form, key));
  const mine = new Set(context.command.actor.roles.map(({ unit }) => unit));
  const whole = context.command.actor.kind === 'system' || state.begun.units.some((unit) => mine.has(unit));
  const all = unitsAt(state).get(summary.stage) ?? [];
  const units = (whole ? all : all.filter((unit) => mine.has(unit))).toSorted();
  const cells = (given: Answers | undefined) =>
    Promise.all(fields.map((field) => answerWords(context, field, (given?.[field?.key ?? ''] ?? null) as Answer)));
  const at = (unit: string) => answers.get(`${summary.stage}@${unit}`);
  const totals = (rows: readonly (Answers | undefined)[]) =>
    cells(
      Object.fromEntries(
        (summary.totals ?? []).flatMap((key) =>
          sumOf(
            rows.map((row) => row?.[key]),
            key,
          ),
        ),
      ),
    );
  return {
    stage: summary.stage,
    title: summary.title,
    columns: fields.map((field, i) => ({
      ...{ key: summary.columns[i] ?? '', label: field?.label.zh ?? '', kind: field?.kind ?? null },
    })),
    rows: units.map((unit) => ({
      unit: () => unitNeeded(context, unit),
      answeredOn: state.parts[`${summary.stage}@${unit}`]?.on ?? null,
      cells: () => cells(at(unit)),
      before: () => (before ? cells(before.answers.get(`${summary.stage}@${unit}`)) : null),
    })),
    answered: units.filter((unit) => state.parts[`${summary.stage}@${unit}`]).length,
    totals: summary.totals?.length ? () => totals(units.map(at)) : null,
    totalsBefore:
      before && summary.totals?.length
        ? () => totals(units.map((unit) => before.answers.get(`${summary.stage}@${unit}`)))
        : null,
    comparedWith: before ? { id: before.id, number: before.number, begunOn: before.begunOn } : null,
  };
}

function fieldAt(form: FormDefinition, key: string): Field | undefined {
  const item = itemsOf(form).find((one) => one.item.key === key)?.item;
  return item?.kind === 'group' ? undefined : item;
}

interface Before {
  readonly id: string;
  readonly number: string;
  readonly begunOn: string;
  readonly answers: ReadonlyMap<string, Answers>;
}

/** How many matters back the one before is looked for. */
const MOST = 100;

/** The last matter of the same system and unit before this one whose answer to the field is the same. */
async function lastMatter(
  context: Context,
  id: string,
  { begun, answers }: Matter,
  field: string,
): Promise<Before | null> {
  if (answers[field] === undefined) return null;
  const { views } = context.cloud.platform;
  const lists = await Promise.all(
    ['open', 'closed'].map((part) =>
      views.list(mattersView, {
        ...{ index: 'byBegun', partition: `${begun.unit}/${begun.system}/${part}`, descending: true, limit: MOST },
        to: `${begun.at}/`,
      }),
    ),
  );
  const wanted = JSON.stringify(answers[field]);
  const [found] = lists
    .flatMap(({ entries }) => entries)
    .filter(({ key, row }) => {
      const same = JSON.stringify(row.answers[field] ?? null) === wanted;
      return idOf(key) !== id && row.unit === begun.unit && row.state !== 'withdrawn' && row.begunAt < begun.at && same;
    })
    .sort((a, b) => (a.row.begunAt < b.row.begunAt ? 1 : -1));
  if (!found) return null;
  const { state } = await load(context.cloud.platform, matter, idOf(found.key));
  if (!state) return null;
  const { number, begunOn } = found.row;
  return { id: idOf(found.key), number, begunOn, answers: await openUnitAnswers(context.cloud.platform, state) };
}
