import { Select } from 'antd';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import type { Rule } from '../../../lowcode/rule/tree.ts';
import { RuleInput } from './RuleInput.tsx';
import { ruleFor } from './rules.ts';

/** Whether a field must be answered: always, never, or when a condition holds. */
export function RequiredInput({
  id,
  value,
  scope,
  set,
}: {
  id: string;
  value: boolean | Rule | undefined;
  scope: Scope;
  set: (value: unknown) => void;
}) {
  const rule = typeof value === 'object' ? value : null;
  return (
    <>
      <Select
        id={id}
        aria-label="是否必填"
        value={rule ? 'when' : value === true ? 'always' : 'never'}
        options={[
          { value: 'always', label: '必填' },
          { value: 'never', label: '选填' },
          { value: 'when', label: '符合条件时必填' },
        ]}
        onChange={(next) =>
          set(next === 'always' ? true : next === 'never' ? undefined : ruleFor('op:present', null, scope))
        }
      />
      {rule && (
        <RuleInput
          rule={rule}
          want="condition"
          expected={['boolean']}
          scope={scope}
          label="必填的条件"
          none="选填"
          change={set}
        />
      )}
    </>
  );
}
