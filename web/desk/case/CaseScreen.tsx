import { Button } from 'antd';
import { useState } from 'react';
import { wordFor } from '../../../lowcode/words.ts';
import { CASE } from '../api/cases.ts';
import type { CasePage } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { useKeys } from '../queue/use-keys.ts';
import { holds, useDesk } from '../shell/desk.tsx';
import { Link } from '../shell/Link.tsx';
import { href, navigate } from '../shell/route.ts';
import { ActionDrawer } from '../ui/ActionDrawer.tsx';
import type { Action } from '../ui/action.ts';
import { Due } from '../ui/due.tsx';
import { FlowChart } from '../ui/FlowChart.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import { CaseStateTag } from '../ui/tag.tsx';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { caseActions, licenceAction } from './actions.ts';
import { CaseFacts } from './CaseFacts.tsx';
import { FormAsFilled } from './FormAsFilled.tsx';
import { LicenceCard } from './LicenceCard.tsx';
import { Materials } from './Materials.tsx';
import { nextStep } from './parts.ts';

/** One case: what to do next, then everything one needs to do it. */
export function CaseScreen({ number }: { number: string }) {
  const asked = useAsk(CASE, { number });
  useKeys({ u: () => navigate('/cases') });
  return (
    <Await asked={asked} rows={12}>
      {({ case: page }) =>
        page ? (
          <Opened page={page} reload={asked.reload} />
        ) : (
          <Screen title="没有这个办件">
            <Empty
              title={`没有找到 ${number}`}
              hint="请核对编号。别的单位的办件在这里看不到。"
              action={<Link to="/cases">回到办件</Link>}
            />
          </Screen>
        )
      }
    </Await>
  );
}

function Opened({ page, reload }: { page: CasePage; reload: () => Promise<void> }) {
  const { viewer } = useDesk();
  const [action, setAction] = useState<Action<CasePage> | null>(null);
  const ofLicence = holds(viewer, 'clerk', 'approver', 'head') ? licenceAction(page) : null;
  return (
    <Screen
      wide
      title={page.service.name.zh}
      back={<Link to="/cases">办件</Link>}
      sub={
        <span className="head-line">
          <CaseStateTag state={page.state} />
          <span className="number">{page.number}</span>
          <span>{page.applicantName ?? '申请人信息不可见'}</span>
          <span>{wordFor('channel', page.channel)}</span>
        </span>
      }
    >
      <section className="next" aria-label="下一步">
        <div className="next-words">
          <h2>下一步</h2>
          <p>{nextStep(page)}</p>
          <p className="next-due">
            <Due due={page.due} long />
          </p>
        </div>
        <Actions page={page} choose={setAction} />
      </section>
      <div className="columns">
        <div className="column-main">
          {page.reasons && <Outcome page={page} />}
          {page.defects.length > 0 && <Defects page={page} />}
          <section className="block">
            <h2>办到哪里了</h2>
            <FlowChart chart={page.chart} label="办理流程" />
          </section>
          {page.licence && (
            <LicenceCard licence={page.licence} change={ofLicence ? () => setAction(ofLicence) : undefined} />
          )}
          <Materials page={page} />
          <FormAsFilled page={page} />
        </div>
        <div className="column-side">
          <section className="block">
            <h2>基本情况</h2>
            <CaseFacts page={page} />
            {page.due && <WhyThisDate counted={page.due.counted} date={page.due.date} />}
          </section>
          <section className="block">
            <h2>办理过程</h2>
            <Timeline entries={page.timeline} />
          </section>
        </div>
      </div>
      <ActionDrawer action={action} subject={page} close={() => setAction(null)} reload={reload} />
    </Screen>
  );
}

/** What brings a case on its way, and so may be the one filled button. */
const GOES_ON = new Set(['accept', 'completeStage', 'restartClock', 'rate']);

/** The likeliest action is the one filled button; stopping and refusing never are. */
function Actions({ page, choose }: { page: CasePage; choose: (action: Action<CasePage>) => void }) {
  const actions = caseActions(page);
  const supplement = page.actions.includes('supplement');
  if (actions.length === 0 && !supplement) return null;
  return (
    <div className="next-actions">
      {supplement && (
        <Button type={actions.length === 0 ? 'primary' : 'default'} href={href(`/cases/${page.number}/supplement`)}>
          代为提交补正
        </Button>
      )}
      {actions.map((action, index) => (
        <Button
          key={action.key}
          type={index === 0 && GOES_ON.has(action.key) ? 'primary' : 'default'}
          danger={action.danger}
          onClick={() => choose(action)}
        >
          {action.label}
        </Button>
      ))}
    </div>
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

function Defects({ page }: { page: CasePage }) {
  return (
    <section className="block">
      <h2>已告知的补正内容</h2>
      <ol className="defects">
        {page.defects.map((defect) => (
          <li key={`${defect.at} ${defect.reason}`}>
            <strong>{defect.label}</strong>
            <p>{defect.reason}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
