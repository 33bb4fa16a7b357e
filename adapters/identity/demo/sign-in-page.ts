import { wordFor } from '../../../lowcode/words.ts';
import type { DemoPerson } from './people.ts';

/** The stylesheet's path under the provider; the page has no inline style, so that the policy may forbid it. */
export const STYLE_PATH = 'sign-in.css';

/** A search longer than any name is cut off. */
const LONGEST_SEARCH = 50;

/**
 * Sample people to sign in as: buttons in a form, for keyboard and screen reader, without JavaScript. Those that the guides
 * speak of stand first (their key is a role alone), the others by unit, folded up; a search shows whom it found, flat.
 */
export function signInPage(
  action: string,
  stylesheet: string,
  people: readonly DemoPerson[],
  unitNames: ReadonlyMap<string, string>,
  search = '',
): string {
  const wanted = search.trim().slice(0, LONGEST_SEARCH);
  const cards = (list: readonly DemoPerson[]) => `<ul>${list.map((person) => card(person, unitNames)).join('')}</ul>`;
  return `<!doctype html>
<html lang="zh-Hans-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>选择示例人员登录</title>
<link rel="stylesheet" href="${escapeHtml(stylesheet)}">
</head>
<body>
<main>
<p class="note" role="note">示例数据，非官方。这里的人都是虚构的，选择一位即可登录，不需要密码。</p>
<h1>选择示例人员登录</h1>
<form class="find" method="get" action="${escapeHtml(action)}" role="search">
<label for="q">按姓名、角色或单位查找</label>
<span><input id="q" name="q" type="search" maxlength="${LONGEST_SEARCH}" value="${escapeHtml(wanted)}"><button class="go">查找</button></span>
</form>
<form method="post" action="${escapeHtml(action)}">
${wanted ? found(wanted, people, unitNames, cards) : everybody(people, unitNames, cards)}
</form>
<p>${wanted ? `<a href="${escapeHtml(action)}">看全部人员</a>　` : ''}<a href="/">不登录，返回首页</a></p>
</main>
</body>
</html>`;
}

type Cards = (list: readonly DemoPerson[]) => string;

function everybody(people: readonly DemoPerson[], unitNames: ReadonlyMap<string, string>, cards: Cards): string {
  const residents = people.filter(({ roles }) => roles.every(({ unit }) => unit === null));
  const staff = people.filter((person) => !residents.includes(person));
  const named = staff.filter(({ key }) => !key.includes('-'));
  const byUnit = Map.groupBy(
    staff.filter((person) => !named.includes(person)),
    (person) => unitsOf(person, unitNames),
  );
  const folded = [...byUnit].map(
    ([unit, list]) => `<details><summary>${escapeHtml(unit)}（${list.length}人）</summary>${cards(list)}</details>`,
  );
  return `<h2>办事的人</h2>
${cards(residents)}
<h2>工作人员</h2>
${cards(named)}
${folded.length > 0 ? `<h2>其他单位的工作人员</h2>\n${folded.join('\n')}` : ''}`;
}

function found(
  wanted: string,
  people: readonly DemoPerson[],
  unitNames: ReadonlyMap<string, string>,
  cards: Cards,
): string {
  const words = (person: DemoPerson) =>
    [person.name, rolesOf(person), unitsOf(person, unitNames), person.key].join(' ');
  const list = people.filter((person) => words(person).toLowerCase().includes(wanted.toLowerCase()));
  const heading = `<h2>找到${list.length}人</h2>`;
  return list.length > 0 ? `${heading}\n${cards(list)}` : `${heading}\n<p>没有这样的人，请换个词，或看全部人员。</p>`;
}

function card(person: DemoPerson, unitNames: ReadonlyMap<string, string>): string {
  const units = unitsOf(person, unitNames);
  return `<li><button name="person" value="${escapeHtml(person.key)}"><strong>${escapeHtml(person.name)}</strong><span>${escapeHtml(rolesOf(person))}</span>${units && `<small>${escapeHtml(units)}</small>`}</button></li>`;
}

function rolesOf({ roles }: DemoPerson): string {
  return roles.map(({ role }) => wordFor('role', role)).join('、');
}

function unitsOf({ roles }: DemoPerson, unitNames: ReadonlyMap<string, string>): string {
  const names = roles.map(({ unit }) => (unit ? (unitNames.get(unit) ?? '') : '')).filter(Boolean);
  return [...new Set(names)].join('、');
}

export const SIGN_IN_CSS = `body{margin:0;font:16px/1.6 'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:#1c2430;background:#f5f7fa}
main{max-width:960px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:1.75rem;line-height:1.35;margin:24px 0 8px}
h2{font-size:1.1rem;margin:24px 0 8px}
.note{margin:0;padding:12px 16px;border-left:4px solid #875300;border-radius:6px;background:#fff5e0;color:#875300}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:8px;list-style:none;margin:0;padding:0}
button{display:flex;flex-direction:column;align-items:flex-start;width:100%;height:100%;min-height:72px;padding:12px 16px;border:1px solid #7f8a9a;border-radius:6px;background:#fff;color:inherit;font:inherit;text-align:left;cursor:pointer}
button:hover{background:#e8f0fa;border-color:#1553a6}
button:focus-visible,a:focus-visible{outline:3px solid #1c2430;box-shadow:0 0 0 6px #ffbf47}
strong{font-size:1.05rem}
span,small{color:#4a5566}
small{font-size:.9rem}
.find label{display:block;margin-top:16px}
.find span{display:flex;gap:8px;max-width:480px}
input{flex:1;min-width:0;min-height:44px;box-sizing:border-box;padding:8px 12px;border:1px solid #7f8a9a;border-radius:6px;background:#fff;color:inherit;font:inherit}
.find button{width:auto;min-height:44px;padding:8px 20px;align-items:center;justify-content:center;border-color:#1553a6;background:#1553a6;color:#fff}
.find button:hover{background:#0f4184}
details{border-top:1px solid #d5dbe3}
details:last-of-type{border-bottom:1px solid #d5dbe3}
summary{min-height:44px;box-sizing:border-box;padding:10px 4px;cursor:pointer}
details ul{padding:0 0 16px}
input:focus-visible,summary:focus-visible{outline:3px solid #1c2430;box-shadow:0 0 0 6px #ffbf47}
a{color:#1553a6}
`;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
