import type { Context } from './context.ts';

/** A field of Query or Mutation: context first, since every one needs it. */
// biome-ignore lint/suspicious/noExplicitAny: arguments are typed by the schema, which validates them before they get here
export type RootField = (context: Context, args: any) => unknown;

/** Fields whose code is read when one of them is first asked for: it stays out of what every start of a function reads. */
export function later<Name extends string>(
  load: () => Promise<{ fields: Readonly<Record<Name, RootField>> }>,
  names: readonly NoInfer<Name>[],
): Readonly<Record<string, RootField>> {
  const one =
    (name: Name): RootField =>
    async (context, args) =>
      (await load()).fields[name](context, args);
  return Object.fromEntries(names.map((name) => [name, one(name)]));
}
