import type { Field } from '../../../lowcode/form/definition.ts';
import { isUnseen, takesFiles } from '../../../lowcode/form/kinds.ts';
import { partsOf } from '../../../lowcode/form/parts.ts';
import type { Prefilled } from '../api/filing.ts';
import { answerWords } from './answer-words.tsx';
import { answerAt, type Place, pathOf, sameAnswer } from './answers.ts';
import { Control } from './Control.tsx';
import type { TakeFile } from './FileControl.tsx';
import { FileControl } from './FileControl.tsx';
import { fieldId } from './FormFiller.tsx';
import type { Filling } from './use-form.ts';

const WIDE: ReadonlySet<Field['kind']> = new Set([
  'longText',
  'address',
  'file',
  'image',
  'units',
  'note',
  'declaration',
  'choices',
  'division',
  'place',
  'consent',
  'geometry',
]);

/** One field: label above, hint, control, and its error beside it. Computed and known ones are shown, not typed. */
export function FieldLine({
  field,
  place,
  filling,
  takeFile,
  known,
}: {
  field: Field;
  place: Place;
  filling: Filling;
  takeFile: TakeFile | null;
  known?: Prefilled | undefined;
}) {
  const path = pathOf(place);
  const id = fieldId(path);
  const { evaluation } = filling;
  const problem = filling.problemAt(path);
  const wide = WIDE.has(field.kind) || partsOf(field) ? 'field field-wide' : 'field';
  if (isUnseen(field.kind)) return null;
  if (field.kind === 'heading')
    return (
      <div className="field field-wide field-heading">
        <h4>{field.label.zh}</h4>
        {field.hint && <span className="field-hint">{field.hint.zh}</span>}
      </div>
    );
  if (field.kind === 'note') return <p className="field field-wide field-note">{field.label.zh}</p>;
  if (field.computed) {
    return (
      <div className={wide}>
        <span className="field-label">{field.label.zh}</span>
        <output id={id} className="computed">
          {answerWords(field, evaluation.computed[path] ?? null) || <span className="faint">待计算</span>}
        </output>
        {field.hint && <span className="field-hint">{field.hint.zh}</span>}
      </div>
    );
  }
  const given = answerAt(filling.answers, place);
  const source = known && known.from !== 'signIn' && sameAnswer(given, known.answer) ? known.source.zh : null;
  if (known && (known.from === 'signIn' || known.fixed) && !problem) {
    return (
      <div className={wide}>
        <span className="field-label">{field.label.zh}</span>
        <output id={id} className="known">
          {answerWords(field, given)}
        </output>
        {source && <span className="field-hint">{source}，不能修改</span>}
      </div>
    );
  }
  const described =
    [field.hint && `${id}-hint`, source && `${id}-source`, problem && `${id}-problem`].filter(Boolean).join(' ') ||
    undefined;
  const control = {
    id,
    field,
    value: given,
    set: (value: Parameters<Filling['set']>[1]) => filling.set(place, value),
    leave: () => filling.leave(path),
    problem: problem !== null,
    described,
  };
  const parts = partsOf(field);
  const grouped =
    parts !== null ||
    field.kind === 'rating' ||
    field.kind === 'consent' ||
    field.kind === 'boolean' ||
    field.kind === 'choices' ||
    takesFiles(field.kind) ||
    field.kind === 'place';
  const label = (
    <>
      {field.label.zh}
      {field.unit && <span className="faint">（{field.unit.zh}）</span>}
      {evaluation.required.has(path) ? '' : <span className="optional">选填</span>}
    </>
  );
  return (
    <div className={wide} {...(parts ? { role: 'group', 'aria-labelledby': `${id}-label` } : {})}>
      {field.kind !== 'declaration' &&
        (grouped ? (
          <span className="field-label" id={`${id}-label`}>
            {label}
          </span>
        ) : (
          <label className="field-label" htmlFor={id}>
            {label}
          </label>
        ))}
      {field.hint && (
        <span className="field-hint" id={`${id}-hint`}>
          {field.hint.zh}
        </span>
      )}
      {source && (
        <span className="field-hint" id={`${id}-source`}>
          {source}，可以修改
        </span>
      )}
      {takesFiles(field.kind) ? (
        <FileControl {...control} place={place} takeFile={takeFile} />
      ) : (
        <Control {...control} />
      )}
      {problem && (
        <span className="field-problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </div>
  );
}
