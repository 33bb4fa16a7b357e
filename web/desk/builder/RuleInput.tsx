import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { checkRule } from '../../../lowcode/rule/check.ts';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import { sentenceOf } from '../../../lowcode/rule/sentence.ts';
import type { Rule } from '../../../lowcode/rule/tree.ts';
import type { ValueType } from '../../../lowcode/rule/value.ts';
import { RuleNode } from './RuleNode.tsx';
import { ruleFor, type Want } from './rules.ts';

/** A rule as its sentence, with a way to change it, begin it or take it away. */
export function RuleInput({
  rule,
  want,
  expected,
  scope,
  label,
  none,
  change,
}: {
  rule: Rule | null;
  want: Want;
  expected: readonly ValueType[];
  scope: Scope;
  label: string;
  /** What it means that there is none: 总是显示. */
  none: string;
  change: (rule: Rule | undefined) => void;
}) {
  const [draft, setDraft] = useState<Rule | null>(null);
  const open = () => setDraft(rule ?? ruleFor(want === 'condition' ? 'op:=' : 'op:number', null, scope));
  return (
    <div className="rule-input">
      <p className={rule ? 'rule-sentence' : 'faint'}>{rule ? sentenceOf(rule, scope) : none}</p>
      <div className="rule-buttons">
        <Button size="small" onClick={open}>
          {rule ? '修改' : '设置'}
          <span className="unseen">{label}</span>
        </Button>
        {rule && (
          <Button size="small" onClick={() => change(undefined)}>
            去掉<span className="unseen">{label}</span>
          </Button>
        )}
      </div>
      {draft && (
        <RuleDrawer
          draft={draft}
          {...{ want, expected, scope, label }}
          setDraft={setDraft}
          close={() => setDraft(null)}
          accept={() => {
            change(draft);
            setDraft(null);
          }}
        />
      )}
    </div>
  );
}

function RuleDrawer({
  draft,
  want,
  expected,
  scope,
  label,
  setDraft,
  close,
  accept,
}: {
  draft: Rule;
  want: Want;
  expected: readonly ValueType[];
  scope: Scope;
  label: string;
  setDraft: (rule: Rule) => void;
  close: () => void;
  accept: () => void;
}) {
  const problems = checkRule(draft, scope, expected, '');
  return (
    <Drawer
      open
      size={720}
      title={label}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>取消</Button>
          <Button type="primary" disabled={problems.length > 0} onClick={accept}>
            确定
          </Button>
        </div>
      }
    >
      <p className="rule-reads" role="status">
        {sentenceOf(draft, scope)}
      </p>
      <RuleNode rule={draft} want={want} scope={scope} label={label} change={setDraft} />
      {problems.length > 0 && (
        <ul className="notice notice-danger rule-problems">
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.code}`}>{problem.message.zh}</li>
          ))}
        </ul>
      )}
    </Drawer>
  );
}
