import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { isCreditCode } from '../../../lowcode/identifier/credit-code.ts';
import { isIdentityNumber } from '../../../lowcode/identifier/identity-number.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { ask, errorWords } from '../api/ask.ts';
import { type ApplicantInput, type Draft, type FilingService, START_DRAFT } from '../api/filing.ts';

/** Whom the application is for. The number's check digit is computed here already, so that a slip is seen at once. */
export function WhoApplies({
  service,
  typed,
  back,
  begin,
}: {
  service: FilingService;
  /** What was entered before, when somebody came back to correct it. */
  typed?: ApplicantInput;
  back: () => void;
  begin: (draft: Draft, applicant: ApplicantInput) => void;
}) {
  const [form] = Form.useForm<ApplicantInput>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const kind = Form.useWatch('kind', form) ?? service.audience[0];
  const company = kind === 'company';
  const submit = async (entered: ApplicantInput) => {
    setBusy(true);
    setProblem(null);
    const applicant = {
      ...entered,
      identifier: entered.identifier.trim().toUpperCase(),
      address: entered.address || undefined,
    };
    try {
      begin((await ask(START_DRAFT, { service: service.key, applicant })).startDraft, applicant);
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  const numberName = company ? '统一社会信用代码' : '身份证号码';
  return (
    <Form
      form={form}
      layout="vertical"
      className="block"
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
      initialValues={typed ?? { kind: service.audience[0] }}
      onFinish={submit}
    >
      <h2>谁来申请“{service.name.zh}”</h2>
      {service.audience.length > 1 && (
        <Form.Item name="kind" label="申请人类型">
          <Radio.Group options={service.audience.map((value) => ({ value, label: wordFor('applicantKind', value) }))} />
        </Form.Item>
      )}
      {service.audience.length === 1 && <Form.Item name="kind" hidden />}
      <div className="fields">
        <Form.Item
          name="name"
          label={company ? '单位名称' : '姓名'}
          rules={[{ required: true, whitespace: true, message: '请按证件填写' }]}
        >
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
        <Form.Item
          name="identifier"
          label={numberName}
          validateTrigger="onBlur"
          rules={[
            { required: true, whitespace: true, message: `请填写${numberName}` },
            {
              validator: (_rule, value: string | undefined) => {
                const number = (value ?? '').trim().toUpperCase();
                if (number === '' || (company ? isCreditCode(number) : isIdentityNumber(number)))
                  return Promise.resolve();
                return Promise.reject(new Error(`${numberName}不对，请对照证件核对`));
              },
            },
          ]}
        >
          <Input autoComplete="off" maxLength={18} />
        </Form.Item>
        <Form.Item
          name="phone"
          label="联系电话"
          rules={[{ required: true, whitespace: true, message: '请填写联系电话，用于通知结果' }]}
        >
          <Input autoComplete="off" inputMode="tel" maxLength={20} />
        </Form.Item>
        <Form.Item
          name="address"
          label={
            <>
              地址<span className="optional">选填</span>
            </>
          }
        >
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
      </div>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      <div className="form-foot">
        <Button onClick={back}>换一个事项</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          下一步
        </Button>
      </div>
    </Form>
  );
}
