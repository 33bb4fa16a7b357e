import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import type { FormContext } from '../../../lowcode/form/definition.ts';
import { AskError, ask, errorWords, newCommandId } from '../api/ask.ts';
import { CASE, SUPPLEMENT_CASE } from '../api/cases.ts';
import type { CasePage } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { type Typed, withoutEmptyRows } from '../form/answers.ts';
import { FormFiller } from '../form/FormFiller.tsx';
import { upload } from '../form/upload.ts';
import { useForm } from '../form/use-form.ts';
import { useDesk } from '../shell/desk.tsx';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Defects } from './Defects.tsx';

/** Handing in what was wanting for an applicant who came to the window: the form as it was, to be corrected. */
export function SupplementScreen({ number }: { number: string }) {
  const asked = useAsk(CASE, { number });
  const path = `/cases/${encodeURIComponent(number)}`;
  return (
    <Screen title="代为提交补正" back={<Link to={path}>{number}</Link>}>
      <Await asked={asked}>
        {({ case: page }) =>
          page?.actions.includes('supplement') && page.answers ? (
            <Supplement page={page} back={path} />
          ) : (
            <Empty
              title="现在不能补正"
              hint="这一件没有等待补正，或您不能代为提交。"
              action={<Link to={path}>回到办件</Link>}
            />
          )
        }
      </Await>
    </Screen>
  );
}

function Supplement({ page, back }: { page: CasePage; back: string }) {
  const { region } = useDesk();
  const { message } = App.useApp();
  const [commandId] = useState(newCommandId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = page.formVersion.definition;
  const context = useMemo(
    (): FormContext => ({
      today: region.today,
      channel: page.channel,
      applicantKind: page.applicant?.kind ?? 'person',
      region: region.code,
    }),
    [region, page.channel, page.applicant?.kind],
  );
  const filling = useForm(form, context, (page.answers ?? {}) as Typed);
  const submit = async () => {
    setProblem(null);
    if (!filling.showAll()) return;
    setBusy(true);
    try {
      const answers = withoutEmptyRows(form, filling.answers);
      await ask(SUPPLEMENT_CASE, { id: page.id, expect: page.revision, commandId, answers });
      message.success('补正已提交');
      navigate(back);
    } catch (error) {
      if (error instanceof AskError && error.fields.length > 0) filling.tell(error.fields);
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Defects title="需要补正的内容" defects={page.defects} />
      <FormFiller
        filling={filling}
        takeFile={(place, file) => upload({ case: page.id }, place, filling.answers, file)}
      />
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <div className="form-foot">
        <Button type="primary" loading={busy} onClick={submit}>
          提交补正
        </Button>
      </div>
    </>
  );
}
