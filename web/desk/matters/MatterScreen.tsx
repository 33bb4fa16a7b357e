import { dateWords } from '../../../lowcode/dates.ts';
import { MATTER, type MatterPage } from '../api/matters.ts';
import { useAsk } from '../api/use-ask.ts';
import { FormAsFilled } from '../case/FormAsFilled.tsx';
import { useKeys } from '../queue/use-keys.ts';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { dueWords } from '../ui/due.tsx';
import { Facts } from '../ui/Facts.tsx';
import { FlowChart } from '../ui/FlowChart.tsx';
import { Opened } from '../ui/Opened.tsx';
import { RecordScreen } from '../ui/RecordScreen.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import { sizeWords } from '../ui/words.ts';
import { matterActions, stagesToFill } from './actions.ts';
import { MatterStateTag, nextStep } from './parts.tsx';
import { Signatures } from './Signatures.tsx';
import { Summary } from './Summary.tsx';

const NONE = {
  what: '件事务',
  hint: '请核对登记号或文号。别的单位的事务在这里看不到。',
  to: '/systems',
  list: '内部事务',
};
const GOES_ON = new Set(['sign', 'endStage', 'close']);

/** One inner matter: what to do next, then everything one needs to do it. */
export function MatterScreen({ number }: { number: string }) {
  const asked = useAsk(MATTER, { number });
  useKeys({ u: () => navigate('/systems') });
  return (
    <Opened asked={asked} pick={(data) => data.matter} none={{ ...NONE, wanted: ` ${number}` }}>
      {(page) => <Matter page={page} reload={asked.reload} />}
    </Opened>
  );
}

function Matter({ page, reload }: { page: MatterPage; reload: () => Promise<void> }) {
  const actions = matterActions(page);
  const toFill = stagesToFill(page);
  return (
    <RecordScreen
      title={page.title}
      back={<Link to={`/systems/${encodeURIComponent(page.system.key)}`}>{page.system.name.zh}</Link>}
      sub={
        <>
          <MatterStateTag state={page.state} />
          {page.officials.map(({ official }) => (
            <strong key={official}>{official}</strong>
          ))}
          <span className="number">{page.number}</span>
          <span>{page.unit.name.zh}</span>
        </>
      }
      step="下一步"
      words={nextStep(page)}
      due={page.due ?? undefined}
      doneOn={page.closedOn}
      actions={actions}
      leads={({ key }) => toFill.length === 0 && GOES_ON.has(key)}
      also={toFill.map((stage) => (
        <Link
          key={stage.key}
          className="button-primary"
          to={`/systems/matters/${encodeURIComponent(page.number)}/stages/${encodeURIComponent(stage.key)}`}
        >
          办理：{stage.title.zh}
        </Link>
      ))}
      subject={page}
      reload={reload}
      main={
        <>
          <section className="block">
            <h2>办到哪里了</h2>
            <FlowChart chart={page.chart} label="办理流程" />
          </section>
          <Signatures stages={page.stages} />
          {page.summaries.map((summary) => (
            <Summary key={summary.stage} summary={summary} />
          ))}
          <FormAsFilled page={page} title="填写的内容" />
          {page.own
            .filter(({ answers }) => Object.keys(answers).length > 0)
            .map((part) => (
              <FormAsFilled
                key={part.key}
                page={{ formVersion: page.formVersion, answers: part.answers }}
                title={`${part.unit.name.zh}填写的：${part.stage.zh}`}
              />
            ))}
          <Files files={[...page.attachments, ...page.own.flatMap(({ attachments }) => attachments)]} />
        </>
      }
      side={
        <>
          <section className="block">
            <h2>基本情况</h2>
            <Facts
              facts={[
                ...page.officials.map(({ title, official }) => [title.zh, official] as const),
                ['登记号', page.number],
                ['发起单位', page.unit.name.zh],
                ['发起人', page.begunBy],
                ['发起日期', dateWords(page.begunOn)],
                ['本环节到期', page.due && page.closedOn === null ? dueWords(page.due) : null],
                ['办结日期', page.closedOn && dateWords(page.closedOn)],
              ]}
            />
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

function Files({ files }: { files: MatterPage['attachments'] }) {
  if (files.length === 0) return null;
  return (
    <section className="block">
      <h2>附件</h2>
      <ul className="bullets">
        {files.map((file) => (
          <li key={file.id}>
            <a href={file.url} target="_blank" rel="noreferrer">
              {file.name}
            </a>{' '}
            <span className="faint">{sizeWords(file.size)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
