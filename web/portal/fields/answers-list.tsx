import type { ReactNode } from 'react';
import type { Field, FormDefinition, Item } from '../../../lowcode/form/definition.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import { Facts } from '../parts/bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { rowsOf } from './places.ts';
import { type DivisionNames, shownAnswer } from './show-answer.tsx';

interface Props {
  readonly form: FormDefinition;
  readonly answers: RawAnswers;
  readonly divisions: DivisionNames;
  /** What stands beside a page's title, e.g. a link to change it. */
  readonly beside?: (pageNumber: number) => ReactNode;
  readonly visible?: ReadonlySet<string>;
}

/** Everything that was answered, page by page. Without `visible`, what has an answer. */
export function AnswersList({ form, answers, divisions, beside, visible }: Props): ReactNode {
  const t = useSpeech();
  return form.pages.map((page, at) => {
    const items = page.sections
      .flatMap((section) => section.items)
      .filter((item) => (visible ? visible.has(item.key) : answers[item.key] != null));
    if (items.length === 0) return null;
    return (
      <section key={page.key}>
        <div className="check-head">
          <h2>{t.text(page.title)}</h2>
          {beside?.(at + 1)}
        </div>
        <Items items={items} answers={answers} divisions={divisions} visible={visible} />
      </section>
    );
  });
}

function Items({
  items,
  answers,
  divisions,
  visible,
}: { items: readonly Item[] } & Omit<Props, 'form' | 'beside'>): ReactNode {
  const t = useSpeech();
  const fields = items.filter((item): item is Field => item.kind !== 'group' && item.kind !== 'note');
  const groups = items.filter((item) => item.kind === 'group');
  const none = <span className="quiet">{t('未填', 'Not given')}</span>;
  return (
    <>
      {fields.length > 0 && (
        <Facts
          rows={fields.map(
            (field) => [t.text(field.label), shownAnswer(field, answers[field.key], t, divisions) ?? none] as const,
          )}
        />
      )}
      {groups.map((group) =>
        rowsOf(answers, group.key).map((row, at) => (
          <div key={row.id} className="block">
            <h3>
              {t.text(group.rowLabel ?? group.label)} {at + 1}
            </h3>
            <Facts
              rows={group.fields
                .filter(
                  (field) =>
                    field.kind !== 'note' &&
                    (visible ? visible.has(`${group.key}.${at}.${field.key}`) : row[field.key] != null),
                )
                .map(
                  (field) => [t.text(field.label), shownAnswer(field, row[field.key], t, divisions) ?? none] as const,
                )}
            />
          </div>
        )),
      )}
    </>
  );
}
