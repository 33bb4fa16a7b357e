import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { FormContext, FormDefinition } from '../../../lowcode/form/definition.ts';
import { beginning } from '../form/answers.ts';
import { FormFiller } from '../form/FormFiller.tsx';
import { useForm } from '../form/use-form.ts';
import { useDesk } from '../shell/desk.tsx';

const KINDS = [
  { value: 'person', label: '个人申请' },
  { value: 'company', label: '法人申请' },
];

/** The form as applicants will see it, working: rules run as one fills it in. Nothing is kept. */
export function Preview({ form, sound }: { form: FormDefinition; sound: boolean }) {
  const [kind, setKind] = useState<'person' | 'company'>('person');
  const [round, setRound] = useState(0);
  if (!sound) return <p className="quiet preview-off">改正上面列出的问题后，这里会显示可以试填的表单。</p>;
  return (
    <>
      <div className="preview-tools">
        <Segmented
          aria-label="谁来申请"
          options={KINDS}
          value={kind}
          onChange={(value) => setKind(value as 'person')}
        />
        <Button size="small" onClick={() => setRound(round + 1)}>
          清空重填
        </Button>
      </div>
      <Filling key={`${round} ${kind}`} form={form} kind={kind} />
    </>
  );
}

function Filling({ form, kind }: { form: FormDefinition; kind: 'person' | 'company' }) {
  const { region } = useDesk();
  const context = useMemo(
    (): FormContext => ({ today: region.today, channel: 'web', applicantKind: kind, region: region.code }),
    [region, kind],
  );
  const filling = useForm(form, context, beginning(form, { applicantKind: kind }));
  return (
    <>
      <FormFiller filling={filling} takeFile={null} />
      <div className="form-foot">
        <Button onClick={filling.showAll}>检查填得对不对</Button>
      </div>
    </>
  );
}
