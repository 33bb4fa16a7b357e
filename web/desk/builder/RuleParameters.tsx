import { DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import type { NamedCheck, Rule } from '../../../lowcode/rule/tree.ts';
import { NAMED, slotOf } from './rules.ts';
import { TableRows } from './TableRows.tsx';

/** What a part of a rule needs beside the parts inside of it: a constant, options, digits, a group. */
export function RuleParameters({
  rule,
  scope,
  change,
  beside,
}: {
  rule: Rule;
  scope: Scope;
  change: (rule: Rule) => void;
  beside: Rule | undefined;
}) {
  switch (rule.op) {
    case 'text':
      return (
        <TextConstant
          value={rule.value}
          options={beside && optionsOf(beside, scope)}
          change={(value) => change({ ...rule, value })}
        />
      );
    case 'number':
      return (
        <Input
          aria-label="数"
          className="rule-value"
          inputMode="decimal"
          value={rule.value}
          onChange={(event) => change({ ...rule, value: event.target.value.trim() })}
        />
      );
    case 'date':
      return (
        <DatePicker
          aria-label="日期"
          format="YYYY年M月D日"
          allowClear={false}
          value={rule.value ? dayjs(rule.value, 'YYYY-MM-DD') : null}
          onChange={(next) => next && change({ ...rule, value: next.format('YYYY-MM-DD') })}
        />
      );
    case 'boolean':
      return (
        <Select
          aria-label="是或否"
          value={rule.value}
          options={[
            { value: true, label: '是' },
            { value: false, label: '否' },
          ]}
          onChange={(value) => change({ ...rule, value })}
        />
      );
    case 'in': {
      const options = optionsOf(rule.of, scope);
      return (
        <Select
          aria-label="其中的值"
          className="rule-values"
          mode={options ? 'multiple' : 'tags'}
          placeholder={options ? '选择一个或几个' : '输入后按回车'}
          value={[...rule.values]}
          options={options ?? []}
          onChange={(values: string[]) => change({ ...rule, values })}
        />
      );
    }
    case 'round':
      return (
        <InputNumber
          aria-label="保留几位小数"
          min={-6}
          max={6}
          value={rule.digits}
          prefix="小数"
          suffix="位"
          onChange={(digits) => change({ ...rule, digits: digits ?? 0 })}
        />
      );
    case 'valid':
      return (
        <Select
          aria-label="是什么"
          className="rule-what"
          value={rule.as}
          options={Object.entries(NAMED).map(([value, label]) => ({ value, label }))}
          onChange={(as) => change({ ...rule, as: as as NamedCheck })}
        />
      );
    case 'sum':
    case 'lowest':
    case 'highest':
    case 'count':
    case 'every':
    case 'some':
      return (
        <Select
          aria-label="哪个重复组"
          value={rule.group}
          options={[...scope.groups].map(([value, group]) => ({ value, label: group.label }))}
          onChange={(group) => change({ ...rule, group })}
        />
      );
    case 'table':
      return <TableRows rule={rule} options={optionsOf(rule.of, scope)} change={change} />;
    default:
      return null;
  }
}

interface OptionChoice {
  readonly value: string;
  readonly label: string;
}

function optionsOf(rule: Rule, scope: Scope): OptionChoice[] | undefined {
  const options = slotOf(rule, scope)?.options;
  return options && [...options].map(([value, label]) => ({ value, label }));
}

function TextConstant({
  value,
  options,
  change,
}: {
  value: string;
  options: OptionChoice[] | undefined;
  change: (value: string) => void;
}) {
  if (options)
    return (
      <Select
        aria-label="选项"
        className="rule-what"
        value={value || undefined}
        placeholder="选择"
        options={options}
        onChange={change}
      />
    );
  return (
    <Input aria-label="文字" className="rule-value" value={value} onChange={(event) => change(event.target.value)} />
  );
}
