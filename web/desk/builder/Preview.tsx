import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { Answers, FormContext, FormDefinition } from '../../../lowcode/form/definition.ts';
import { startAnswers } from '../../../lowcode/form/start.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import { useDesk } from '../shell/desk.tsx';
import { PortalFrame } from './PortalFrame.tsx';
import { PortalPages } from './PortalPages.tsx';

const WIDTHS = [
  { value: 'phone', label: '手机' },
  { value: 'desktop', label: '电脑' },
];
const KINDS = [
  { value: 'person', label: '个人' },
  { value: 'company', label: '法人' },
];
const LANGUAGES = [
  { value: 'zh', label: '中文' },
  { value: 'en', label: 'English' },
];
const PHONE = 390;

/**
 * The form as applicants will see it: the portal's own pages, working, at the width of a telephone or a desk. Nothing is
 * kept. While there are errors it stays as it was when there were none.
 */
export function Preview({
  form,
  current = true,
  selected = '',
  select = () => undefined,
  width,
  keep,
}: {
  /** The last version without errors; null when there was none. */
  form: FormDefinition | null;
  /** Whether it is what is being edited. */
  current?: boolean;
  /** The part that is chosen, to be brought into sight; and how another one is chosen here. */
  selected?: string;
  select?: (path: string) => void;
  /** Whether it is as wide as a desk, where something else depends on that. */
  width?: { readonly on: boolean; readonly set: (wide: boolean) => void };
  /** Makes an example of what was filled in. */
  keep?: (answers: Answers, context: FormContext) => void;
}) {
  const { region } = useDesk();
  const [own, setOwn] = useState(false);
  const { on: wide, set: setWide } = width ?? { on: own, set: setOwn };
  const [kind, setKind] = useState<'person' | 'company'>('person');
  const [language, setLanguage] = useState<'zh' | 'en'>('zh');
  const [round, setRound] = useState(0);
  const context = useMemo(
    (): FormContext => ({ today: region.today, channel: 'web', applicantKind: kind, region: region.code }),
    [region, kind],
  );
  if (!form) return <p className="quiet preview-off">改正上面列出的问题后，这里会显示可以试填的表单。</p>;
  return (
    <>
      <div className="preview-tools">
        <Segmented
          aria-label="屏幕宽度（p）"
          size="small"
          options={WIDTHS}
          value={wide ? 'desktop' : 'phone'}
          onChange={(value) => setWide(value === 'desktop')}
        />
        <Segmented
          aria-label="谁来申请"
          size="small"
          options={KINDS}
          value={kind}
          onChange={(value) => setKind(value as 'person')}
        />
        <Segmented
          aria-label="预览的语言"
          size="small"
          options={LANGUAGES}
          value={language}
          onChange={(value) => setLanguage(value as 'zh')}
        />
        <Button size="small" onClick={() => setRound(round + 1)}>
          清空重填
        </Button>
      </div>
      {!current && <p className="preview-stale">有必须改正的问题，预览停在改错之前的样子。</p>}
      <Filling key={`${round} ${kind}`} {...{ form, context, language, selected, select, wide, keep }} />
    </>
  );
}

function Filling({
  form,
  context,
  language,
  wide,
  ...rest
}: {
  form: FormDefinition;
  context: FormContext;
  language: 'zh' | 'en';
  selected: string;
  select: (path: string) => void;
  wide: boolean;
  keep: ((answers: Answers, context: FormContext) => void) | undefined;
}) {
  const [answers, setAnswers] = useState<RawAnswers>(() =>
    startAnswers(form, { applicantKind: context.applicantKind }),
  );
  return (
    <PortalFrame width={wide ? null : PHONE} title="申请人看到的表单" language={language}>
      <PortalPages {...{ form, context, language, answers, setAnswers }} {...rest} />
    </PortalFrame>
  );
}
