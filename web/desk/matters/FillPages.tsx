import { Button } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { FormContext, FormDefinition } from '../../../lowcode/form/definition.ts';
import { keysOn } from '../../../lowcode/system/pages.ts';
import { AskError, errorWords, newCommandId } from '../api/ask.ts';
import { beginning, type Typed, withoutEmptyRows } from '../form/answers.ts';
import type { TakeFile } from '../form/FileControl.tsx';
import { FormFiller } from '../form/FormFiller.tsx';
import { useForm } from '../form/use-form.ts';
import { useDesk } from '../shell/desk.tsx';
import { guardLeaving, navigate } from '../shell/route.ts';
import { ACTION_DONE } from '../ui/action.ts';
import type { Drafting } from './Drafted.tsx';

/** Some pages of an office's form, filled in at the beginning or at a stage; the answers of the others are known to its rules. */
export function FillPages({
  form,
  pages,
  known,
  takeFile,
  submitWords,
  unfilled = false,
  before,
  drafting,
  submit,
}: {
  form: FormDefinition;
  /** Keys of the pages that are filled in here. */
  pages: readonly string[];
  known: Readonly<Record<string, unknown>>;
  takeFile: (answers: Typed) => TakeFile;
  submitWords: string;
  /** Whether it is sent without anything filled in: whoever refuses need not. */
  unfilled?: boolean;
  /** What stands between the pages and the button. */
  before?: ReactNode;
  drafting: Drafting;
  /** Sends the answers of these pages, and says where one goes then; throws `AskError`. */
  submit: (answers: Typed, commandId: string) => Promise<string>;
}) {
  const { region } = useDesk();
  const [commandId] = useState(newCommandId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = useMemo(() => new Set(pages), [pages]);
  const keys = useMemo(() => keysOn(form.pages.filter(({ key }) => shown.has(key))), [form, shown]);
  const context = useMemo(
    (): FormContext => ({ today: region.today, channel: 'web', applicantKind: 'company', region: region.code }),
    [region],
  );
  const initial = useMemo((): Typed => {
    const fresh = Object.entries(beginning(form, {})).filter(([key]) => keys.has(key));
    return { ...Object.fromEntries(fresh), ...(known as Typed), ...(drafting.found.answers as Typed) };
  }, [form, keys, known, drafting.found]);
  const keep = (typed: Typed) => {
    const all = Object.entries(withoutEmptyRows(form, typed));
    drafting.keep({ answers: Object.fromEntries(all.filter(([key]) => keys.has(key))) });
  };
  const filling = useForm(form, context, initial, keep, keys);
  const sent = useRef(false);
  useEffect(
    () => guardLeaving(() => sent.current || window.confirm('填写的内容已经暂存，还没有提交。确定离开吗？')),
    [],
  );

  const send = async () => {
    setProblem(null);
    if (!unfilled && !filling.showAll()) return window.scrollTo({ top: 0, behavior: 'smooth' });
    setBusy(true);
    try {
      const all = withoutEmptyRows(form, filling.answers) as Typed;
      const own = Object.entries(all).filter(([key]) => keys.has(key) && filling.evaluation.visible.has(key));
      await drafting.stop();
      const to = await submit(Object.fromEntries(own), commandId);
      sent.current = true;
      window.dispatchEvent(new Event(ACTION_DONE));
      navigate(to);
    } catch (error) {
      if (error instanceof AskError && error.fields.length > 0) filling.tell(error.fields);
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {!unfilled && <FormFiller filling={filling} pages={shown} takeFile={takeFile(filling.answers)} />}
      {before}
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <div className="form-foot form-foot-stuck">
        <span className="faint" role="status">
          {drafting.words}
        </span>
        <Button type="primary" loading={busy} onClick={send}>
          {submitWords}
        </Button>
      </div>
    </>
  );
}
