import { expect, test } from 'vitest';
import { escapeHtml, signInPage } from './sign-in-page.ts';

const units = new Map([
  ['cgj', '衡山县城市管理局'],
  ['mzj', '衡山县民政局'],
]);
const staff = (key: string, name: string, role: string, unit: string) => ({ key, name, roles: [{ role, unit }] });
const people = [
  { key: 'citizen', name: '李样例', roles: [{ role: 'citizen', unit: null }] },
  staff('clerk-mzj', '民政经办', 'clerk', 'mzj'),
  staff('head-mzj', '民政负责', 'head', 'mzj'),
  staff('clerk', '张经办', 'clerk', 'cgj'),
];
const page = (search?: string) => signInPage('/oidc/sign-in/1', '/oidc/sign-in.css', people, units, search);
const shown = (html: string) => [...html.matchAll(/name="person" value="([^"]*)"/g)].map(([, key]) => key);

test('residents and those the guides speak of stand first, the others are folded up by unit', () => {
  const html = page();
  expect(shown(html)).toEqual(['citizen', 'clerk', 'clerk-mzj', 'head-mzj']);
  expect(html.match(/<details>/g)).toHaveLength(1);
  expect(html).toContain('<summary>衡山县民政局（2人）</summary>');
  expect(html.indexOf('value="clerk"')).toBeLessThan(html.indexOf('<details>'));
});

test('a search finds by name, role and unit, flat', () => {
  expect(shown(page('民政局'))).toEqual(['clerk-mzj', 'head-mzj']);
  expect(shown(page(' 经办人 '))).toEqual(['clerk-mzj', 'clerk']);
  expect(shown(page('李样例'))).toEqual(['citizen']);
  expect(page('民政局')).not.toContain('<details>');
  expect(page('没有的人')).toContain('没有这样的人');
});

test('what was searched for stands in the page as text, whatever it is', () => {
  const hostile = '"><script>alert(1)</script>';
  expect(page(hostile)).not.toContain('<script>');
  expect(page(hostile)).toContain(escapeHtml(hostile));
});
