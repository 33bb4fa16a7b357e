import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split(/:root\[data-theme=.dark.\]/);

function tokens(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]));
}

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['ground', 'ground-2'];
const texts: [string, string[]][] = [
  ['ink', [...grounds, 'ground-3', 'primary-soft']],
  ['ink-2', [...grounds, 'ground-3', 'primary-soft']],
  ['ink-3', grounds],
  ['primary', [...grounds, 'primary-soft']],
  ['on-primary', ['primary', 'primary-strong']],
  ['seal', ['ground', 'seal-soft']],
  ['success', ['ground', 'success-soft']],
  ['warn', ['ground', 'warn-soft']],
  ['danger', ['ground', 'danger-soft']],
];

test.each([
  ['light', light],
  ['dark', dark],
])('texts of the %s theme stand out 4.5:1 from what lies under them', (_name, block) => {
  const named = tokens(block);
  for (const [text, under] of texts)
    for (const ground of under) {
      const [a, b] = [named[text], named[ground]];
      expect(a && b, `${text} on ${ground}`).toBeTruthy();
      expect(contrast(a as string, b as string), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
});

test('borders of inputs stand out 3:1 in both themes', () => {
  for (const block of [light, dark]) {
    const { 'line-strong': line, ground } = tokens(block);
    expect(contrast(line as string, ground as string)).toBeGreaterThanOrEqual(3);
  }
});
