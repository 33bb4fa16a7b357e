import { answerText } from '../../../lowcode/form/answer-text.ts';
import type { Answer, Field, FormDefinition, Group, Row } from '../../../lowcode/form/definition.ts';
import type { CasePage } from '../api/model.ts';
import { Facts } from '../ui/Facts.tsx';

/** The form as it was filled in, by the version the case is bound to. */
export function FormAsFilled({ page }: { page: CasePage }) {
  const { formVersion, answers } = page;
  if (!answers)
    return (
      <section className="block">
        <h2>申请表</h2>
        <p className="quiet">申请内容不可见：可能已按申请人要求删除，或您没有查看的权限。</p>
      </section>
    );
  return (
    <section className="block">
      <h2>申请表</h2>
      <Filled form={formVersion.definition} answers={answers} />
    </section>
  );
}

function Filled({ form, answers }: { form: FormDefinition; answers: Readonly<Record<string, unknown>> }) {
  return form.pages.map((page) => {
    const sections = page.sections.filter((section) =>
      section.items.some((item) => item.kind !== 'file' && item.key in answers),
    );
    if (sections.length === 0) return null;
    return (
      <div key={page.key} className="filled-page">
        <h3>{page.title.zh}</h3>
        {sections.map((section) => (
          <div key={section.key}>
            {section.title && <h4>{section.title.zh}</h4>}
            <Facts
              facts={section.items
                .filter((item): item is Field => item.kind !== 'group' && item.kind !== 'note' && item.kind !== 'file')
                .map((field) => [field.label.zh, answerText(field, (answers[field.key] as Answer) ?? null)])}
            />
            {section.items
              .filter((item): item is Group => item.kind === 'group' && item.key in answers)
              .map((group) => (
                <Rows
                  key={group.key}
                  group={group}
                  rows={answers[group.key] as readonly Row[]}
                  titled={section.title?.zh === group.label.zh}
                />
              ))}
          </div>
        ))}
      </div>
    );
  });
}

/** A group's rows as a table; its name is left out where the section above has the same. */
function Rows({ group, rows, titled }: { group: Group; rows: readonly Row[]; titled: boolean }) {
  const fields = group.fields.filter((field) => field.kind !== 'note' && rows.some((row) => row[field.key] != null));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className="table-scroll" tabIndex={0} aria-label={group.label.zh}>
      <table>
        <caption className={titled ? 'unseen' : undefined}>{group.label.zh}</caption>
        <thead>
          <tr>
            <th scope="col">序号</th>
            {fields.map((field) => (
              <th scope="col" key={field.key}>
                {field.label.zh}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id}>
              <td>{index + 1}</td>
              {fields.map((field) => (
                <td key={field.key}>{answerText(field, row[field.key] ?? null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
