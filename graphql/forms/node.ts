import { columnType } from '../../lowcode/form/listing.ts';
import type { CaseRow } from '../../views/cases/view.ts';
import { idOf } from '../../views/view.ts';
import { CaseLine } from '../case/line.ts';
import { caseById } from '../case/model.ts';
import type { Context } from '../context.ts';
import type { FormType } from './types.ts';
import { unionOf } from './union.ts';

/** What is known of a case without opening it. */
export interface Known {
  readonly key: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly line: CaseRow | null;
}

/** Makes cases objects of the form's type: what is open is answered at once, the rest opens the case when it is asked for. */
export function nodesOf(context: Context, form: FormType): (known: Known) => Record<string, unknown> {
  const fields = [...unionOf(form.versions)].map(([key, { item }]) => {
    return { key, atHand: item.kind !== 'group' && columnType(item) !== null && isOpenIn(form, key) };
  });
  return ({ key: stream, number, state, version, answers, line }) => {
    const id = idOf(stream);
    let whole: ReturnType<typeof caseById> | null = null;
    const opened = () => {
      whole ??= caseById(context, id);
      return whole;
    };
    const node: Record<string, unknown> = {
      number,
      state,
      formVersion: version,
      case: line ? new CaseLine(context, line, stream) : opened,
    };
    for (const { key, atHand } of fields) {
      if (Object.hasOwn(answers, key)) node[key] = answers[key];
      else node[key] = atHand ? null : async () => (await (await opened())?.answers())?.[key] ?? null;
    }
    return node;
  };
}

function isOpenIn(form: FormType, key: string): boolean {
  return form.columns.get(key)?.personal === false;
}
