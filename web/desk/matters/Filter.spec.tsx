import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Filter } from './Filter.tsx';

it.each([
  ['unit', '牵头单位：全部'],
  ['choice', '牵头单位：全部'],
  ['date', '牵头单位从'],
])('a filter by %s says what it filters by while nothing is chosen', (kind, words) => {
  const filter = { key: 'lead', kind, label: '牵头单位', options: [] } as Parameters<typeof Filter>[0]['filter'];
  const markup = renderToStaticMarkup(<Filter filter={filter} query={new URLSearchParams()} go={() => undefined} />);
  expect(markup).toContain(words);
  expect(markup).toMatch(/aria-label="(按)?牵头单位/);
});
