import { Form, Input, Modal } from 'antd';
import type { Editor } from './use-editor.ts';

/** Takes what was published out of use, with the reason; cases that began with it go on. */
export function WithdrawDialog<Kind>({ editor, close }: { editor: Editor<Kind>; close: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const withdraw = async ({ reason }: { reason: string }) => {
    if (await editor.withdraw(reason)) close();
  };
  return (
    <Modal
      open
      title="停用"
      okText="停用"
      cancelText="取消"
      okButtonProps={{ danger: true }}
      confirmLoading={editor.busy}
      onOk={form.submit}
      onCancel={close}
    >
      <p className="quiet">停用后不再受理新的申请；正在办理的件仍按原来的版本办。</p>
      {editor.problem && (
        <p className="notice notice-danger" role="alert">
          {editor.problem}
        </p>
      )}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={withdraw}>
        <Form.Item
          name="reason"
          label="停用的理由"
          rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
