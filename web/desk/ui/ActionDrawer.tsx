import { App, Button, Drawer, Form } from 'antd';
import { useEffect, useState } from 'react';
import { AskError, errorWords, newCommandId } from '../api/ask.ts';
import { ActionInput } from './ActionInput.tsx';
import { ACTION_DONE, type Action, type ActionValues, shownValues } from './action.ts';

/**
 * The form of one action, beside the page it is about. The command id is made when it opens: pressing twice, or again
 * after a lost answer, does it once. When somebody else was quicker, the page is fetched anew and what was typed stays.
 */
export function ActionDrawer<Subject>({
  action,
  subject,
  close,
  reload,
}: {
  action: Action<Subject> | null;
  subject: Subject;
  close: () => void;
  reload: () => Promise<void>;
}) {
  const [form] = Form.useForm<Record<string, unknown>>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId, setCommandId] = useState('');
  const { message } = App.useApp();
  const values = (Form.useWatch([], form) ?? {}) as ActionValues;
  useEffect(() => {
    if (!action) return;
    setProblem(null);
    setCommandId(newCommandId());
    form.resetFields();
  }, [action, form]);
  if (!action) return null;

  const submit = async (typed: ActionValues) => {
    setBusy(true);
    setProblem(null);
    try {
      await action.act(subject, shownValues(action.fields, typed), commandId);
      message.success(action.done);
      close();
      await reload();
      window.dispatchEvent(new Event(ACTION_DONE));
    } catch (error) {
      setProblem(errorWords(error));
      if (error instanceof AskError && error.code === 'STALE') await reload();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Drawer
      open
      title={action.label}
      size={480}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>取消</Button>
          <Button type="primary" danger={action.danger} loading={busy} onClick={form.submit}>
            {action.submit}
          </Button>
        </div>
      }
    >
      <p className="quiet">{action.intro}</p>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={(label, { required }) => (
          <>
            {label}
            {!required && <span className="optional">选填</span>}
          </>
        )}
        onFinish={submit}
        scrollToFirstError={{ focus: true }}
        initialValues={Object.fromEntries(action.fields.map((field) => [field.name, field.initial]))}
      >
        {action.fields.map((field) =>
          field.when && !field.when(values) ? null : <ActionInput key={field.name} field={field} />,
        )}
      </Form>
    </Drawer>
  );
}
