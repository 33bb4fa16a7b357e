import type { Measure } from '../api/model.ts';
import { shareWords } from '../ui/words.ts';
import { COLUMNS, type Sum } from './sums.ts';

/** One row a unit; every figure that has evidence is a button that opens it. */
export function SumsTable({
  sums,
  open,
}: {
  sums: readonly Sum[];
  open: (sum: Sum, measure: Measure, label: string) => void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className="table-scroll" tabIndex={0} aria-label="各单位明细">
      <table>
        <thead>
          <tr>
            <th scope="col">单位</th>
            {COLUMNS.map(({ label }) => (
              <th scope="col" className="right" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sums.map((sum) => (
            <tr key={sum.unit.code}>
              <th scope="row">{sum.unit.name.zh}</th>
              {COLUMNS.map(({ label, measure, value, kind }) => {
                const shown = words(value(sum), kind);
                // A share of nought has evidence too: all that it leaves out.
                const has = measure !== null && value(sum) !== null && (value(sum) !== 0 || measure === 'onTime');
                return (
                  <td className="right" key={label}>
                    {has && measure ? (
                      <button type="button" className="figure-link" onClick={() => open(sum, measure, label)}>
                        {shown}
                        <span className="unseen">
                          ，查看{sum.unit.name.zh}的{label}依据
                        </span>
                      </button>
                    ) : (
                      shown
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function words(value: number | null, kind: 'count' | 'share' | 'mean'): string {
  if (value === null) return '—';
  if (kind === 'share') return shareWords(value);
  return kind === 'mean' ? value.toFixed(2) : value.toLocaleString('zh-CN');
}
