import type { Page } from 'playwright-core';

/**
 * A person at the keyboard, whose every action is counted: one key or chord, one paste, or one text typed into one field.
 * There is no mouse.
 */
export class Hand {
  readonly #page: Page;
  readonly actions: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  async key(chord: string): Promise<void> {
    this.actions.push(chord);
    await this.#page.keyboard.press(chord);
  }

  async write(text: string): Promise<void> {
    this.actions.push(`“${text.slice(0, 12)}”`);
    await this.#page.keyboard.type(text);
  }

  /** What was copied elsewhere lies on the clipboard. */
  async paste(): Promise<void> {
    this.actions.push('paste');
    await this.#page.keyboard.press('Control+v');
  }

  /** Goes on with Tab until the focus stands on what has this name; each press counts. Throws when it never does. */
  async reach(name: string | RegExp): Promise<void> {
    const seen: string[] = [];
    for (let presses = 0; presses < 40; presses++) {
      await this.key('Tab');
      const found = await this.#focused();
      if (typeof name === 'string' ? found === name : name.test(found)) return;
      seen.push(found);
    }
    throw new Error(`the focus never came to ${name}, but to ${seen.join(' | ')}`);
  }

  /** What the focus stands on, as a screen reader would name it. */
  #focused(): Promise<string> {
    return this.#page.evaluate(() => {
      const at = document.activeElement;
      if (!at) return '';
      const by = at.getAttribute('aria-labelledby');
      const labels = (at as HTMLInputElement).labels;
      const named =
        at.getAttribute('aria-label') ??
        (by && document.getElementById(by)?.textContent) ??
        (labels && labels.length > 0 ? labels[0]?.textContent : at.textContent);
      return (named ?? '').replaceAll(/\s+/g, ' ').trim();
    });
  }
}
