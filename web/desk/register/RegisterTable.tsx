import { instantWords } from '../../../lowcode/dates.ts';
import type { RegisterDefinition } from '../../../lowcode/register/definition.ts';
import type { RegisterResult } from '../api/registers.ts';
import { Link } from '../shell/Link.tsx';

/** Columns that fit across paper held upright. */
const MOST_ACROSS = 8;

/** What a register gives: its rows with totals, or its cross-table, and what it stands at. */
export function RegisterTable({ result, definition }: { result: RegisterResult; definition: RegisterDefinition }) {
  const columns = result.cross ? result.cross.columns.length + 2 : result.columns.length;
  return (
    <section className={`block register-paper${columns > MOST_ACROSS ? ' register-wide' : ''}`} aria-label="结果">
      {result.seesCases ? (
        <p className="quiet">
          共 {result.total.toLocaleString('zh-CN')} 件，数据截至{instantWords(result.asOf)}。
        </p>
      ) : (
        <p className="notice">
          您可以设置这本台账，但您的岗位不查看办件，这里只有表头。经办人、签批人打开时，看到本单位的办件。
        </p>
      )}
      {result.cross ? <Cross cross={result.cross} /> : <Rows result={result} />}
      {definition.note && <p className="quiet">{definition.note.zh}</p>}
    </section>
  );
}

function Rows({ result }: { result: RegisterResult }) {
  const { columns, rows, totals, groups } = result;
  const counted = totals.some(({ label }) => label === '件数');
  const numberAt = columns.findIndex(({ id }) => id === 'case_number');
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
      <section className="table-scroll" tabIndex={0} aria-label="办件">
        <table>
          <thead>
            <tr>
              {columns.map(({ id, label, numeric }) => (
                <th key={id} scope="col" className={numeric ? 'right' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ number, cells }) => (
              <tr key={number}>
                {cells.map((cell, i) => (
                  <td key={columns[i]?.id} className={columns[i]?.numeric ? 'right' : undefined}>
                    {i === numberAt ? (
                      <Link className="number" to={`/cases/${encodeURIComponent(number)}`}>
                        {cell}
                      </Link>
                    ) : (
                      cell
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {result.seesCases && rows.length === 0 && <p className="quiet">没有符合条件的办件。</p>}
      {result.seesCases && totals.length > 0 && (
        <ul className="register-totals" aria-label="合计">
          {totals.map(({ label, text }) => (
            <li key={label}>
              <span className="faint">{label}</span> <strong>{text || '—'}</strong>
            </li>
          ))}
        </ul>
      )}
      {groups.length > 0 && (
        <>
          <h2>小计</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
          <section className="table-scroll" tabIndex={0} aria-label="小计">
            <table>
              <thead>
                <tr>
                  <th scope="col">分组</th>
                  {!counted && (
                    <th scope="col" className="right">
                      件数
                    </th>
                  )}
                  {totals.map(({ label }) => (
                    <th key={label} scope="col" className="right">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {groups.map((group) => (
                  <tr key={group.label}>
                    <th scope="row">{group.label}</th>
                    {!counted && <td className="right">{group.count}</td>}
                    {group.cells.map((cell, i) => (
                      <td key={totals[i]?.label} className="right">
                        {cell || '—'}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </>
  );
}

function Cross({ cross }: { cross: NonNullable<RegisterResult['cross']> }) {
  const { corner, measure, columns, rows, totals, total } = cross;
  return (
    <>
      <p className="quiet">格内是{measure}。</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
      <section className="table-scroll" tabIndex={0} aria-label="交叉表">
        <table>
          <thead>
            <tr>
              <th scope="col">{corner}</th>
              {columns.map((label) => (
                <th key={label} scope="col" className="right">
                  {label}
                </th>
              ))}
              <th scope="col" className="right">
                合计
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, i) => (
                  <td key={columns[i]} className="right">
                    {cell || '—'}
                  </td>
                ))}
                <td className="right">
                  <strong>{row.total || '—'}</strong>
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">合计</th>
              {totals.map((cell, i) => (
                <td key={columns[i]} className="right">
                  <strong>{cell || '—'}</strong>
                </td>
              ))}
              <td className="right">
                <strong>{total || '—'}</strong>
              </td>
            </tr>
          </tbody>
        </table>
      </section>
    </>
  );
}
