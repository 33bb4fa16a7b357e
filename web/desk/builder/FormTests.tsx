import { Alert, Button, Drawer, Input } from 'antd';
import { useMemo, useState } from 'react';
import { compileForm } from '../../../lowcode/form/compile.ts';
import type { Answers, FormContext, FormDefinition, FormTest } from '../../../lowcode/form/definition.ts';
import { evaluate } from '../../../lowcode/form/evaluate.ts';
import { syntheticAnswers } from '../../../lowcode/form/synthetic.ts';
import { beginning, withoutEmptyRows } from '../form/answers.ts';
import { FormFiller } from '../form/FormFiller.tsx';
import { useForm } from '../form/use-form.ts';
import { useDesk } from '../shell/desk.tsx';
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
  sound: boolean;
}) {
  const [adding, setAdding] = useState(false);
  const { region } = useDesk();
  const tests = form.tests ?? [];
  const usual = useMemo(
    (): FormContext => ({ today: region.today, channel: 'web', applicantKind: 'person', region: region.code }),
    [region],
  );
  const compiled = useMemo(() => (sound ? compileForm(form) : null), [form, sound]);
  const passes = (each: FormTest) => {
    if (!compiled) return null;
    const result = evaluate(compiled, each.answers, { ...usual, ...each.context });
    const errors = Object.fromEntries(result.errors.map((error) => [error.path, error.code]));
    const computed = Object.entries(each.computed ?? {}).every(
      ([path, value]) => JSON.stringify(result.computed[path]) === JSON.stringify(value),
    );
    return computed && JSON.stringify(sorted(errors)) === JSON.stringify(sorted(each.errors));
  };
  return (
    <div className="property">
      <span className="field-label">测试用例</span>
      <span className="field-hint">发布前必须全部通过；以后改动表单时，可以看出有没有改坏。</span>
      <ul className="tests">
        {tests.map((each, index) => {
          const passed = passes(each);
          return (
            <li key={each.name}>
              <Tag tone={passed === null ? 'plain' : passed ? 'success' : 'danger'}>
                {passed === null ? '未运行' : passed ? '通过' : '不通过'}
              </Tag>
              <span>{each.name}</span>
              <Button size="small" type="link" onClick={() => change(remove(form, `tests.${index}`))}>
                删除<span className="unseen">{each.name}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <Button size="small" disabled={!sound} onClick={() => setAdding(true)}>
        试填一份，存为测试用例
      </Button>
      {adding && (
        <NewTest
          form={form}
          context={usual}
          close={() => setAdding(false)}
          add={(made) => {
            change(form.tests ? insert(form, 'tests', tests.length, made) : put(form, 'tests', [made]));
            setAdding(false);
          }}
        />
      )}
    </div>
  );
}

function sorted(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record).sort(([a], [b]) => a.localeCompare(b));
}

/** What the form says of these answers now is what it must say from now on. */
function NewTest({
  form,
  context,
  close,
  add,
}: {
  form: FormDefinition;
  context: FormContext;
  close: () => void;
  add: (test: FormTest) => void;
}) {
  const [name, setName] = useState('');
  const filling = useForm(form, context, beginning(form, {}));
  const { errors } = filling.evaluation;
  const keep = () => {
    const { answers } = syntheticAnswers(form, withoutEmptyRows(form, filling.answers) as Answers);
    const { errors, computed } = evaluate(compileForm(form), answers, context);
    add({
      name: name.trim(),
      answers,
      context: { today: context.today, applicantKind: context.applicantKind },
      errors: Object.fromEntries(errors.map((error) => [error.path, error.code])),
      computed: Object.fromEntries(Object.entries(computed).filter(([path]) => !path.includes('.'))),
    });
  };
  return (
    <Drawer
      open
      size={720}
      title="试填一份，存为测试用例"
      onClose={close}
      footer={
        <div className="drawer-foot">
          <span className="faint">
            {errors.length === 0 ? '现在的结论：可以提交' : `现在的结论：有 ${errors.length} 处要改正`}
          </span>
          <Button type="primary" disabled={name.trim() === ''} onClick={keep}>
            存为测试用例
          </Button>
        </div>
      }
    >
      <div className="property">
        <label className="field-label" htmlFor="test-name">
          用例名称
        </label>
        <Input
          id="test-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder="如：挖掘沥青路面要交修复方案"
        />
      </div>
      <Alert
        showIcon
        type="info"
        title="测试用例随表单永久保存，不属于任何人"
        description="保存时，姓名、证件号码、电话、地址、自由填写的文字等个人信息会自动换成虚构内容；出生年份、性别、字数和号码是否有效保持不变。"
      />
      <FormFiller filling={filling} takeFile={null} />
    </Drawer>
  );
}
