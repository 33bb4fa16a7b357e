import { useEffect, useState } from 'react';
import { type AskError, ask, type Document, errorWords } from '../api/ask.ts';
import type { Connection } from '../api/model.ts';
import { type Asked, useAsk } from '../api/use-ask.ts';

interface Pages<Node> {
  readonly asked: Asked<readonly Node[]>;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly moreProblem: string | null;
  readonly more: () => Promise<void>;
}

/** A list that grows page by page; the first page follows the variables and is kept fresh. */
export function usePages<Name extends string, Node, Variables extends { first: number; after?: string }>(
  text: Document<{ [name in Name]: Connection<Node> }, Variables>,
  name: Name,
  variables: Variables,
): Pages<Node> {
  const asked = useAsk(text, variables);
  const first = asked.data?.[name] ?? null;
  const key = JSON.stringify(variables);
  const [rest, setRest] = useState<readonly Connection<Node>[]>([]);
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreProblem, setMoreProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other variables are another list
  useEffect(() => {
    setRest([]);
    setMoreProblem(null);
  }, [key]);

  const last = rest.at(-1) ?? first;
  const more = async () => {
    const after = last?.pageInfo.endCursor;
    if (!after || loadingMore) return;
    setLoadingMore(true);
    setMoreProblem(null);
    try {
      const next = await ask(text, { ...variables, after });
      setRest((old) => [...old, next[name]]);
    } catch (error) {
      setMoreProblem(errorWords(error as AskError));
    } finally {
      setLoadingMore(false);
    }
  };
  const nodes = first && [first, ...rest].flatMap((page) => page.edges.map((edge) => edge.node));
  return {
    asked: { ...asked, data: nodes },
    hasMore: last?.pageInfo.hasNextPage ?? false,
    loadingMore,
    moreProblem,
    more,
  };
}
