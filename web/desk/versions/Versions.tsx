import { Select } from 'antd';
import { useState } from 'react';
import { dateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { DEFINITION } from '../api/definitions.ts';
import type { Definition, DefinitionKind } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { type DefinitionVersion, VERSION_DIFF, VERSIONS } from '../api/versions.ts';
import { Link } from '../shell/Link.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Migrate } from './Migrate.tsx';
import { TryOut } from './TryOut.tsx';

/** The versions of a definition: who published them and when, what changed, the draft tried on past cases, open cases moved. */
export function Versions({ kind, definitionKey }: { kind: DefinitionKind; definitionKey: string }) {
  const asked = useAsk(VERSIONS, { kind, key: definitionKey });
  const opened = useAsk(DEFINITION, { kind, key: definitionKey });
  const title = opened.data?.definition?.title.zh;
  return (
    <Screen
      title={title ? `${title}：版本记录` : '版本记录'}
      back={
        <Link to={`/definitions/${kind}/${encodeURIComponent(definitionKey)}`}>
          {title ?? wordFor('definitionKind', kind)}
        </Link>
      }
    >
      <Await asked={asked}>
        {({ definitionVersions }) =>
          definitionVersions.length === 0 ? (
            <Empty title="还没有发布过" hint="第一次发布之后，这里记录每一版由谁、在什么时候发布，改了什么。" />
          ) : (
            <Shown
              kind={kind}
              definitionKey={definitionKey}
              versions={definitionVersions}
              definition={opened.data?.definition ?? null}
            />
          )
        }
      </Await>
    </Screen>
  );
}

function Shown({
  kind,
  definitionKey,
  versions,
  definition,
}: {
  kind: DefinitionKind;
  definitionKey: string;
  versions: readonly DefinitionVersion[];
  definition: Definition | null;
}) {
  const changed = definition?.state === 'changed';
  return (
    <div className="versions">
      <section className="panel" aria-labelledby="versions-list">
        <h2 id="versions-list">各版本</h2>
        <ol className="version-list">
          {versions.map(({ version, on, by, authors }) => (
            <li key={version}>
              <strong>第 {version} 版</strong>
              <span>{dateWords(on)}发布</span>
              <span className="quiet">
                发布：{by}
                {authors.length > 0 && `；编写：${[...new Set(authors)].join('、')}`}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section className="panel" aria-labelledby="versions-compare">
        <h2 id="versions-compare">对比</h2>
        <Compare kind={kind} definitionKey={definitionKey} versions={versions} changed={changed} />
      </section>
      {(kind === 'form' || kind === 'flow' || kind === 'service') && changed && (
        <section className="panel" aria-labelledby="versions-try">
          <h2 id="versions-try">试算</h2>
          <TryOut kind={kind} definitionKey={definitionKey} />
        </section>
      )}
      {(kind === 'form' || kind === 'flow') && versions.length > 1 && (
        <section className="panel" aria-labelledby="versions-move">
          <h2 id="versions-move">在办件改按新版本办（迁移）</h2>
          <Migrate kind={kind} definitionKey={definitionKey} versions={versions} />
        </section>
      )}
    </div>
  );
}

const DRAFT = 0;

function Compare({
  kind,
  definitionKey,
  versions,
  changed,
}: {
  kind: DefinitionKind;
  definitionKey: string;
  versions: readonly DefinitionVersion[];
  changed: boolean;
}) {
  const [latest, before] = versions;
  const [from, setFrom] = useState((changed ? latest : before)?.version ?? latest?.version ?? 1);
  const [to, setTo] = useState(changed ? DRAFT : (latest?.version ?? 1));
  const asked = useAsk(VERSION_DIFF, { kind, key: definitionKey, from, to: to === DRAFT ? null : to });
  const options = versions.map(({ version }) => ({ value: version, label: `第 ${version} 版` }));
  return (
    <>
      <div className="compare-choice">
        <label htmlFor="compare-from">从</label>
        <Select id="compare-from" value={from} options={options} onChange={setFrom} />
        <label htmlFor="compare-to">到</label>
        <Select
          id="compare-to"
          value={to}
          options={[{ value: DRAFT, label: '现在的草稿' }, ...options]}
          onChange={setTo}
        />
      </div>
      <Await asked={asked}>
        {({ definitionDiff }) =>
          definitionDiff.length === 0 ? (
            <p className="quiet">没有变化。</p>
          ) : (
            <ul className="changes" aria-label="改了什么">
              {definitionDiff.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          )
        }
      </Await>
    </>
  );
}
