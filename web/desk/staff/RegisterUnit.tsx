import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { words } from '../../../lowcode/words.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import { type KeptUnit, type NewUnit, REGISTER_UNIT, TOWNS } from '../api/staff.ts';
import { useAsk } from '../api/use-ask.ts';
import { useDesk } from '../shell/desk.tsx';
import { navigate } from '../shell/route.ts';

const choices = (of: Readonly<Record<string, { readonly zh: string }>>) =>
  Object.entries(of).map(([value, { zh }]) => ({ value, label: zh }));

/** A new unit below another one; its code is made of the upper one's and its own letters, and stays for ever. */
export function RegisterUnit({ units, close }: { units: readonly KeptUnit[]; close: () => void }) {
  const { region } = useDesk();
  const towns = useAsk(TOWNS).data?.divisions ?? [];
  const [form] = Form.useForm<Omit<NewUnit, 'code'>>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId] = useState(newCommandId);
  const save = async (values: Omit<NewUnit, 'code'>) => {
    setBusy(true);
    setProblem(null);
    const shortCode = values.shortCode.toUpperCase();
    try {
      const unit = { ...values, shortCode, code: `${values.parent}-${shortCode.toLowerCase()}` };
      const { registerUnit } = await ask(REGISTER_UNIT, { unit, commandId });
      navigate(`/units/${encodeURIComponent(registerUnit.code)}`);
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  const optional = (label: string) => (
    <>
      {label}
      <span className="optional">选填</span>
    </>
  );
  const must = (label: string) => [{ required: true, whitespace: true, message: `请填写${label}` }];
  return (
    <Modal
      open
      title="登记单位"
      okText="登记"
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
        initialValues={{ parent: region.code, level: 'county', kind: 'department', division: region.code }}
      >
        {problem && (
          <p className="notice notice-danger" role="alert">
            {problem}
          </p>
        )}
        <Form.Item name="name" label="单位名称" rules={must('单位名称')}>
          <Input maxLength={100} placeholder="写全称" />
        </Form.Item>
        <Form.Item name="parent" label="上级单位">
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={units.map(({ code, name }) => ({ value: code, label: name.zh }))}
          />
        </Form.Item>
        <Form.Item name="level" label="层级">
          <Select options={choices(words.unitLevel)} />
        </Form.Item>
        <Form.Item name="kind" label="类别">
          <Select options={choices(words.unitKind)} />
        </Form.Item>
        <Form.Item
          name="shortCode"
          label="办件编号里的简称"
          extra="两到四个字母，例如城管局写 CG。登记以后不能再改。"
          rules={[{ required: true, pattern: /^[A-Za-z]{2,4}$/, message: '请填写两到四个字母' }]}
        >
          <Input maxLength={4} />
        </Form.Item>
        <Form.Item name="division" label="所在地">
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: region.code, label: region.name.zh },
              ...towns.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        </Form.Item>
        <Form.Item name="creditCode" label={optional('统一社会信用代码')}>
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item name="phone" label={optional('电话')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="address" label={optional('地址')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="hours" label={optional('办公时间')}>
          <Input maxLength={200} placeholder="例如：工作日 8:30—12:00，14:30—17:30" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
