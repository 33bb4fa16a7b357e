import type { ReactNode } from 'react';
import type { Answer, Group, Item, Row } from '../../../lowcode/form/definition.ts';
import { isUnseen, saysOnly } from '../../../lowcode/form/kinds.ts';
import { answerWords } from './answer-words.tsx';

/** A group's rows, one below the other, with the given columns. Rows inside a row stand in its cell. */
export function RowsTable({
  group,
  items,
  rows,
  titled,
  className,
}: {
  group: Group;
  items: readonly Item[];
  rows: readonly Row[];
  /** The group's name stands above already. */
  titled: boolean;
  className?: string | undefined;
}) {
  return (
    <table className={className}>
      <caption className={titled ? 'unseen' : undefined}>{group.label.zh}</caption>
      <thead>
        <tr>
          <th scope="col">序号</th>
          {items.map((item) => (
            <th scope="col" key={item.key}>
              {item.label.zh}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.id}>
            <td>{index + 1}</td>
            {items.map((item) => (
              <td key={item.key}>{cellOf(item, row, className)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What of a group's items has an answer in one of these rows. */
export function answeredItems(group: Group, rows: readonly Row[]): readonly Item[] {
  return group.fields.filter(
    (item) => !saysOnly(item.kind) && !isUnseen(item.kind) && rows.some((row) => row[item.key] != null),
  );
}

function cellOf(item: Item, row: Row, className: string | undefined): ReactNode {
  const value = row[item.key] ?? null;
  if (item.kind !== 'group') return answerWords(item, value as Answer);
  const inner = (value ?? []) as readonly Row[];
  if (inner.length === 0) return null;
  return <RowsTable group={item} items={answeredItems(item, inner)} rows={inner} titled className={className} />;
}
