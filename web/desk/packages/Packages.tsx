import { Button, Select } from 'antd';
import { useState } from 'react';
import { dateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { ask, errorWords } from '../api/ask.ts';
import { DEFINITIONS } from '../api/definitions.ts';
import type { DefinitionSummary } from '../api/model.ts';
import { PACKAGE_FILES, PACKAGES, type PackageLine } from '../api/packages.ts';
import { useAsk } from '../api/use-ask.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await } from '../ui/states.tsx';
import { download, fileOf } from './files.ts';
import { ImportPackage } from './ImportPackage.tsx';

/** Packages of definitions (配置包): what was imported, taking definitions along, importing what others assembled. */
export function Packages() {
  const asked = useAsk(PACKAGES);
  return (
    <Screen title="配置包" sub="把一套配置（表单、流程、证照类型、事项、内部系统）打成一个文件带走，或者用别处做好的。">
      <div className="versions">
        <section className="panel" aria-labelledby="package-import">
          <h2 id="package-import">导入</h2>
          <ImportPackage done={asked.reload} />
        </section>
        <section className="panel" aria-labelledby="package-export">
          <h2 id="package-export">导出</h2>
          <Export />
        </section>
        <section className="panel" aria-labelledby="package-list">
          <h2 id="package-list">已导入的配置包</h2>
          <Await asked={asked}>
            {({ packages }) =>
              packages.length === 0 ? (
                <p className="quiet">还没有导入过配置包。</p>
              ) : (
                <ul className="package-list">
                  {packages.map((one) => (
                    <Line key={one.key} one={one} />
                  ))}
                </ul>
              )
            }
          </Await>
        </section>
      </div>
    </Screen>
  );
}

function Line({ one }: { one: PackageLine }) {
  const kinds = [...new Set(one.contains.map(({ kind }) => kind))];
  const counts = kinds.map(
    (kind) => `${wordFor('definitionKind', kind)} ${one.contains.filter((each) => each.kind === kind).length}`,
  );
  return (
    <li>
      <strong>{one.name.zh}</strong> <span className="quiet">版本 {one.version}</span>
      <p>{one.about.zh}</p>
      <p className="quiet">
        {counts.join('，')}；{dateWords(one.importedOn)}导入
      </p>
      <ExportButton keys={[one.key]} label={`导出“${one.name.zh}”`} />
    </li>
  );
}

/** What people take along: an item or an inner system, with all that it names. */
function Export() {
  const services = useAsk(DEFINITIONS, { kind: 'service' });
  const systems = useAsk(DEFINITIONS, { kind: 'system' });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const option = ({ kind, key, title }: DefinitionSummary) => ({ value: `${kind}:${key}`, label: title.zh });
  const published = (all: readonly DefinitionSummary[] | undefined) =>
    (all ?? []).filter(({ version, state }) => version !== null && state !== 'withdrawn').map(option);
  return (
    <>
      <p className="quiet">选事项或者内部系统，它们用到的表单、流程和证照类型一起带上。只带已发布的版本。</p>
      <div className="property">
        <label className="field-label" htmlFor="package-keys">
          事项、内部系统
        </label>
        <Select
          id="package-keys"
          mode="multiple"
          value={[...chosen]}
          onChange={setChosen}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="按名称选择，可以选几项"
          options={[
            { label: '内部系统', options: published(systems.data?.definitions) },
            { label: '事项', options: published(services.data?.definitions) },
          ]}
        />
      </div>
      <ExportButton keys={chosen} label="导出" />
    </>
  );
}

function ExportButton({ keys, label }: { keys: readonly string[]; label: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { packageFiles } = await ask(PACKAGE_FILES, { keys });
      download(`${(keys[0] ?? 'package').replace(/^[a-zA-Z]+:/, '')}.json`, fileOf(packageFiles));
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={run} disabled={keys.length === 0} loading={busy}>
        {label}
      </Button>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
