import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { QueueList, type QueueRow } from './QueueList.tsx';

// Links know where they are from the address: there is no browser here.
vi.hoisted(() => {
  const location = { pathname: '/desk/cases', search: '' };
  vi.stubGlobal('window', { location, addEventListener: () => undefined });
});

const one: QueueRow = { key: '1', to: '/cases/A1', cells: ['A1'] };

function shown(rows: readonly QueueRow[], hasMore: boolean, moreProblem: string | null = null): string {
  const markup = renderToStaticMarkup(
    <QueueList
      label="办件"
      className=""
      columns={['编号']}
      rows={rows}
      none={<p>没有符合条件的办件</p>}
      hasMore={hasMore}
      loadingMore={false}
      moreProblem={moreProblem}
      more={() => undefined}
    />,
  );
  return markup.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]*>/g, ' ');
}

it('says that there is nothing only where there is no more to look through', () => {
  expect(shown([], false)).toMatch(/没有符合条件的办件/);
  expect(shown([], true)).toMatch(/还没有找到[\s\S]*继续查找/);
  expect(shown([], true)).not.toMatch(/没有符合条件的办件/);
  expect(shown([], true, '网络中断')).toMatch(/网络中断/);
});

it('shows what was found, with a way to more where there is more', () => {
  expect(shown([one], true)).toMatch(/A1[\s\S]*再显示一些/);
  expect(shown([one], false)).toMatch(/A1[\s\S]*已全部显示/);
  expect(shown([one], false)).not.toMatch(/没有符合条件的办件/);
});
