import { wordFor } from '../../../lowcode/words.ts';
import type { DemoPerson } from './people.ts';

/** The stylesheet's path under the provider; the page has no inline style, so that the policy may forbid it. */
export const STYLE_PATH = 'sign-in.css';

/** Sample people to sign in as: buttons in a form, for keyboard and screen reader, without JavaScript. */
export function signInPage(
  action: string,
  stylesheet: string,
  people: readonly DemoPerson[],
  unitNames: ReadonlyMap<string, string>,
): string {
  const residents = people.filter((person) => person.roles.every(({ unit }) => unit === null));
  const staff = people.filter((person) => !residents.includes(person));
  const card = (person: DemoPerson): string => {
    const roles = person.roles.map(({ role }) => wordFor('role', role)).join('、');
    const units = person.roles.map(({ unit }) => (unit ? (unitNames.get(unit) ?? '') : '')).filter(Boolean);
    return `<li><button name="person" value="${escapeHtml(person.key)}"><strong>${escapeHtml(person.name)}</strong><span>${escapeHtml(roles)}</span>${units.length > 0 ? `<small>${escapeHtml([...new Set(units)].join('、'))}</small>` : ''}</button></li>`;
  };
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
<form method="post" action="${escapeHtml(action)}">
<h2>办事的人</h2>
<ul>${residents.map(card).join('')}</ul>
<h2>工作人员</h2>
<ul>${staff.map(card).join('')}</ul>
</form>
<p><a href="/">不登录，返回首页</a></p>
</main>
</body>
</html>`;
}

export const SIGN_IN_CSS = `body{margin:0;font:16px/1.6 'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:#1c2430;background:#f5f7fa}
main{max-width:960px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:1.75rem;line-height:1.35;margin:24px 0 8px}
h2{font-size:1.1rem;margin:24px 0 8px}
.note{margin:0;padding:12px 16px;border-left:4px solid #875300;border-radius:6px;background:#fff5e0;color:#875300}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:12px;list-style:none;margin:0;padding:0}
button{display:flex;flex-direction:column;align-items:flex-start;width:100%;height:100%;min-height:72px;padding:12px 16px;border:1px solid #7f8a9a;border-radius:6px;background:#fff;color:inherit;font:inherit;text-align:left;cursor:pointer}
button:hover{background:#e8f0fa;border-color:#1553a6}
button:focus-visible,a:focus-visible{outline:3px solid #1c2430;box-shadow:0 0 0 6px #ffbf47}
strong{font-size:1.05rem}
span,small{color:#4a5566}
small{font-size:.9rem}
a{color:#1553a6}
`;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
