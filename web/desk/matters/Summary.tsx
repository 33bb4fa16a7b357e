import { dateWords, shortDateWords } from '../../../lowcode/dates.ts';
import type { MatterSummary } from '../api/matters.ts';
import { Link } from '../shell/Link.tsx';

/** What each unit answered, side by side, with sums and the figures of last time under them. */
export function Summary({ summary }: { summary: MatterSummary }) {
  const { columns, rows, totals, totalsBefore, comparedWith } = summary;
  return (
    <section className="block">
      <h2>{summary.title.zh}</h2>
      <p className="quiet">
        {rows.length} 个单位，已办 {summary.answered} 个，未办 {rows.length - summary.answered} 个。
        {comparedWith && (
          <>
            上期为{dateWords(comparedWith.begunOn)}的
            <Link to={`/systems/matters/${encodeURIComponent(comparedWith.number)}`}>{comparedWith.number}</Link>。
          </>
        )}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
      <section className="table-scroll" tabIndex={0} aria-label={summary.title.zh}>
        <table>
          <caption className="unseen">{summary.title.zh}</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">办理日期</th>
              {columns.map(({ key, label }) => (
                <th scope="col" key={key}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.unit.code}>
                <th scope="row">{row.unit.name.zh}</th>
                <td>{row.answeredOn ? shortDateWords(row.answeredOn) : <span className="faint">未办</span>}</td>
                {row.cells.map((cell, at) => (
                  <td key={columns[at]?.key}>
                    {cell}
                    {row.before && row.before[at] !== cell && row.before[at] && (
                      <span className="faint"> 上期 {row.before[at]}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {(totals || totalsBefore) && (
            <tfoot>
              {totals && <Sum name="合计" cells={totals} columns={columns} />}
              {totalsBefore && <Sum name="上期合计" cells={totalsBefore} columns={columns} />}
            </tfoot>
          )}
        </table>
      </section>
    </section>
  );
}

function Sum({ name, cells, columns }: { name: string; cells: readonly string[]; columns: MatterSummary['columns'] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td />
      {cells.map((cell, at) => (
        <td key={columns[at]?.key}>{cell}</td>
      ))}
    </tr>
  );
}
