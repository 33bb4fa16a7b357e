import { Fragment } from 'react';
import type { Part, PrintedBlock, PrintedCell } from '../../../lowcode/document/compose.ts';
import { answerWords } from '../form/answer-words.tsx';
import { RowsTable } from '../form/RowsTable.tsx';

/** What a composed document says, block by block; `sign` stands at the foot. */
export function DocumentBody({ blocks, unit, on }: { blocks: readonly PrintedBlock[]; unit: string; on: string }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name of their own
    <Block key={index} block={block} unit={unit} on={on} />
  ));
}

function Block({ block, unit, on }: { block: PrintedBlock; unit: string; on: string }) {
  switch (block.kind) {
    case 'text':
      return (
        <p className={`paper-text paper-${block.align}`}>
          <Parts parts={block.parts} />
        </p>
      );
    case 'list':
      return (
        <ol className={block.entries.length > 1 ? 'paper-list paper-numbered' : 'paper-list'}>
          {block.entries.map(({ label, text }) => (
            <li key={`${label} ${text}`}>
              <strong>{label}</strong>：{text}
            </li>
          ))}
        </ol>
      );
    case 'sheet':
      return <Sheet columns={block.columns} rows={block.rows} />;
    case 'rows':
      return (
        <RowsTable
          group={block.group}
          items={block.items}
          rows={block.rows}
          titled
          className="paper-sheet paper-rows"
        />
      );
    case 'sign':
      return (
        <footer className="paper-foot">
          <p>{unit}</p>
          <p>{on}</p>
          <p className="faint">（加盖本机关专用印章后有效）</p>
        </footer>
      );
  }
}

function Parts({ parts }: { parts: readonly Part[] }) {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words between answers have no name
    <Fragment key={index}>{typeof part === 'string' ? part : answerWords(part.field, part.answer)}</Fragment>
  ));
}

function Sheet({ columns, rows }: Pick<Extract<PrintedBlock, { kind: 'sheet' }>, 'columns' | 'rows'>) {
  return (
    <table className="paper-sheet">
      <colgroup>
        {columns.map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name
          <col key={index} style={{ width: `${width}%` }} />
        ))}
      </colgroup>
      <tbody>
        {rows.map(({ height, cells }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name
          <tr key={index} style={height === null ? undefined : { height: `${height}mm` }}>
            {cells.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no name
              <Cell key={at} cell={cell} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ cell: { parts, span, down, label } }: { cell: PrintedCell }) {
  const place = { colSpan: span, rowSpan: down };
  return label ? (
    <th scope="row" {...place}>
      <Parts parts={parts} />
    </th>
  ) : (
    <td {...place}>
      <Parts parts={parts} />
    </td>
  );
}
