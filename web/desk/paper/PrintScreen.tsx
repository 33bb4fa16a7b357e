import { Button } from 'antd';
import { dateWords, shortDateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { CASE } from '../api/cases.ts';
import type { CasePage } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { CaseFacts } from '../case/CaseFacts.tsx';
import { FormAsFilled } from '../case/FormAsFilled.tsx';
import { Materials } from '../case/Materials.tsx';
import { QueueTabs } from '../queue/QueueTabs.tsx';
import { useDesk } from '../shell/desk.tsx';
import { Icon } from '../shell/icons.tsx';
import { Link } from '../shell/Link.tsx';
import { useRoute } from '../shell/route.ts';
import { Opened } from '../ui/Opened.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import { DocumentBody } from './DocumentBody.tsx';
import { type Paper, papersOf } from './papers.ts';

const NONE = { what: '个办件', hint: '请核对编号。别的单位的办件在这里看不到。', to: '/cases', list: '办件' };
const SUMMARY = { key: 'summary', label: '办件登记表' };

/** What can be printed of a case, as it will lie on A4: the notices it has come to, and its record. */
export function PrintScreen({ number }: { number: string }) {
  const asked = useAsk(CASE, { number });
  return (
    <Opened asked={asked} pick={(data) => data.case} none={{ ...NONE, wanted: ` ${number}` }}>
      {(page) => <Papers page={page} />}
    </Opened>
  );
}

function Papers({ page }: { page: CasePage }) {
  const { query } = useRoute();
  const to = `/cases/${encodeURIComponent(page.number)}`;
  const { region } = useDesk();
  const papers = papersOf(page, region.code);
  const tabs = [...papers.map(({ key, title }) => ({ key, label: title })), SUMMARY];
  const wanted = query.get('paper') ?? tabs[0]?.key;
  const paper = papers.find(({ key }) => key === wanted);
  return (
    <Screen
      title="打印"
      back={<Link to={to}>{page.number}</Link>}
      actions={
        <Button type="primary" icon={<Icon name="print" />} onClick={() => window.print()}>
          打印这一份
        </Button>
      }
    >
      <QueueTabs
        label="可以打印的文书"
        queues={tabs}
        counts={undefined}
        current={paper?.key ?? SUMMARY.key}
        address={(key) => `${to}/print?paper=${key}`}
      />
      {paper ? <Notice page={page} paper={paper} /> : <Summary page={page} />}
    </Screen>
  );
}

/** A notice on one sheet. What it says takes effect with the seal, so the place for it is said. */
function Notice({ page, paper }: { page: CasePage; paper: Paper }) {
  return (
    <article className="paper printed">
      <p className="paper-unit">{page.unit.name.zh}</p>
      <h2>{paper.title}</h2>
      <p className="paper-number">{paper.official ?? `编号 ${page.number}`}</p>
      <DocumentBody blocks={paper.blocks} unit={page.unit.name.zh} on={shortDateWords(paper.on)} />
      <Demonstration />
    </article>
  );
}

/** The whole record: facts, materials, the form as filled, what happened. */
function Summary({ page }: { page: CasePage }) {
  const { region } = useDesk();
  return (
    <article className="paper paper-long printed">
      <p className="paper-unit">{page.unit.name.zh}</p>
      <h2>办件登记表</h2>
      <p className="paper-number">
        编号 {page.number} · {wordFor('caseState', page.state)} · {dateWords(region.today)}打印
      </p>
      <h3>{page.service.name.zh}</h3>
      <CaseFacts page={page} />
      <Materials page={page} />
      <FormAsFilled page={page} />
      <section className="block">
        <h2>办理过程</h2>
        <Timeline entries={page.timeline} />
      </section>
      <Demonstration />
    </article>
  );
}

function Demonstration() {
  const { region } = useDesk();
  return region.demonstration ? <p className="receipt-note">示例数据，非官方</p> : null;
}
