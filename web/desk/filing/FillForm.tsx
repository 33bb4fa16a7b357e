import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { FormContext } from '../../../lowcode/form/definition.ts';
import { AskError, ask, errorWords, newCommandId } from '../api/ask.ts';
import { type ApplicantInput, type Draft, type Receipt, SAVE_DRAFT, SUBMIT_DRAFT } from '../api/filing.ts';
import { beginning, type Typed, withoutEmptyRows } from '../form/answers.ts';
import { FormFiller } from '../form/FormFiller.tsx';
import { upload } from '../form/upload.ts';
import { useAutosave } from '../form/use-autosave.ts';
import { useForm } from '../form/use-form.ts';
import { useDesk } from '../shell/desk.tsx';
import { guardLeaving } from '../shell/route.ts';

/** The item's form, filled for the applicant; saved as it is typed, submitted once. */
export function FillForm({
  draft,
  applicant,
  change,
  done,
}: {
  draft: Draft;
  applicant: ApplicantInput;
  /** Back to who applies: what was typed here is entered again afterwards. */
  change: () => void;
  done: (receipt: Receipt) => void;
}) {
  const { region } = useDesk();
  const [commandId] = useState(newCommandId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = draft.formVersion.definition;
  const context = useMemo(
    (): FormContext => ({ today: region.today, channel: 'window', applicantKind: applicant.kind, region: region.code }),
    [region, applicant.kind],
  );
  const initial = useMemo((): Typed => {
    const known = Object.fromEntries(draft.prefilled.map(({ field, answer }) => [field, answer]));
    return { ...beginning(form, {}), ...known, ...draft.answers };
  }, [form, draft]);
  const known = useMemo(() => new Map(draft.prefilled.map((one) => [one.field, one])), [draft]);
  const autosave = useAutosave(async (typed: Typed) => {
    await ask(SAVE_DRAFT, { id: draft.id, answers: withoutEmptyRows(form, typed) });
  });
  const filling = useForm(form, context, initial, autosave.later);
  useEffect(() => guardLeaving(() => window.confirm('申请还没有提交，确定离开吗？已填的内容会保存为草稿。')), []);

  const submit = async () => {
    setProblem(null);
    if (!filling.showAll()) return window.scrollTo({ top: 0, behavior: 'smooth' });
    setBusy(true);
    try {
      await autosave.now(filling.answers);
      done((await ask(SUBMIT_DRAFT, { id: draft.id, commandId })).submitDraft);
    } catch (error) {
      if (error instanceof AskError && error.fields.length > 0) filling.tell(error.fields);
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className="applicant-line">
        <span>
          {draft.service.name.zh} · 申请人 <strong>{applicant.name}</strong>
        </span>
        <Button
          size="small"
          onClick={() => {
            if (window.confirm('改了申请人信息，申请表要重新填写。确定返回修改吗？')) change();
          }}
        >
          修改申请人信息
        </Button>
      </p>
      <FormFiller
        filling={filling}
        known={known}
        takeFile={(place, file) => upload({ draft: draft.id }, place, filling.answers, file)}
      />
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <div className="form-foot form-foot-stuck">
        <span className="faint" role="status">
          {autosave.words}
        </span>
        <Button type="primary" loading={busy} onClick={submit}>
          提交申请
        </Button>
      </div>
    </>
  );
}
