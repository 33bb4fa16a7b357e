import { useMemo, useState } from 'react';
import { compileForm } from '../../../lowcode/form/compile.ts';
import type { Answer, Evaluation, FormContext, FormDefinition, Group } from '../../../lowcode/form/definition.ts';
import { evaluate } from '../../../lowcode/form/evaluate.ts';
import {
  freeRowId,
  type Place,
  pathOf,
  rowsOf,
  type Typed,
  withAnswer,
  withoutEmptyRows,
  withoutRow,
  withRow,
} from './answers.ts';

export interface Filling {
  readonly form: FormDefinition;
  readonly answers: Typed;
  readonly evaluation: Evaluation;
  /** What to say at a field: nothing before it was left, all once somebody tried to submit. */
  readonly problemAt: (path: string) => string | null;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  readonly set: (place: Place, value: Answer) => void;
  readonly leave: (path: string) => void;
  /** In the group at a path. */
  readonly addRow: (group: Group, path: string) => void;
  readonly removeRow: (path: string, index: number) => void;
  /** Shows every error from now on; true when there is none. */
  readonly showAll: () => boolean;
  /** Errors that only the server could find. */
  readonly tell: (problems: readonly { readonly path: string; readonly message: string }[]) => void;
}

/** A form being filled: the same rules as on the server run at every keystroke. */
export function useForm(
  form: FormDefinition,
  context: FormContext,
  initial: Typed,
  changed?: (to: Typed) => void,
  /** Keys of the fields and groups that are filled in here; what is wrong elsewhere is not told. */
  only?: ReadonlySet<string>,
): Filling {
  const compiled = useMemo(() => compileForm(form), [form]);
  const [answers, setAnswers] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const [told, setTold] = useState<readonly { readonly path: string; readonly message: string }[]>([]);
  const sent = useMemo(() => withoutEmptyRows(form, answers), [form, answers]);
  const evaluation = useMemo(() => evaluate(compiled, sent, context), [compiled, sent, context]);

  const change = (next: Typed) => {
    setAnswers(next);
    changed?.(next);
  };
  const errors = evaluation.errors.filter(({ path }) => only?.has(path.split('.')[0] ?? '') ?? true);
  const problems = [...errors.map((error) => ({ path: error.path, message: error.message.zh })), ...told];
  return {
    form,
    answers,
    evaluation,
    problems: all ? problems : [],
    problemAt: (path) => {
      if (!all && !left.has(path)) return null;
      return problems.find((each) => each.path === path)?.message ?? null;
    },
    set: (place, value) => {
      setTold((old) => old.filter((each) => each.path !== pathOf(place)));
      change(withAnswer(answers, place, value));
    },
    leave: (path) => setLeft((old) => (old.has(path) ? old : new Set(old).add(path))),
    addRow: (group, path) => change(withRow(answers, group, path, freeRowId(rowsOf(answers, path)))),
    removeRow: (path, index) => change(withoutRow(answers, path, index)),
    showAll: () => {
      setAll(true);
      return errors.length === 0;
    },
    tell: (found) => {
      setAll(true);
      setTold(found);
    },
  };
}
