export const text = (zh: string) => ({ zh });

/** A column of a dataset: what it is called in the file and by people, and what its values say. */
export const field = (key: string, zh: string, type: string, meaning: string) => ({
  ...{ key, name: text(zh), type },
  description: text(meaning),
});

export const SHARE = '0到1之间的小数；不足5件的为空';
