import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Due } from './due.tsx';

const text = (markup: string) => markup.replace(/<[^>]*>/g, '');
const done = { date: '2026-03-30', daysLeft: null, level: 'done', counted: [] } as const;

it('a closed case says on which day it was decided, never when it would have been due', () => {
  const words = text(renderToStaticMarkup(<Due due={done} long doneOn="2026-03-12" />));
  expect(words).toMatch(/3月12日/);
  expect(words).not.toMatch(/30日/);
});

it('who waits for a supplement reads so', () => {
  const waiting = { date: null, daysLeft: null, level: 'waiting', counted: [] } as const;
  expect(text(renderToStaticMarkup(<Due due={waiting} long />))).toBe('等待补正');
});
