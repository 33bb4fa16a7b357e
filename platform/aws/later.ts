/** What is opened once, when it is first asked for; an opening that failed is tried again by who asks next. */
export function once<Part>(open: () => Promise<Part>): () => Promise<Part> {
  let opening: Promise<Part> | undefined;
  return () => {
    opening ??= open().catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}

/** All methods of a part, so that none is forgotten. */
export type Methods<Part> = Readonly<Record<keyof Part, true>>;

/** A part all of whose methods answer promises, opened when the first of them is called. */
export function later<Part extends object>(opened: () => Promise<Part>, methods: Methods<Part>): Part {
  const call =
    (method: keyof Part) =>
    async (...args: unknown[]): Promise<unknown> => {
      const part = await opened();
      return (part[method] as (...args: unknown[]) => Promise<unknown>).apply(part, args);
    };
  return Object.fromEntries(Object.keys(methods).map((method) => [method, call(method as keyof Part)])) as Part;
}
