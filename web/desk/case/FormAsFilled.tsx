import type { ReactNode } from 'react';
import type { Answer, Field, FormDefinition, Group, Row } from '../../../lowcode/form/definition.ts';
import { isUnseen, saysOnly, takesFiles } from '../../../lowcode/form/kinds.ts';
import type { CasePage } from '../api/model.ts';
import { answerWords } from '../form/answer-words.tsx';
import { answeredItems, RowsTable } from '../form/RowsTable.tsx';
import { Facts } from '../ui/Facts.tsx';

/** The form as it was filled in, by the version the case is bound to. */
export function FormAsFilled({
  page,
  title = '申请表',
}: {
  page: { formVersion: Pick<CasePage['formVersion'], 'definition'>; answers: CasePage['answers'] };
  title?: string;
}) {
  const { formVersion, answers } = page;
  if (!answers)
    return (
      <section className="block">
        <h2>{title}</h2>
        <p className="quiet">申请内容不可见：可能已按申请人要求删除，或您没有查看的权限。</p>
      </section>
    );
  return (
    <section className="block">
      <h2>{title}</h2>
      <Filled form={formVersion.definition} answers={answers} />
    </section>
  );
}

function Filled({ form, answers }: { form: FormDefinition; answers: Readonly<Record<string, unknown>> }) {
  return form.pages.map((page) => {
    const sections = page.sections.filter((section) =>
      section.items.some((item) => !takesFiles(item.kind) && !isUnseen(item.kind) && item.key in answers),
    );
    if (sections.length === 0) return null;
    return (
      <div key={page.key} className="filled-page">
        <h3>{page.title.zh}</h3>
        {sections.map((section) => (
          <div key={section.key}>
            {section.title && <h4>{section.title.zh}</h4>}
            {runsOf(section.items).map((run) =>
              Array.isArray(run) ? (
                <Facts
                  key={run[0]?.key}
                  facts={run.map((field) => factOf(field, (answers[field.key] as Answer) ?? null))}
                />
              ) : (
                run.key in answers && (
                  <Rows
                    key={run.key}
                    group={run}
                    rows={answers[run.key] as readonly Row[]}
                    titled={section.title?.zh === run.label.zh}
                  />
                )
              ),
            )}
          </div>
        ))}
      </div>
    );
  });
}

/** A declaration is the sentence that was agreed to; of any other field, name and answer. */
function factOf(field: Field, answer: Answer): readonly [name: string, value: ReactNode] {
  if (field.kind === 'declaration') return answer === true ? ['已承诺', field.label.zh] : [field.label.zh, '未承诺'];
  return [field.label.zh, answerWords(field, answer)];
}

/** The fields between groups together, in the form's order: totals stand below the rows they are of. */
function runsOf(items: readonly (Field | Group)[]): readonly (Field[] | Group)[] {
  const runs: (Field[] | Group)[] = [];
  for (const item of items) {
    if (item.kind === 'group') runs.push(item);
    else if (!saysOnly(item.kind) && !isUnseen(item.kind) && !takesFiles(item.kind)) {
      const last = runs.at(-1);
      if (Array.isArray(last)) last.push(item);
      else runs.push([item]);
    }
  }
  return runs;
}

/** A group's rows as a table; its name is left out where the section above has the same. */
function Rows({ group, rows, titled }: { group: Group; rows: readonly Row[]; titled: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className="table-scroll" tabIndex={0} aria-label={group.label.zh}>
      <RowsTable group={group} items={answeredItems(group, rows)} rows={rows} titled={titled} />
    </section>
  );
}
