import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { instantWords } from '../../../lowcode/dates.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import { DRAFT_DEFINITION } from '../api/definitions.ts';
import { REGISTERS } from '../api/registers.ts';
import { useAsk } from '../api/use-ask.ts';
import { mayDo, useDesk } from '../shell/desk.tsx';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';

/** 台账: the registers and cross-tables of the region; one shows the cases of one's own units. */
export function Registers() {
  const asked = useAsk(REGISTERS);
  const { viewer } = useDesk();
  const [adding, setAdding] = useState(false);
  const add = mayDo(viewer, 'register.edit') && (
    <Button type="primary" onClick={() => setAdding(true)}>
      新建台账
    </Button>
  );
  return (
    <Screen title="台账" sub="一份表单的办件清单或者交叉表；每个人看到的是本单位的办件。" actions={add}>
      <Await asked={asked}>
        {({ registers }) =>
          registers.length === 0 ? (
            <Empty title="还没有台账" hint="新建一本：选一份表单、要看的列和条件，保存后本单位都能看。" action={add} />
          ) : (
            <div className="queue queue-registers">
              <div className="row-head" aria-hidden="true">
                <span>名称</span>
                <span>单位</span>
                <span>最近修改</span>
              </div>
              <ul aria-label="台账">
                {registers.map((each) => (
                  <li key={each.key}>
                    <Link className="row" to={`/registers/${encodeURIComponent(each.key)}`}>
                      <span className="what">
                        <strong>{each.title.zh}</strong>
                      </span>
                      <span>{each.unit?.name.zh ?? '全县通用'}</span>
                      <span className="faint">{instantWords(each.changedAt)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Await>
      {adding && <NewRegister close={() => setAdding(false)} />}
    </Screen>
  );
}

function NewRegister({ close }: { close: () => void }) {
  const [form] = Form.useForm<{ title: string }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId] = useState(newCommandId);
  const submit = async ({ title }: { title: string }) => {
    setBusy(true);
    setProblem(null);
    try {
      const { draftDefinition } = await ask(DRAFT_DEFINITION, { kind: 'register', title, commandId });
      navigate(`/registers/${encodeURIComponent(draftDefinition.key)}?edit`);
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title="新建台账"
      okText="新建"
      cancelText="取消"
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        <Form.Item
          name="title"
          label="名称"
          rules={[{ required: true, min: 2, max: 100, message: '请填写2至100个字的名称' }]}
        >
          <Input autoFocus placeholder="例如：占道审批台账" />
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
