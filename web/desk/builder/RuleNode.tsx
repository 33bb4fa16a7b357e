import { Button, Select } from 'antd';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import type { Rule } from '../../../lowcode/rule/tree.ts';
import { childrenOf } from '../../../lowcode/rule/walk.ts';
import { Icon } from '../shell/icons.tsx';
import { RuleParameters } from './RuleParameters.tsx';
import {
  COMPARISONS,
  choiceOf,
  choicesFor,
  constantFor,
  ruleFor,
  scopeInside,
  slotOf,
  type Want,
  wantOf,
} from './rules.ts';
import { insert, put, remove } from './tree.ts';

interface NodeProps {
  rule: Rule;
  want: Want;
  scope: Scope;
  label: string;
  change: (rule: Rule) => void;
  /** Takes this part out of the list it stands in. */
  drop?: (() => void) | undefined;
  /** What it is compared with: offers the options of that field. */
  beside?: Rule | undefined;
}

const PLACES: Readonly<Record<string, string>> = {
  when: '如果',
  // biome-ignore lint/suspicious/noThenProperty: a place of the rule tree
  then: '就是',
  else: '否则是',
  where: '条件',
  from: '从',
  to: '到',
  count: '加多少',
  text: '文字',
  of: '取值',
  left: '左边',
  right: '右边',
};
const LISTS = new Set<Rule['op']>(['and', 'or', '+', '*', 'min', 'max', 'concat']);
const COMPARED: ReadonlySet<string> = new Set(COMPARISONS.map(([op]) => op));

/** One part of a rule: what it is, its parameters, and the parts inside of it, to any depth. */
export function RuleNode({ rule, want, scope, label, change, drop, beside }: NodeProps) {
  const choices = choicesFor(want, scope);
  const headings = [...new Set(choices.map((choice) => choice.heading))];
  const inner = scopeInside(rule, scope);
  const compared = COMPARED.has(rule.op);
  return (
    <div className={compared ? 'rule rule-compared' : 'rule'}>
      <div className="rule-head">
        <Select
          aria-label={label}
          className="rule-what"
          showSearch={{ optionFilterProp: 'label' }}
          value={choiceOf(rule)}
          popupMatchSelectWidth={false}
          options={headings.map((heading) => ({
            label: heading,
            title: heading,
            options: choices
              .filter((choice) => choice.heading === heading)
              .map(({ id, label: name }) => ({ value: id, label: name })),
          }))}
          onChange={(choice) => change(ruleFor(choice, rule, scope))}
        />
        <RuleParameters rule={rule} scope={scope} change={change} beside={beside} />
        {drop && (
          <button type="button" className="icon-button" aria-label={`去掉：${label}`} onClick={drop}>
            <Icon name="trash" />
          </button>
        )}
      </div>
      {compared && <Compared rule={rule as Extract<Rule, { left: Rule }>} scope={scope} change={change} />}
      {!compared && <Inside rule={rule} scope={inner} change={change} />}
    </div>
  );
}

/** Left, operator and right on one line. */
function Compared({
  rule,
  scope,
  change,
}: {
  rule: Extract<Rule, { left: Rule }>;
  scope: Scope;
  change: (rule: Rule) => void;
}) {
  const left = (next: Rule) => {
    const [was, is] = [slotOf(rule.left, scope)?.type, slotOf(next, scope)?.type];
    const right = is !== undefined && is !== was ? constantFor(is) : rule.right;
    change({ ...rule, left: next, right } as Rule);
  };
  return (
    <div className="rule-line">
      <RuleNode rule={rule.left} want="value" scope={scope} label="左边" change={left} />
      <Select
        aria-label="怎样比较"
        className="rule-operator"
        value={rule.op}
        options={COMPARISONS.map(([value, name]) => ({ value, label: name }))}
        onChange={(op) => change({ ...rule, op } as Rule)}
      />
      <RuleNode
        rule={rule.right}
        want="value"
        scope={scope}
        label="右边"
        beside={rule.left}
        change={(right) => change({ ...rule, right } as Rule)}
      />
    </div>
  );
}

function Inside({ rule, scope, change }: { rule: Rule; scope: Scope; change: (rule: Rule) => void }) {
  const children = childrenOf(rule);
  const list = LISTS.has(rule.op);
  if (children.length === 0 && !list) return null;
  const want = wantOf(rule, 'of');
  return (
    <div className="rule-inside">
      {children.map(([path, child], index) => {
        const name = list ? `第 ${index + 1} 项` : (PLACES[path] ?? path);
        return (
          <div key={path} className="rule-place">
            <span className="rule-place-name">{name}</span>
            <RuleNode
              rule={child}
              want={wantOf(rule, path.split('.')[0] ?? path)}
              scope={scope}
              label={name}
              change={(next) => change(put(rule, path, next))}
              drop={list && children.length > 1 ? () => change(remove(rule, path)) : undefined}
            />
          </div>
        );
      })}
      {list && (
        <Button
          size="small"
          icon={<Icon name="plus" size={12} />}
          onClick={() =>
            change(
              insert(
                rule,
                'of',
                children.length,
                ruleFor(want === 'condition' ? 'op:present' : 'op:number', null, scope),
              ),
            )
          }
        >
          {want === 'condition' ? '再加一个条件' : '再加一项'}
        </Button>
      )}
      {rule.op === 'count' && (
        <Button
          size="small"
          onClick={() =>
            change(
              rule.where ? { op: 'count', group: rule.group } : { ...rule, where: ruleFor('op:present', null, scope) },
            )
          }
        >
          {rule.where ? '数所有的行' : '只数符合条件的行'}
        </Button>
      )}
    </div>
  );
}
