import { Button } from 'antd';
import { wordFor } from '../../../lowcode/words.ts';
import { CASE } from '../api/cases.ts';
import type { CasePage } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { LicenceCard } from '../licence/LicenceCard.tsx';
import { useKeys } from '../queue/use-keys.ts';
import { Icon } from '../shell/icons.tsx';
import { Link } from '../shell/Link.tsx';
import { href, navigate } from '../shell/route.ts';
import { FlowChart } from '../ui/FlowChart.tsx';
import { Opened } from '../ui/Opened.tsx';
import { RecordScreen } from '../ui/RecordScreen.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import { CaseStateTag, TrialTag } from '../ui/tag.tsx';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { caseActions } from './actions.ts';
import { CaseFacts } from './CaseFacts.tsx';
import { Defects } from './Defects.tsx';
import { FormAsFilled } from './FormAsFilled.tsx';
import { Materials } from './Materials.tsx';
import { nextStep } from './parts.ts';

const NONE = { what: '个办件', hint: '请核对编号。别的单位的办件在这里看不到。', to: '/cases', list: '办件' };
/** What brings a case on its way, and so may be the one filled button. */
const GOES_ON = new Set(['accept', 'completeStage', 'signStage', 'restartClock', 'rate']);

/** One case: what to do next, then everything one needs to do it. */
export function CaseScreen({ number }: { number: string }) {
  const asked = useAsk(CASE, { number });
  useKeys({ u: () => navigate('/cases') });
  return (
    <Opened asked={asked} pick={(data) => data.case} none={{ ...NONE, wanted: ` ${number}` }}>
      {(page) => <Case page={page} reload={asked.reload} />}
    </Opened>
  );
}

function Case({ page, reload }: { page: CasePage; reload: () => Promise<void> }) {
  const actions = caseActions(page);
  return (
    <RecordScreen
      title={page.service.name.zh}
      back={<Link to="/cases">办件</Link>}
      sub={
        <>
          <CaseStateTag state={page.state} />
          <TrialTag trial={page.trial} />
          <span className="number">{page.number}</span>
          <span>{page.applicantName ?? '申请人信息不可见'}</span>
          <span>{wordFor('channel', page.channel)}</span>
        </>
      }
      tools={
        <Link className="button" to={`/cases/${encodeURIComponent(page.number)}/print`}>
          <Icon name="print" /> 打印
        </Link>
      }
      step="下一步"
      words={nextStep(page)}
      due={page.due}
      doneOn={page.decidedOn}
      actions={actions}
      leads={({ key }) => GOES_ON.has(key)}
      also={
        page.actions.includes('supplement') && (
          <Button type={actions.length === 0 ? 'primary' : 'default'} href={href(`/cases/${page.number}/supplement`)}>
            代为提交补正
          </Button>
        )
      }
      subject={page}
      reload={reload}
      main={
        <>
          {page.reasons && <Outcome page={page} />}
          {page.defects.length > 0 && <Defects title="已告知的补正内容" defects={page.defects} />}
          <section className="block">
            <h2>办到哪里了</h2>
            <FlowChart chart={page.chart} label="办理流程" />
          </section>
          {page.licence && <LicenceCard licence={page.licence} />}
          <Materials page={page} />
          <FormAsFilled page={page} />
        </>
      }
      side={
        <>
          <section className="block">
            <h2>基本情况</h2>
            <CaseFacts page={page} />
            {page.due && <WhyThisDate due={page.due} />}
          </section>
          <section className="block">
            <h2>办理过程</h2>
            <Timeline entries={page.timeline} />
          </section>
        </>
      }
    />
  );
}

function Outcome({ page }: { page: CasePage }) {
  return (
    <section className="block outcome">
      <h2>{wordFor('caseState', page.state)}的理由</h2>
      <p>{page.reasons}</p>
      {page.remedies && (
        <>
          <h3>救济途径</h3>
          <p>{page.remedies}</p>
        </>
      )}
    </section>
  );
}
