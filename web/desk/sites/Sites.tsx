import { App, Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { instantWords } from '../../../lowcode/dates.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import { PROBE_SITE, REGISTER_SITE, REMOVE_SITE, SITES } from '../api/desk.ts';
import type { Site } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { mayDo, useDesk } from '../shell/desk.tsx';
import { UnitSelect } from '../ui/ActionInput.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';
import { shareWords } from '../ui/words.ts';
import { ProbeBars } from './ProbeBars.tsx';

/** The websites that are watched: whether and how fast they answer. */
export function Sites() {
  const { viewer } = useDesk();
  const asked = useAsk(SITES);
  const [adding, setAdding] = useState(false);
  const mayAdd = mayDo(viewer, 'site.register');
  const add = mayAdd && (
    <Button type="primary" onClick={() => setAdding(true)}>
      登记网站
    </Button>
  );
  return (
    <Screen title="网站监测" sub="每隔一段时间访问一次首页，15 秒内打不开正常页面即为不可用。" actions={add}>
      <Await asked={asked}>
        {({ sites }) =>
          sites.length === 0 ? (
            <Empty
              title="还没有登记网站"
              hint="登记后每隔一段时间自动访问，可用率和响应时间会出现在这里。"
              action={add}
            />
          ) : (
            <ul className="sites">
              {sites.map((site) => (
                <SiteCard key={site.id} site={site} mayRemove={mayAdd} reload={asked.reload} />
              ))}
            </ul>
          )
        }
      </Await>
      {adding && <AddSite close={() => setAdding(false)} done={asked.reload} />}
    </Screen>
  );
}

function SiteCard({ site, mayRemove, reload }: { site: Site; mayRemove: boolean; reload: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const { message } = App.useApp();
  const { lastProbe } = site;
  const probe = async () => {
    setBusy(true);
    try {
      const { probeSite } = await ask(PROBE_SITE, { id: site.id });
      const last = probeSite.lastProbe;
      if (last?.reachable) message.success(`${site.name.zh}：${last.ms} 毫秒回应`);
      else message.warning(`${site.name.zh}：没有回应`);
      await reload();
    } catch (error) {
      message.error(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    try {
      await ask(REMOVE_SITE, { id: site.id, commandId: newCommandId() });
      message.success(`不再监测${site.name.zh}`);
      await reload();
    } catch (error) {
      message.error(errorWords(error));
    }
  };
  return (
    <li className="block site">
      <header className="block-head">
        <div>
          <h2>{site.name.zh}</h2>
          <p className="quiet breakable">
            <a href={site.url} target="_blank" rel="noreferrer">
              {site.url}
            </a>{' '}
            · {site.unit.name.zh}
          </p>
        </div>
        <div className="actions">
          <Button onClick={probe} loading={busy}>
            立即检查<span className="unseen">{site.name.zh}</span>
          </Button>
          {mayRemove && (
            <Popconfirm title="不再监测这个网站？" okText="停止监测" cancelText="取消" onConfirm={remove}>
              <Button>
                停止监测<span className="unseen">{site.name.zh}</span>
              </Button>
            </Popconfirm>
          )}
        </div>
      </header>
      <ul className="figures figures-small">
        <li className="figure">
          <span className="figure-label">七日可用率</span>
          <span className="figure-value">{shareWords(site.reachability)}</span>
        </li>
        <li className="figure">
          <span className="figure-label">响应时间中位数</span>
          <span className="figure-value">{site.medianMs === null ? '—' : `${site.medianMs} 毫秒`}</span>
        </li>
        <li className="figure">
          <span className="figure-label">最近一次</span>
          <span className="figure-value figure-words">
            {lastProbe === null ? (
              '还没有检查'
            ) : (
              <>
                <Tag tone={lastProbe.reachable ? 'success' : 'danger'}>{lastProbe.reachable ? '可用' : '不可用'}</Tag>{' '}
                {instantWords(lastProbe.at)}
              </>
            )}
          </span>
        </li>
      </ul>
      <ProbeBars probes={site.recent} name={site.name.zh} />
    </li>
  );
}

function AddSite({ close, done }: { close: () => void; done: () => Promise<void> }) {
  const [form] = Form.useForm<{ name: string; url: string; unit: string }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId] = useState(newCommandId);
  const submit = async (typed: { name: string; url: string; unit: string }) => {
    setBusy(true);
    setProblem(null);
    try {
      await ask(REGISTER_SITE, { ...typed, commandId });
      close();
      await done();
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title="登记网站"
      okText="登记"
      cancelText="取消"
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item
          name="name"
          label="网站名称"
          rules={[{ required: true, whitespace: true, message: '请填写网站名称' }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="url"
          label="首页地址"
          rules={[
            { required: true, message: '请填写首页地址' },
            { pattern: /^https?:\/\/[^\s/]+/, message: '地址要以 http:// 或 https:// 开头' },
          ]}
        >
          <Input inputMode="url" placeholder="https://" />
        </Form.Item>
        <Form.Item name="unit" label="主办单位" rules={[{ required: true, message: '请选择主办单位' }]}>
          <UnitSelect />
        </Form.Item>
        {problem && (
          <p className="notice notice-danger" role="alert">
            {problem}
          </p>
        )}
      </Form>
    </Modal>
  );
}
