import { Input, InputNumber } from 'antd';
import type { DocumentNumbering } from '../../../../lowcode/document/definition.ts';
import { propertyId } from '../PropertyField.tsx';

/** The pattern of a decision's official number (文号); left empty, the document has none. */
export function NumberingInput({
  path,
  numbering,
  problem,
  set,
}: {
  path: string;
  numbering: DocumentNumbering | undefined;
  problem: string | undefined;
  set: (numbering: DocumentNumbering | undefined) => void;
}) {
  const id = propertyId(`${path}.pattern`);
  return (
    <div className="property" id={`${propertyId(path)}-place`}>
      <label className="field-label" htmlFor={id}>
        文号格式<span className="optional">选填</span>
      </label>
      <p className="field-hint" id={`${id}-hint`}>
        如 衡城管许字〔{'{year}'}〕第{'{n}'}号：{'{year}'} 为年份，{'{n}'} 为顺序号，{'{unit}'}{' '}
        为单位代号。作出决定时编号， 同一格式的文书一起编，每个单位每年从 1 编起，不跳号。不填就用办件编号。
      </p>
      <div className="numbering-line">
        <Input
          id={id}
          aria-describedby={`${id}-hint`}
          maxLength={60}
          status={problem ? 'error' : undefined}
          value={numbering?.pattern ?? ''}
          onChange={({ target }) => set(target.value === '' ? undefined : { ...numbering, pattern: target.value })}
        />
        {numbering && (
          <InputNumber
            aria-label="顺序号至少几位数字"
            min={1}
            max={8}
            precision={0}
            prefix="至少"
            suffix="位"
            value={numbering.digits ?? 1}
            onChange={(digits) => {
              const { pattern } = numbering;
              set(digits === null || digits === 1 ? { pattern } : { pattern, digits });
            }}
          />
        )}
      </div>
      {problem && <span className="field-problem">{problem}</span>}
    </div>
  );
}
