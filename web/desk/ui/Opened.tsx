import type { ReactNode } from 'react';
import type { Asked } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { Screen } from './Screen.tsx';
import { Await, Empty } from './states.tsx';

/** What a record's address led to, or that there is none that this person may see. */
export function Opened<Data, Found>({
  asked,
  pick,
  none,
  children,
}: {
  asked: Asked<Data>;
  pick: (data: Data) => Found | null;
  none: {
    readonly what: string;
    readonly wanted: string;
    readonly hint: string;
    readonly to: string;
    readonly list: string;
  };
  children: (found: Found) => ReactNode;
}) {
  return (
    <Await asked={asked} rows={12}>
      {(data) => {
        const found = pick(data);
        if (found) return children(found);
        return (
          <Screen title={`没有这${none.what}`}>
            <Empty
              title={`没有找到${none.wanted}`}
              hint={none.hint}
              action={<Link to={none.to}>回到{none.list}</Link>}
            />
          </Screen>
        );
      }}
    </Await>
  );
}
