import { Alert, Button, Input, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { differencesOf, testOf } from '../../../lowcode/form/check-tests.ts';
import { compileForm } from '../../../lowcode/form/compile.ts';
import type { Answers, FormContext, FormDefinition, FormTest } from '../../../lowcode/form/definition.ts';
import { syntheticAnswers } from '../../../lowcode/form/synthetic.ts';
import { Tag } from '../ui/tag.tsx';
import { insert, put, remove } from './tree.ts';

/** Examples kept with the form: answers, and what must come out. They are run whenever the form changes. */
export function FormTests({
  form,
  change,
  sound,
}: {
  form: FormDefinition;
  change: (form: FormDefinition) => void;
  /** Whether nothing but tests is wrong, so that they can be run. */
  sound: boolean;
}) {
  const tests = form.tests ?? [];
  const compiled = useMemo(() => (sound ? compileForm(form) : null), [form, sound]);
  const results = useMemo(() => tests.map((each) => compiled && differencesOf(compiled, each)), [compiled, tests]);
  const failed = results.filter((each) => each && each.length > 0).length;
  return (
    <details className="property-fold" open={failed > 0}>
      <summary>
        测试用例
        <span className="faint">
          {tests.length === 0 ? '还没有' : `${tests.length} 个${failed > 0 ? `，${failed} 个不通过` : ''}`}
        </span>
      </summary>
      <p className="field-hint">
        写好的答案和应有的结论：哪些显示、算出多少、提示什么。每次保存都会运行，发布前必须全部通过。在预览里填完一份，就能存为用例。
      </p>
      <ul className="tests">
        {tests.map((each, index) => {
          const differences = results[index] ?? null;
          const passed = differences && differences.length === 0;
          return (
            <li key={each.name}>
              <div className="test-line">
                <Tag tone={passed === null ? 'plain' : passed ? 'success' : 'danger'}>
                  {passed === null ? '未运行' : passed ? '通过' : '不通过'}
                </Tag>
                <span>{each.name}</span>
                {compiled && differences && differences.length > 0 && (
                  <Button size="small" onClick={() => change(put(form, `tests.${index}`, renewed(compiled, each)))}>
                    以现在的为准<span className="unseen">{each.name}</span>
                  </Button>
                )}
                <Button size="small" type="link" onClick={() => change(remove(form, `tests.${index}`))}>
                  删除<span className="unseen">{each.name}</span>
                </Button>
              </div>
              <p className="faint">{summaryOf(each)}</p>
              {differences?.map((difference) => (
                <p key={difference} className="field-problem">
                  {difference}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** The same answers, with what comes out of them now as what must come out. */
function renewed(compiled: ReturnType<typeof compileForm>, test: FormTest): FormTest {
  const usual: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };
  return { ...testOf(compiled, test.name, test.answers, { ...usual, ...test.context }), context: test.context ?? {} };
}

function summaryOf({ errors, computed = {}, visible = {}, answers }: FormTest): string {
  const wrong = Object.keys(errors).length;
  const shown = Object.values(visible).filter(Boolean).length;
  return [
    `填了 ${Object.keys(answers).length} 项`,
    wrong === 0 ? '可以提交' : `应有 ${wrong} 处提示`,
    Object.keys(computed).length > 0 && `核对 ${Object.keys(computed).length} 个计算结果`,
    Object.keys(visible).length > 0 && `有条件的 ${Object.keys(visible).length} 项中显示 ${shown} 项`,
  ]
    .filter(Boolean)
    .join('，');
}

/** Names an example that was filled in in the preview. What the form says of it now is what it must say from now on. */
export function KeepTest({
  form,
  sound,
  answers,
  context,
  close,
  change,
}: {
  form: FormDefinition;
  /** The form as it was filled in. */
  sound: FormDefinition;
  answers: Answers;
  context: FormContext;
  close: () => void;
  change: (form: FormDefinition) => void;
}) {
  const [name, setName] = useState('');
  const made = useMemo(
    () => testOf(compileForm(sound), '', syntheticAnswers(sound, answers).answers, context),
    [sound, answers, context],
  );
  const taken = form.tests?.some((each) => each.name === name.trim()) ?? false;
  const ready = name.trim() !== '' && !taken;
  const keep = () => {
    if (!ready) return;
    const test = { ...made, name: name.trim() };
    change(form.tests ? insert(form, 'tests', form.tests.length, test) : put(form, 'tests', [test]));
    close();
  };
  return (
    <Modal
      open
      title="存为测试用例"
      okText="存为测试用例"
      cancelText="取消"
      okButtonProps={{ disabled: !ready }}
      onOk={keep}
      onCancel={close}
    >
      <div className="property">
        <label className="field-label" htmlFor="test-name">
          用例名称
        </label>
        <Input
          id="test-name"
          autoFocus
          maxLength={100}
          value={name}
          status={taken ? 'error' : undefined}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={keep}
          placeholder="如：挖掘沥青路面要交修复方案"
        />
        {taken && <span className="field-problem">已经有这个名称的用例</span>}
      </div>
      <p>这份答案现在的结论：{summaryOf(made)}。以后改动表单，结论变了就会提醒。</p>
      <Alert
        showIcon
        type="info"
        title="测试用例随表单永久保存，不属于任何人"
        description="保存时，姓名、证件号码、电话、地址、自由填写的文字等个人信息会自动换成虚构内容；出生年份、性别、字数和号码是否有效保持不变。"
      />
    </Modal>
  );
}
