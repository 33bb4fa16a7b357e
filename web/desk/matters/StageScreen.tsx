import { Input, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { ask } from '../api/ask.ts';
import { END_STAGE, MATTER, type MatterPage, type MatterStage } from '../api/matters.ts';
import { useAsk } from '../api/use-ask.ts';
import { upload } from '../form/upload.ts';
import { Link } from '../shell/Link.tsx';
import { Opened } from '../ui/Opened.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Empty } from '../ui/states.tsx';
import { stagesToFill } from './actions.ts';
import { Drafted, type Drafting } from './Drafted.tsx';
import { FillPages } from './FillPages.tsx';

/** Doing a stage that fills in pages: the pages, an opinion, done. */
export function StageScreen({ number, stageKey }: { number: string; stageKey: string }) {
  const asked = useAsk(MATTER, { number });
  const none = {
    what: '件事务',
    wanted: ` ${number}`,
    hint: '别的单位的事务在这里看不到。',
    to: '/systems',
    list: '内部事务',
  };
  // An answer remembered from before may be of another revision: what is filled in must begin with what is there now.
  const fresh = asked.loading && asked.error === null ? { ...asked, data: null } : asked;
  return (
    <Opened asked={fresh} pick={(data) => data.matter} none={none}>
      {(page) => {
        const stage = stagesToFill(page).find(({ key }) => key === stageKey);
        if (!stage) return <Gone page={page} />;
        return (
          <Screen
            title={stage.title.zh}
            back={<Link to={pathOf(page)}>{page.title}</Link>}
            sub={`${page.system.name.zh} · ${stage.unit.name.zh}`}
          >
            <Drafted at={{ matter: page.id, stage: stage.key }}>
              {(drafting) => <Stage page={page} stage={stage} drafting={drafting} />}
            </Drafted>
          </Screen>
        );
      }}
    </Opened>
  );
}

function Gone({ page }: { page: MatterPage }) {
  const to = pathOf(page);
  return (
    <Screen title="这个环节不用您办理">
      <Empty title="已经办过，或者还没有轮到" hint="看看现在办到哪里了。" action={<Link to={to}>{page.title}</Link>} />
    </Screen>
  );
}

function pathOf({ number }: MatterPage): string {
  return `/systems/matters/${encodeURIComponent(number)}`;
}

function Stage({ page, stage, drafting }: { page: MatterPage; stage: MatterStage; drafting: Drafting }) {
  const [opinion, setOpinion] = useState(drafting.found.opinion);
  const [decision, setDecision] = useState<'pass' | 'refuse'>('pass');
  const own = page.own.find(({ key }) => key === stage.key);
  const known = useMemo(() => ({ ...page.answers, ...own?.answers }), [page, own]);
  return (
    <FillPages
      form={page.formVersion.definition}
      pages={stage.pages}
      known={known}
      takeFile={(answers) => (at, file) => upload({ matter: page.id }, at, answers, file)}
      unfilled={decision === 'refuse'}
      submitWords={
        decision === 'refuse' ? '提交，事务到此终止' : stage.numbering ? `办结并编${stage.numbering.zh}` : '办结本环节'
      }
      before={
        <section className="block">
          {stage.kind === 'review' && (
            <fieldset className="form-section">
              <legend>结论</legend>
              <Radio.Group
                value={decision}
                options={[
                  { value: 'pass', label: '同意' },
                  { value: 'refuse', label: '不同意，事务到此终止' },
                ]}
                onChange={({ target }) => setDecision(target.value)}
              />
            </fieldset>
          )}
          <h2>
            <label htmlFor="opinion">{decision === 'refuse' ? '理由' : '办理意见'}</label>
            {decision === 'pass' && <span className="optional">选填</span>}
          </h2>
          <Input.TextArea
            id="opinion"
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={2000}
            value={opinion}
            onChange={({ target }) => {
              setOpinion(target.value);
              drafting.keep({ opinion: target.value });
            }}
          />
        </section>
      }
      drafting={drafting}
      submit={async (answers, commandId) => {
        const on = { id: page.id, expect: page.revision, commandId };
        await ask(END_STAGE, {
          ...on,
          stage: stage.key,
          decision,
          opinion,
          answers: decision === 'pass' ? answers : {},
        });
        return pathOf(page);
      }}
    />
  );
}
