import { STATUS, type Status } from '../api/desk.ts';
import { useAsk } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';

/** How the views keep up with the log, for who runs the cloud. */
export function Operations() {
  const asked = useAsk(STATUS);
  return (
    <Screen title="运行状态" sub="事实先写进日志，视图随后跟上。落后持续不降或有停放的事实时需要处理。">
      <Await asked={asked}>
        {({ status }) =>
          status ? <Figures status={status} /> : <Empty title="您没有查看运行状态的权限" hint="请联系系统管理员。" />
        }
      </Await>
    </Screen>
  );
}

function Figures({ status }: { status: Status }) {
  const parked = status.views.reduce((sum, view) => sum + view.parked, 0);
  const behind = Math.max(0, ...status.views.map((view) => view.behind));
  return (
    <>
      <ul className="figures">
        <Figure label="日志中的提交" value={status.commits.toLocaleString('zh-CN')} />
        <Figure label="视图最多落后" value={`${behind.toLocaleString('zh-CN')} 条`} />
        <Figure label="停放待处理" value={`${parked.toLocaleString('zh-CN')} 条`} danger={parked > 0} />
        <Figure label="版本" value={status.version} />
      </ul>
      {status.brokenForms.length > 0 && (
        <section className="block">
          <h2>接口无法生成的表单</h2>
          <p className="quiet">其他表单的接口不受影响。请配置人员改正后重新发布；下面的原因供技术人员查看。</p>
          <ul>
            {status.brokenForms.map((form) => (
              <li key={form.key}>
                <Link to={`/definitions/form/${encodeURIComponent(form.key)}`}>{form.title}</Link>，第 {form.version}{' '}
                版：
                <code lang="en">{form.reason}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="block">
        <h2>视图</h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
        <section className="table-scroll" tabIndex={0} aria-label="视图">
          <table>
            <thead>
              <tr>
                <th scope="col">视图</th>
                <th scope="col">版本</th>
                <th scope="col" className="right">
                  落后
                </th>
                <th scope="col">状态</th>
              </tr>
            </thead>
            <tbody>
              {status.views.map((view) => (
                <tr key={view.name}>
                  <td>{NAMES[view.name] ?? '其他视图'}</td>
                  <td>第 {view.version} 版</td>
                  <td className="right">{view.behind}</td>
                  <td>
                    {view.parked > 0 ? (
                      <Tag tone="danger">停放 {view.parked} 条</Tag>
                    ) : view.behind > 0 ? (
                      <Tag tone="warn">正在跟上</Tag>
                    ) : (
                      <Tag tone="success">最新</Tag>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </section>
    </>
  );
}

/** Views by the name they have in `views/`. */
const NAMES: Readonly<Record<string, string>> = {
  cases: '办件',
  tickets: '工单',
  services: '事项目录',
  definitions: '配置',
  'form-types': '表单类型',
  'definition-users': '配置用在哪些事项和系统',
  records: '表单数据',
  licences: '证照',
  'open-cases': '开放数据：办件',
  'open-tickets': '开放数据：工单',
  performance: '服务效能',
  evidence: '效能依据',
  sites: '网站监测',
  units: '单位',
  staff: '人员和角色',
};

export function Figure({ label, value, danger = false }: { label: string; value: string; danger?: boolean }) {
  return (
    <li className={danger ? 'figure figure-danger' : 'figure'}>
      <span className="figure-label">{label}</span>
      <span className="figure-value">{value}</span>
    </li>
  );
}
