import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { dateWords } from '../../../lowcode/dates.ts';
import { wordFor, words } from '../../../lowcode/words.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import { REGISTER_TICKET, TICKET_CHOICES, type TicketInput } from '../api/tickets.ts';
import { useAsk } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { Facts } from '../ui/Facts.tsx';
import { Screen } from '../ui/Screen.tsx';

const KINDS = Object.keys(words.ticketKind)
  .filter((kind) => kind !== 'siteError')
  .map((value) => ({ value, label: wordFor('ticketKind', value) }));

type Registered = { number: string; queryCode: string; registeredOn: string };

/** The phone desk: what the caller says, typed while they speak. */
export function Register() {
  const [registered, setRegistered] = useState<Registered | null>(null);
  if (registered) return <Done registered={registered} again={() => setRegistered(null)} />;
  return (
    <Screen title="电话登记" back={<Link to="/tickets">工单</Link>} sub="边听边记；登记后把编号和查询码告诉来电人。">
      <RegisterForm done={setRegistered} />
    </Screen>
  );
}

function RegisterForm({ done }: { done: (registered: Registered) => void }) {
  const [form] = Form.useForm<TicketInput & { town?: string }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId] = useState(newCommandId);
  const choices = useAsk(TICKET_CHOICES).data;
  const kind = Form.useWatch('kind', form);
  const anonymous = Form.useWatch('anonymous', form);
  const categories = (choices?.ticketCategories ?? []).filter((each) => !kind || each.kind === kind);
  const submit = async (typed: TicketInput) => {
    setBusy(true);
    setProblem(null);
    try {
      const given = Object.fromEntries(
        Object.entries(typed).filter(([, value]) => value !== '' && value !== undefined),
      );
      const input = { ...given, channel: 'phone' } as TicketInput;
      done((await ask(REGISTER_TICKET, { input, commandId })).registerTicket);
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="block register"
      requiredMark={(label, { required }) => (
        <>
          {label}
          {!required && <span className="optional">选填</span>}
        </>
      )}
      scrollToFirstError={{ focus: true }}
      initialValues={{ kind: 'consultation', anonymous: false, confidential: false, urgent: false }}
      onFinish={submit}
      onValuesChange={(changed) => 'kind' in changed && form.setFieldValue('category', undefined)}
    >
      <Form.Item name="kind" label="类型" rules={[{ required: true }]}>
        <Radio.Group options={KINDS} />
      </Form.Item>
      <div className="fields">
        <Form.Item name="category" label="分类">
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="输入关键字查找"
            options={categories.map((each) => ({ value: each.key, label: each.name }))}
          />
        </Form.Item>
        <Form.Item name="town" label="所在乡镇">
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="请选择"
            options={(choices?.divisions ?? []).map((each) => ({ value: each.code, label: each.name }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="title"
        label="诉求概要"
        rules={[{ required: true, whitespace: true, message: '请用一句话写明诉求' }]}
      >
        <Input maxLength={60} showCount />
      </Form.Item>
      <Form.Item name="text" label="详细内容" rules={[{ required: true, whitespace: true, message: '请写明详细内容' }]}>
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 14 }} maxLength={5000} />
      </Form.Item>
      <Form.Item name="place" label="具体地点">
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item label="要求">
        <div className="checks">
          <Form.Item name="anonymous" valuePropName="checked" noStyle>
            <Checkbox>匿名（不记录来电人）</Checkbox>
          </Form.Item>
          <Form.Item name="confidential" valuePropName="checked" noStyle>
            <Checkbox>保密（承办单位看不到来电人）</Checkbox>
          </Form.Item>
          <Form.Item name="urgent" valuePropName="checked" noStyle>
            <Checkbox>紧急</Checkbox>
          </Form.Item>
        </div>
      </Form.Item>
      {!anonymous && (
        <div className="fields">
          <Form.Item
            name="callerName"
            label="来电人"
            rules={[{ required: true, whitespace: true, message: '请填写来电人' }]}
          >
            <Input autoComplete="off" maxLength={60} />
          </Form.Item>
          <Form.Item
            name="callerPhone"
            label="联系电话"
            rules={[{ required: true, whitespace: true, message: '请填写联系电话' }]}
          >
            <Input autoComplete="off" inputMode="tel" maxLength={20} />
          </Form.Item>
        </div>
      )}
      <Form.Item name="caseNumber" label="关联的办件编号" extra="诉求与某件申请有关时填写。">
        <Input maxLength={40} />
      </Form.Item>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        登记工单
      </Button>
    </Form>
  );
}

function Done({ registered, again }: { registered: Registered; again: () => void }) {
  return (
    <Screen title="已登记" sub="请把下面的编号和查询码告诉来电人。">
      <section className="block receipt">
        <Facts
          facts={[
            [
              '工单编号',
              <strong key="n" className="number">
                {registered.number}
              </strong>,
            ],
            [
              '查询码',
              <strong key="q" className="number">
                {registered.queryCode}
              </strong>,
            ],
            ['登记日期', dateWords(registered.registeredOn)],
          ]}
        />
        <div className="block-foot">
          <Link className="button-primary" to={`/tickets/${encodeURIComponent(registered.number)}`}>
            打开工单
          </Link>
          <Button onClick={again}>再登记一件</Button>
        </div>
      </section>
    </Screen>
  );
}
