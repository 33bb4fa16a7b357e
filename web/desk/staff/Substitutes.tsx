import { App, Button, Form, Input, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { dateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import { NAME_SUBSTITUTE, RELEASE_SUBSTITUTE, type StandIn, UNIT_STAFF, type UnitStaff } from '../api/staff.ts';
import { useAsk } from '../api/use-ask.ts';
import { useDesk } from '../shell/desk.tsx';
import { UnitSelect } from '../ui/ActionInput.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';
import { useReturn } from '../ui/use-return.ts';

/** Who stands in for whom (代班): named by the heads of a unit and by administrators. */
export function Substitutes() {
  const { viewer } = useDesk();
  const heads = viewer.roles.flatMap(({ role, unit, standsIn }) =>
    role === 'head' && !standsIn && unit ? [unit] : [],
  );
  const anywhere = viewer.roles.some(({ role }) => role === 'admin');
  const [code, setCode] = useState(heads[0]?.code ?? null);
  const choose = anywhere ? (
    <UnitSelect<string> id="substitutes-unit" value={code ?? undefined} onChange={setCode} />
  ) : (
    heads.length > 1 && (
      <Select
        id="substitutes-unit"
        value={code}
        options={heads.map((unit) => ({ value: unit.code, label: unit.name.zh }))}
        onChange={setCode}
      />
    )
  );
  return (
    <Screen
      title="代班"
      sub="同事外出期间，由别人按起止日期代行其在本单位的岗位；办理过程会写明“谁代谁”。"
      actions={null}
    >
      {choose && (
        <div className="property">
          <label className="field-label" htmlFor="substitutes-unit">
            单位
          </label>
          {choose}
        </div>
      )}
      {code === null ? (
        <Empty title="请选择单位" hint="选好单位，就能看到和安排那里的代班。" />
      ) : (
        <OfUnit key={code} code={code} />
      )}
    </Screen>
  );
}

function OfUnit({ code }: { code: string }) {
  const asked = useAsk(UNIT_STAFF, { code });
  const [adding, setAdding] = useState(false);
  const { part, opens } = useReturn(adding, asked.data);
  return (
    <Await asked={asked}>
      {({ unit }) => {
        if (!unit?.staff || !unit.substitutes)
          return <Empty title="不能安排这个单位的代班" hint="由本单位的签批人或者系统管理员安排。" />;
        const add = (
          <Button
            type="primary"
            onClick={({ currentTarget }) => {
              opens(currentTarget);
              setAdding(true);
            }}
          >
            安排代班
          </Button>
        );
        return (
          <section className="block" aria-label={unit.name.zh} ref={part} tabIndex={-1}>
            <header className="block-head">
              <h2>{unit.name.zh}</h2>
              {unit.substitutes.length > 0 && add}
            </header>
            {unit.substitutes.length === 0 ? (
              <Empty title="现在没有人代班" hint="安排以后，代班人从起日到止日可以办理被代人的环节。" action={add} />
            ) : (
              <ul className="stand-ins">
                {unit.substitutes.map((one) => (
                  <Line key={`${one.account} ${one.from}`} unit={unit} one={one} reload={asked.reload} />
                ))}
              </ul>
            )}
            {adding && <Name unit={unit} close={() => setAdding(false)} done={asked.reload} />}
          </section>
        );
      }}
    </Await>
  );
}

/** What somebody does here; with the account, all that is known of staff, where several do the same. */
function who(unit: UnitStaff, account: string): string {
  const staff = unit.staff ?? [];
  const wordsOf = (one: string) =>
    (staff.find((each) => each.account === one)?.roles ?? []).map((role) => wordFor('role', role)).join('、');
  const words = wordsOf(account) || '外单位人员';
  const alone = staff.filter((one) => (wordsOf(one.account) || '外单位人员') === words).length === 1;
  return alone ? words : `${words}（账号 ${account}）`;
}

function Line({ unit, one, reload }: { unit: UnitStaff; one: StandIn; reload: () => Promise<void> }) {
  const { region } = useDesk();
  const { message } = App.useApp();
  const end = async () => {
    const { account, substitute } = one;
    try {
      await ask(RELEASE_SUBSTITUTE, { unit: unit.code, account, substitute, commandId: newCommandId() });
      message.success('代班已结束');
      await reload();
    } catch (error) {
      message.error(errorWords(error));
    }
  };
  const now = one.from <= region.today;
  return (
    <li>
      <div>
        <p>
          <strong>{who(unit, one.substitute)}</strong>代{who(unit, one.account)}
        </p>
        <p className="quiet">
          {dateWords(one.from)}至{dateWords(one.to)}{' '}
          <Tag tone={now ? 'success' : 'primary'}>{now ? '正在代班' : '还没有开始'}</Tag>
        </p>
      </div>
      <Popconfirm title="今天起结束这次代班？" okText="结束代班" cancelText="取消" onConfirm={end}>
        <Button>
          结束<span className="unseen">代{who(unit, one.account)}的代班</span>
        </Button>
      </Popconfirm>
    </li>
  );
}

function Name({ unit, close, done }: { unit: UnitStaff; close: () => void; done: () => Promise<void> }) {
  const { region } = useDesk();
  const [form] = Form.useForm<StandIn>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId] = useState(newCommandId);
  const account = Form.useWatch('account', form);
  const options = (unit.staff ?? []).map((one) => ({ value: one.account, label: who(unit, one.account) }));
  const save = async (values: StandIn) => {
    setBusy(true);
    try {
      await ask(NAME_SUBSTITUTE, { unit: unit.code, ...values, commandId });
      close();
      await done();
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  const day = (name: 'from' | 'to', label: string) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: `请填写${label}` }]}>
      <Input type="date" min={region.today} />
    </Form.Item>
  );
  return (
    <Modal
      open
      title="安排代班"
      okText="安排"
      cancelText="取消"
      confirmLoading={busy}
      onCancel={close}
      onOk={form.submit}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save} initialValues={{ from: region.today }}>
        {problem && (
          <p className="notice notice-danger" role="alert">
            {problem}
          </p>
        )}
        <Form.Item name="account" label="代谁" rules={[{ required: true, message: '请选择被代的人' }]}>
          <Select options={options} placeholder="请选择" />
        </Form.Item>
        <Form.Item name="substitute" label="由谁代" rules={[{ required: true, message: '请选择代班人' }]}>
          <Select options={options.filter(({ value }) => value !== account)} placeholder="请选择" />
        </Form.Item>
        {day('from', '起日')}
        {day('to', '止日（含）')}
      </Form>
    </Modal>
  );
}
