import { InputNumber, Select } from 'antd';
import { limitOf } from '../../../lowcode/flow/bpmn/about.ts';
import type { Limit, LimitUnit, Stage } from '../../../lowcode/flow/definition.ts';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { RuleInput } from './RuleInput.tsx';

/** How long a stage may take: so many working days, days or hours, or as the answers say. */
export function FlowStageLimit({
  stage,
  path,
  office,
  scope,
  problem,
  change,
}: {
  stage: Stage;
  path: string;
  office: boolean;
  scope: Scope;
  problem: string | undefined;
  change: (stage: Stage) => void;
}) {
  const limit = limitOf(stage);
  const { limitDays: _days, limit: _limit, ...rest } = stage;
  // Whole working days stand the short way, as they always have.
  const set = (next: Limit | null) => {
    if (!next) change(rest);
    else if (next.unit === 'workingDays' && typeof next.count === 'number') change({ ...rest, limitDays: next.count });
    else change({ ...rest, limit: next });
  };
  const units: readonly LimitUnit[] = office ? ['workingDays', 'days', 'hours'] : ['workingDays', 'days'];
  const by = limit === null ? 'none' : typeof limit.count === 'number' ? 'number' : 'rule';
  const id = `property-${path.replaceAll('.', '-')}-limit`;
  return (
    <div className="property" id={`${id}-place`}>
      <label className="field-label" htmlFor={`${id}-by`}>
        环节时限
      </label>
      <Select
        id={`${id}-by`}
        value={by}
        options={[
          { value: 'none', label: '不限' },
          { value: 'number', label: '固定' },
          { value: 'rule', label: '按填写的内容定' },
        ]}
        onChange={(next: string) => {
          const unit = limit?.unit ?? 'workingDays';
          if (next === 'none') set(null);
          else if (next === 'number') set({ count: 1, unit });
          else set({ count: { op: 'number', value: '1' }, unit });
        }}
      />
      {limit && (
        <div className="limit-line">
          {typeof limit.count === 'number' && (
            <InputNumber
              aria-label="时限的长短"
              min={0}
              max={limit.unit === 'hours' ? 8760 : 365}
              precision={0}
              value={limit.count}
              onChange={(count) => set({ ...limit, count: count ?? 0 })}
            />
          )}
          <Select
            aria-label="时限的单位"
            value={limit.unit}
            options={units.map((unit) => ({ value: unit, label: wordFor('limitUnit', unit).replace('个', '') }))}
            onChange={(unit: LimitUnit) => set({ ...limit, unit })}
          />
        </div>
      )}
      {limit && typeof limit.count !== 'number' && (
        <RuleInput
          rule={limit.count}
          want="value"
          expected={['number']}
          scope={scope}
          label="时限的长短"
          none="不限"
          change={(count) => set(count ? { ...limit, count } : null)}
        />
      )}
      {problem && <span className="field-problem">{problem}</span>}
    </div>
  );
}
