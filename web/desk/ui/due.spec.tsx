import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Due, dueWords } from './due.tsx';
import { WhyThisDate } from './WhyThisDate.tsx';

const text = (markup: string) => markup.replace(/<[^>]*>/g, '');
const done = { date: '2026-03-30', note: null, daysLeft: null, level: 'done', counted: [] } as const;

it('a closed case says on which day it was decided, never when it would have been due', () => {
  const words = text(renderToStaticMarkup(<Due due={done} long doneOn="2026-03-12" />));
  expect(words).toMatch(/3月12日/);
  expect(words).not.toMatch(/30日/);
});

it('who waits for a supplement reads so', () => {
  const waiting = { date: null, note: null, daysLeft: null, level: 'waiting', counted: [] } as const;
  expect(text(renderToStaticMarkup(<Due due={waiting} long />))).toBe('等待补正');
});

it('a date that rests on holidays not announced yet is told as provisional', () => {
  const note = '2027 年放假安排尚未发布，日期为暂定，发布后重新计算';
  const counted = [{ date: '2027-01-04', reason: null, number: 1 }];
  const provisional = { date: '2027-01-04', note, daysLeft: null, level: 'unknown', counted } as const;
  expect(text(renderToStaticMarkup(<Due due={provisional} long />))).toContain(note);
  expect(text(renderToStaticMarkup(<WhyThisDate due={provisional} />))).toContain(
    `到期日暂定为2027年1月4日（周一）：${note}。`,
  );
  expect(dueWords(provisional)).toBe('2027年1月4日（周一）（暂定）');
  const sure = { ...provisional, note: null };
  expect(text(renderToStaticMarkup(<WhyThisDate due={sure} />))).toContain('到期日是2027年1月4日（周一）。');
  expect(dueWords(sure)).toBe('2027年1月4日（周一）');
});
