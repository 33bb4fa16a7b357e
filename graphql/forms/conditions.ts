import type { Column } from '../../lowcode/register/columns.ts';
import type { Condition } from '../../lowcode/register/question.ts';

/** The conditions in a filter as the schema takes it: by column, each with its parts. */
export function conditionsIn(filter: unknown, columns: ReadonlyMap<string, Column>): readonly Condition[] {
  return Object.entries((filter ?? {}) as Record<string, Given | null>).flatMap(([name, given]) => {
    const column = columns.has(name) ? name : name.replace(/_$/, '');
    if (!given) return [];
    const { is, not, from, to, empty } = given;
    const texts = is === undefined || is === null ? undefined : [is].flat().map(String);
    return [
      {
        column,
        ...(texts ? { is: texts } : {}),
        ...(not ? { not } : {}),
        ...(from == null ? {} : { from }),
        ...(to == null ? {} : { to }),
        ...(empty == null ? {} : { empty }),
      },
    ];
  });
}

interface Given {
  readonly is?: boolean | readonly string[] | null;
  readonly not?: readonly string[] | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly empty?: boolean | null;
}
