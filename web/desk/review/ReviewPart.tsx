import { useMemo } from 'react';
import type { FlowDefinition } from '../../../lowcode/flow/definition.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { ServiceDefinition } from '../../../lowcode/service/definition.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { Definition, Problem } from '../api/model.ts';
import { GuidePreview } from '../builder/GuidePreview.tsx';
import { Preview } from '../builder/Preview.tsx';
import { Link } from '../shell/Link.tsx';
import { Tag } from '../ui/tag.tsx';
import { testResultsOf } from './test-results.ts';

/** One of the parts sent for review: what changes, in words; a form's own tests; what it will look like. */
export function ReviewPart({ part, problems }: { part: Definition; problems: readonly Problem[] }) {
  const { changes } = part;
  const first = part.version === null;
  const errors = problems.filter(({ level }) => level === 'error').length;
  return (
    <section className="block review-part" aria-labelledby={`part-${part.kind}-${part.key}`}>
      <div className="review-head">
        <h2 id={`part-${part.kind}-${part.key}`}>
          {wordFor('definitionKind', part.kind)}：{part.title.zh}
        </h2>
        <Tag tone="primary">{first ? '第一次发布' : `第 ${part.version + 1} 版`}</Tag>
        <Link to={`/definitions/${part.kind}/${encodeURIComponent(part.key)}`}>打开</Link>
      </div>
      {first ? (
        <p className="quiet">还没有发布过，全部内容都是新的。</p>
      ) : changes.length === 0 ? (
        <p className="quiet">与已发布的相比没有变化。</p>
      ) : (
        <ul className="changes" aria-label="改了什么">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      {part.kind === 'form' && <Tests form={part.definition as FormDefinition} />}
      {problems.length > 0 && (
        <details className="problems">
          <summary>
            {errors > 0 && <Tag tone="danger">{errors} 处必须改正</Tag>}{' '}
            {problems.length > errors && <Tag tone="warn">{problems.length - errors} 处建议改进</Tag>}
          </summary>
          <ul>
            {problems.map((problem) => (
              <li key={`${problem.path} ${problem.code}`}>{problem.message}</li>
            ))}
          </ul>
        </details>
      )}
      <details open={first && part.kind === 'service'}>
        <summary>看看是什么样子</summary>
        <Shown part={part} />
      </details>
    </section>
  );
}

function Tests({ form }: { form: FormDefinition }) {
  const results = useMemo(() => testResultsOf(form), [form]);
  if (results === null) return <p className="quiet">表单还有问题，测试用例没有运行。</p>;
  if (results.length === 0) return <p className="quiet">表单没有附带测试用例。</p>;
  const failed = results.filter(({ fault }) => fault !== null);
  return (
    <>
      <p>
        测试用例{results.length}个，
        {failed.length === 0 ? '全部通过。' : `其中${failed.length}个没有通过。`}
      </p>
      <ul className="tests">
        {results.map(({ name, fault }) => (
          <li key={name}>
            <Tag tone={fault ? 'danger' : 'success'}>{fault ? '不通过' : '通过'}</Tag>
            <span>{fault ?? name}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Shown({ part }: { part: Definition }) {
  if (part.kind === 'service') return <GuidePreview service={part.definition as ServiceDefinition} />;
  if (part.kind === 'form')
    return (
      <Preview
        form={testResultsOf(part.definition as FormDefinition) === null ? null : (part.definition as FormDefinition)}
      />
    );
  if (part.kind === 'flow')
    return (
      <ol className="bullets">
        {(part.definition as FlowDefinition).steps.map((step) =>
          step.kind === 'stage' ? (
            <li key={step.stage.key}>
              {step.stage.title.zh}（{wordFor('role', step.stage.role)}）
            </li>
          ) : (
            <li key={step.key}>
              {step.title.zh}：{step.branches.map(({ stage }) => stage.title.zh).join('、')}并行
            </li>
          ),
        )}
      </ol>
    );
  return (
    <p>
      <Link to={`/definitions/${part.kind}/${encodeURIComponent(part.key)}`}>打开配置页面查看</Link>
    </p>
  );
}
