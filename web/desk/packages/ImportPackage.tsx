import { App, Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { wordFor } from '../../../lowcode/words.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import {
  IMPORT_PACKAGE,
  PACKAGE_DIFF,
  type PackageFile,
  type PackagePlan,
  UNIT_NAMES,
  type UnitMapping,
} from '../api/packages.ts';
import { useAsk } from '../api/use-ask.ts';
import { Tag } from '../ui/tag.tsx';
import { filesOf } from './files.ts';

/** Chooses a package, says in words what it would change here and which units are meant, then imports it for review. */
export function ImportPackage({ done }: { done: () => void }) {
  const { message } = App.useApp();
  const [files, setFiles] = useState<readonly PackageFile[]>([]);
  const [units, setUnits] = useState<readonly UnitMapping[]>([]);
  const [plan, setPlan] = useState<PackagePlan | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [one, folder] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  const look = (given: readonly PackageFile[], mapping: readonly UnitMapping[]) =>
    attempt(async () => setPlan((await ask(PACKAGE_DIFF, { files: given, units: mapping })).packageDiff));
  const choose = async (list: FileList | null) => {
    const given = await filesOf([...(list ?? [])]);
    if (given.length === 0) return;
    setFiles(given);
    setUnits([]);
    await look(given, []);
  };
  const put = () =>
    attempt(async () => {
      await ask(IMPORT_PACKAGE, { files, units, commandId: newCommandId() });
      message.success('已导入并送审');
      setPlan(null);
      done();
    });
  const map = (from: string, to: string | undefined) => {
    const next = [...units.filter((each) => each.from !== from), ...(to ? [{ from, to }] : [])];
    setUnits(next);
    void look(files, next);
  };
  const changed = plan?.definitions.some(({ what }) => what === 'new' || what === 'changed') ?? false;
  return (
    <>
      <p className="quiet">先看会有什么变化，再决定是否导入。导入后送审，由另一位有审核权限的人发布。</p>
      <div className="try-actions">
        <Button onClick={() => one.current?.click()} loading={busy}>
          选择配置包文件…
        </Button>
        <Button onClick={() => folder.current?.click()} disabled={busy}>
          选择配置包文件夹…
        </Button>
      </div>
      <input
        ref={one}
        className="hidden-file"
        type="file"
        aria-label="配置包文件"
        accept=".json,.yaml,.yml"
        onChange={(event) => choose(event.target.files)}
        tabIndex={-1}
      />
      <input
        ref={(element) => {
          folder.current = element;
          element?.setAttribute('webkitdirectory', '');
        }}
        className="hidden-file"
        type="file"
        aria-label="配置包文件夹"
        multiple
        onChange={(event) => choose(event.target.files)}
        tabIndex={-1}
      />
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      {plan && (
        <div aria-live="polite">
          {plan.name && (
            <h3>
              {plan.name.zh} <span className="quiet">版本 {plan.version}</span>
            </h3>
          )}
          {plan.problems.length > 0 && (
            <div className="notice notice-danger" role="alert">
              <p>有 {plan.problems.length} 个问题，不能导入：</p>
              <ul>
                {plan.problems.map((each) => (
                  <li key={`${each.file} ${each.path} ${each.code}`}>
                    <code>{each.file}</code> {each.message}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Planned plan={plan} />
          <Units plan={plan} units={units} map={map} />
          {plan.problems.length === 0 && (
            <div className="try-actions">
              <Button type="primary" onClick={put} loading={busy} disabled={!changed}>
                导入并送审
              </Button>
              {!changed && <span className="quiet">已经全部一致，不需要导入。</span>}
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Planned({ plan }: { plan: PackagePlan }) {
  return (
    <ul className="planned">
      {plan.definitions.map(({ kind, key, title, what, changes }) => (
        <li key={`${kind}/${key}`}>
          <Tag tone={what === 'new' ? 'success' : what === 'changed' ? 'warn' : 'plain'}>
            {wordFor('plannedChange', what)}
          </Tag>{' '}
          {wordFor('definitionKind', kind)}“{title}”
          {changes.length > 0 && (
            <ul className="changes">
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The units that the package names and those that are meant here: asked where there is none, shown where there is. */
function Units({
  plan,
  units,
  map,
}: {
  plan: PackagePlan;
  units: readonly UnitMapping[];
  map: (from: string, to: string | undefined) => void;
}) {
  const known = useAsk(UNIT_NAMES);
  if (plan.units.length === 0) return null;
  const options = (known.data?.units ?? []).map(({ code, name }) => ({ value: code, label: name.zh }));
  return (
    <table className="mapping">
      <caption>配置包里的单位，在本地区是哪个单位</caption>
      <thead>
        <tr>
          <th scope="col">配置包里的单位</th>
          <th scope="col">本地区的单位</th>
        </tr>
      </thead>
      <tbody>
        {plan.units.map(({ code, name, to }) => (
          <tr key={code}>
            <td>
              <label htmlFor={`unit-${code}`}>{name}</label>
            </td>
            <td>
              <Select
                id={`unit-${code}`}
                showSearch={{ optionFilterProp: 'label' }}
                status={to === null ? 'error' : ''}
                placeholder="请指定"
                value={units.find(({ from }) => from === code)?.to ?? to ?? undefined}
                options={options}
                onChange={(value) => map(code, value)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
