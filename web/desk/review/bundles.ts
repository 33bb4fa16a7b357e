import type { DefinitionName } from '../api/model.ts';

interface InReview extends DefinitionName {
  readonly review: { readonly together: readonly DefinitionName[] } | null;
}

const FIRST: readonly string[] = ['service', 'system', 'form', 'flow', 'licenceType'];

/** What was sent together, headed by the item or whatever says best what it is about. */
export function bundlesOf<Part extends InReview>(
  all: readonly Part[],
): readonly { main: Part; parts: readonly Part[] }[] {
  const nameOf = (part: DefinitionName) => `${part.kind}/${part.key}`;
  const bundles = new Map<string, Part[]>();
  for (const part of all) {
    const name = (part.review?.together ?? [part]).map(nameOf).sort().join(' ');
    bundles.set(name, [...(bundles.get(name) ?? []), part]);
  }
  return [...bundles.values()].flatMap((parts) => {
    const sorted = [...parts].sort((a, b) => FIRST.indexOf(a.kind) - FIRST.indexOf(b.kind));
    const [main] = sorted;
    return main ? [{ main, parts: sorted }] : [];
  });
}
