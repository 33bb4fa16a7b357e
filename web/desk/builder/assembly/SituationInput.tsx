import { Checkbox } from 'antd';
import type { GuideQuestion, Situation } from '../../../../lowcode/service/questions.ts';

/**
 * The answers to guided questions under which something applies: for each question the answers that count, none where it
 * does not matter. `one` where it can hang on a single question only.
 */
export function SituationInput({
  id,
  questions,
  value,
  one,
  set,
}: {
  id: string;
  questions: readonly GuideQuestion[];
  value: readonly Situation[];
  one: boolean;
  set: (value: readonly Situation[]) => void;
}) {
  if (questions.length === 0) return <p className="quiet">还没有可用的引导问题；先在“情形引导”中添加。</p>;
  const choose = (key: string, values: readonly string[]) => {
    const others = one ? [] : value.filter(({ question }) => question !== key);
    set(values.length === 0 ? others : [...others, { question: key, values }]);
  };
  return (
    <div className="situations" id={id}>
      {questions.map(({ key, label, options }) => (
        <fieldset key={key}>
          <legend>{label.zh || '（未写的问题）'}</legend>
          <Checkbox.Group
            options={options.map((option) => ({ value: option.value, label: option.label.zh || '（未写的选项）' }))}
            value={[...(value.find(({ question }) => question === key)?.values ?? [])]}
            onChange={(values) => choose(key, values as string[])}
          />
        </fieldset>
      ))}
    </div>
  );
}
