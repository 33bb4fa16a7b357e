import { App, Button, Checkbox, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { wordFor, words } from '../../../lowcode/words.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import type { Role } from '../api/model.ts';
import { APPOINT_STAFF, UNIT_STAFF, type UnitStaff } from '../api/staff.ts';
import { useAsk } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { Opened } from '../ui/Opened.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Empty } from '../ui/states.tsx';

const NONE = {
  what: '个单位',
  wanted: '这个单位',
  hint: '可能已经撤并，或不属于本地区。',
  to: '/units',
  list: '单位和人员',
};

/** Who works in a unit, and as what: for administrators. */
export function UnitScreen({ code }: { code: string }) {
  const asked = useAsk(UNIT_STAFF, { code });
  return (
    <Opened asked={asked} pick={(data) => data.unit} none={NONE}>
      {(unit) => <Staff unit={unit} reload={asked.reload} />}
    </Opened>
  );
}

type Member = NonNullable<UnitStaff['staff']>[number];

function Staff({ unit, reload }: { unit: UnitStaff; reload: () => Promise<void> }) {
  const [editing, setEditing] = useState<Member | 'new' | null>(null);
  const add = (
    <Button type="primary" onClick={() => setEditing('new')}>
      添加人员
    </Button>
  );
  return (
    <Screen title={unit.name.zh} back={<Link to="/units">单位和人员</Link>} actions={unit.staff && add}>
      {unit.staff === null ? (
        <Empty title="看不到这个单位的人员" hint="由系统管理员任命。" />
      ) : unit.staff.length === 0 ? (
        <Empty title="还没有人员" hint="用登录系统里的账号添加；同一个人可以有几个角色。" action={add} />
      ) : (
        <section className="block" aria-label="人员">
          <ul className="stand-ins">
            {unit.staff.map((member) => (
              <li key={member.account}>
                <div>
                  <p>
                    <strong>{member.roles.map((role) => wordFor('role', role)).join('、')}</strong>
                  </p>
                  <p className="quiet">账号 {member.account}</p>
                </div>
                <div className="head-line">
                  <Button onClick={() => setEditing(member)}>
                    改角色<span className="unseen">：账号 {member.account}</span>
                  </Button>
                  <Release unit={unit} member={member} reload={reload} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {editing && (
        <Appoint unit={unit} member={editing === 'new' ? null : editing} close={() => setEditing(null)} done={reload} />
      )}
    </Screen>
  );
}

function Release({ unit, member, reload }: { unit: UnitStaff; member: Member; reload: () => Promise<void> }) {
  const { message } = App.useApp();
  const release = async () => {
    const { account } = member;
    try {
      await ask(APPOINT_STAFF, { unit: unit.code, account, roles: [], commandId: newCommandId() });
      message.success('已免去在本单位的全部角色');
      await reload();
    } catch (error) {
      message.error(errorWords(error));
    }
  };
  return (
    <Popconfirm title="免去这个账号在本单位的全部角色？" okText="免去" cancelText="取消" onConfirm={release}>
      <Button danger>
        免去<span className="unseen">账号 {member.account} 的全部角色</span>
      </Button>
    </Popconfirm>
  );
}

/** Roles that are held in a unit. */
const ROLES = Object.entries(words.role).flatMap(([value, { zh }]) =>
  value === 'citizen' || value === 'company' ? [] : [{ value: value as Role, label: zh }],
);

function Appoint({
  unit,
  member,
  close,
  done,
}: {
  unit: UnitStaff;
  member: Member | null;
  close: () => void;
  done: () => Promise<void>;
}) {
  const [form] = Form.useForm<{ account: string; roles: readonly Role[] }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId] = useState(newCommandId);
  const save = async ({ account, roles }: { account: string; roles: readonly Role[] }) => {
    setBusy(true);
    setProblem(null);
    try {
      await ask(APPOINT_STAFF, { unit: unit.code, account: account.trim(), roles, commandId });
      close();
      await done();
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={member ? '改角色' : '添加人员'}
      okText="保存"
      cancelText="取消"
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={member ? { account: member.account, roles: [...member.roles] } : { roles: [] }}
      >
        {problem && (
          <p className="notice notice-danger" role="alert">
            {problem}
          </p>
        )}
        <Form.Item
          name="account"
          label="账号"
          extra="登录系统给出的标识，不是姓名；这里不存姓名。"
          rules={[{ required: true, whitespace: true, message: '请填写账号' }]}
        >
          <Input maxLength={64} disabled={member !== null} />
        </Form.Item>
        <Form.Item
          name="roles"
          label="角色"
          rules={[{ required: true, type: 'array', min: 1, message: '请至少选一个角色' }]}
        >
          <Checkbox.Group options={ROLES} className="role-choices" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
