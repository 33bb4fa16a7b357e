import type { ReactNode } from 'react';
import type { Field, FormDefinition, Item } from '../../../lowcode/form/definition.ts';
import { isUnseen, saysOnly } from '../../../lowcode/form/kinds.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import { Facts } from '../parts/bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { NotYet } from './field-input.tsx';
import { useNames } from './lookups.tsx';
import { rowsOf } from './places.ts';
import { shownAnswer } from './show-answer.tsx';

interface Props {
  readonly form: FormDefinition;
  readonly answers: RawAnswers;
  /** What stands beside a page's title, e.g. a link to change it. */
  readonly beside?: (pageNumber: number) => ReactNode;
  readonly visible?: ReadonlySet<string>;
}

/** Everything that was answered, page by page. Without `visible`, what has an answer. */
export function AnswersList({ form, answers, beside, visible }: Props): ReactNode {
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
        <Items items={items} answers={answers} visible={visible} />
      </section>
    );
  });
}

interface ItemsProps {
  readonly items: readonly Item[];
  /** Of the form, or of one row. */
  readonly answers: RawAnswers;
  readonly visible?: ReadonlySet<string>;
  /** Before the keys of a row's items in their paths. */
  readonly prefix?: string;
}

function Items({ items, answers, visible, prefix = '' }: ItemsProps): ReactNode {
  const t = useSpeech();
  const names = useNames();
  const none = <span className="quiet">{t('未填', 'Not given')}</span>;
  const line = (field: Field, answer: unknown) =>
    [t.text(field.label), shownAnswer(field, answer, t, names) ?? (field.computed ? <NotYet /> : none)] as const;
  const Heading = prefix === '' ? 'h3' : 'h4';
  return runsOf(items).map((run) => {
    const [first] = run;
    if (first?.kind !== 'group') {
      const fields = run.filter(
        (item): item is Field => item.kind !== 'group' && !saysOnly(item.kind) && !isUnseen(item.kind),
      );
      return (
        fields.length > 0 && <Facts key={first?.key} rows={fields.map((field) => line(field, answers[field.key]))} />
      );
    }
    return rowsOf(answers, first.key).map((row, at) => {
      const below = `${prefix}${first.key}.${at}.`;
      const shown = first.fields.filter((item) => (visible ? visible.has(below + item.key) : row[item.key] != null));
      return (
        <div key={row.id} className="block">
          <Heading>
            {t.text(first.rowLabel ?? first.label)} {at + 1}
          </Heading>
          <Items items={shown} answers={row} visible={visible} prefix={below} />
        </div>
      );
    });
  });
}

/** Fields that follow each other, and each group for itself, in the form's order. */
function runsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const runs: Item[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last && item.kind !== 'group' && last[0]?.kind !== 'group') last.push(item);
    else runs.push([item]);
  }
  return runs;
}
