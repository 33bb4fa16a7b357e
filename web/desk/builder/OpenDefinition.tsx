import type { ReactNode } from 'react';
import { DEFINITION } from '../api/definitions.ts';
import type { Definition, DefinitionKind } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';

/** Fetches a definition once, then leaves it to its editor. */
export function OpenDefinition({
  kind,
  definitionKey,
  show,
}: {
  kind: DefinitionKind;
  definitionKey: string;
  show: (opened: Definition) => ReactNode;
}) {
  const asked = useAsk(DEFINITION, { kind, key: definitionKey });
  // An answer remembered from before must not be edited: it may be older than what was published since.
  if (asked.loading && asked.error === null) return <Await asked={{ ...asked, data: null }}>{() => null}</Await>;
  return (
    <Await asked={asked}>
      {({ definition }) =>
        definition ? (
          show(definition)
        ) : (
          <Screen title="没有找到">
            <Empty
              title="没有找到这一份"
              hint="可能已被删除，或您没有查看的权限。"
              action={<Link to={`/definitions/${kind}`}>回到列表</Link>}
            />
          </Screen>
        )
      }
    </Await>
  );
}
