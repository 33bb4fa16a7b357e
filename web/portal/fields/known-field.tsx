import type { ReactNode } from 'react';
import { saysWhoApplies } from '../../../lowcode/form/applicant.ts';
import type { Answer, Field } from '../../../lowcode/form/definition.ts';
import { webValues } from '../../../lowcode/form/web-fields.ts';
import type { Text } from '../../../lowcode/text.ts';
import type { Prefilled } from '../data/drafts.ts';
import { FieldError, idOf } from '../parts/form-bits.tsx';
import { type Speech, useSpeech } from '../parts/reading.tsx';
import { FieldInput, type FieldProps } from './field-input.tsx';
import { useNames } from './lookups.tsx';
import { shownAnswer } from './show-answer.tsx';

/** One question of a form, with where its answer comes from as long as that stands there. */
export function KnownField({ prefilled, ...props }: FieldProps & { readonly prefilled?: Prefilled }): ReactNode {
  const t = useSpeech();
  const { field, answer } = props;
  if (!prefilled || field.computed) return <FieldInput {...props} />;
  if (prefilled.fixed) return <Recorded {...props} prefilled={prefilled} />;
  if (!isSame(answer ?? null, prefilled.answer)) return <FieldInput {...props} />;
  const from = t.text(prefilled.source);
  // Who applies is no question: another name would be refused.
  const note = saysWhoApplies(field) ? from : t(`${from}，可以修改`, `${from}; you can change it`);
  return <FieldInput {...props} field={{ ...field, hint: withNote(field.hint, note, t) }} />;
}

/** After what the form says of the question, so that it is read out with it in every kind of control. */
function withNote(hint: Text | undefined, note: string, t: Speech): Text {
  return { zh: hint ? t(`${t.text(hint)}（${note}）`, `${t.text(hint)} (${note})`) : note };
}

/** An answer that a record fixes: shown, and posted as it is; whoever posts another is told when they submit. */
function Recorded({ field, path, error, prefilled }: FieldProps & { prefilled: Prefilled }): ReactNode {
  const t = useSpeech();
  const names = useNames();
  const id = idOf(path);
  const posted = webValues(alone(field), { [field.key]: prefilled.answer as Answer });
  return (
    <div className={error ? 'field has-error' : 'field'}>
      <span className="label" id={`${id}-label`}>
        {t.text(field.label)}
      </span>
      {field.hint && <p className="hint">{t.text(field.hint)}</p>}
      <FieldError path={path} message={error} />
      <output className="computed" id={id} aria-labelledby={`${id}-label`} aria-describedby={`${id}-source`}>
        {shownAnswer(field, prefilled.answer, t, names)}
      </output>
      <p className="hint" id={`${id}-source`}>
        {t(`${t.text(prefilled.source)}，不能修改`, `${t.text(prefilled.source)}; it cannot be changed`)}
      </p>
      {Object.entries(posted).flatMap(([name, value]) =>
        (field.kind === 'choices' || field.kind === 'units' ? value.split(',') : [value]).map((one) => (
          <input key={`${name} ${one}`} type="hidden" name={name} value={one} />
        )),
      )}
    </div>
  );
}

/** The same answer, whatever order its parts were kept in. */
function isSame(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) => (typeof value === 'object' && value !== null ? entriesOf(value) : value);
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

const entriesOf = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

const alone = (field: Field) => ({
  title: field.label,
  pages: [{ key: 'page', title: field.label, sections: [{ key: 'section', items: [field] }] }],
});
