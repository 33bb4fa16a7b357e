/**
 * Traditional script: a conversion of characters (zh-Hant), never of wording. Legal terms are fixed first, because a
 * converter that thinks in phrases would pick 準予 for 准予 or 複議 for 复议, which is another word in law.
 */
const TERMS: Readonly<Record<string, string>> = {
  不予许可: '不予許可',
  不予受理: '不予受理',
  准予: '准予',
  准营: '准營',
  准办: '准辦',
  准许: '准許',
  核准: '核准',
  批准: '批准',
  行政复议: '行政復議',
  复议: '復議',
  征收: '徵收',
  注销: '註銷',
  吊销: '吊銷',
  撤销: '撤銷',
  暂扣: '暫扣',
  台账: '台賬',
  公历: '公曆',
  户口簿: '戶口簿',
  云平台: '雲平台',
  平台: '平台',
  开云镇: '開雲鎮',
  萱洲: '萱洲',
  衡云: '衡雲',
};

/** Attributes that people read or hear. */
const SPOKEN = /\b(aria-label|title|alt|placeholder)="([^"]*)"/g;
/** Elements whose content is not the site's to convert: programs, what somebody typed, names marked `translate="no"`. */
const KEPT = /^<(script|style|textarea)\b/;

type Convert = (text: string) => string;
let toTraditional: Promise<Convert> | undefined;
let toSimplified: Promise<Convert> | undefined;

/** The dictionaries are large, so they are loaded when somebody first asks for the script. */
function traditional(): Promise<Convert> {
  toTraditional ??= import('opencc-js/cn2t').then((opencc) => {
    const convert = opencc.Converter({ from: 'cn', to: 'tw' });
    const terms = new RegExp(
      Object.keys(TERMS)
        .sort((a, b) => b.length - a.length)
        .join('|'),
      'g',
    );
    return (text) => {
      let out = '';
      let from = 0;
      for (const match of text.matchAll(terms)) {
        out += convert(text.slice(from, match.index)) + TERMS[match[0]];
        from = match.index + match[0].length;
      }
      return out + convert(text.slice(from));
    };
  });
  return toTraditional;
}

/** Rendered HTML in the traditional script. */
export async function convertPage(html: string): Promise<string> {
  const convert = await traditional();
  let out = '';
  let skipUntil = '';
  for (const [piece] of html.matchAll(/<!--[\s\S]*?-->|<[^>]*>|[^<]+/g)) {
    if (skipUntil) {
      if (piece === skipUntil) skipUntil = '';
      out += piece;
    } else if (piece.startsWith('<')) {
      const [, kept] = KEPT.exec(piece) ?? [];
      const [, own] = /^<([a-z]+)[^>]*\btranslate="no"/.exec(piece) ?? [];
      if (kept || own) skipUntil = `</${kept ?? own}>`;
      out += piece.replace(SPOKEN, (_, name: string, text: string) => `${name}="${convert(text)}"`);
    } else out += convert(piece);
  }
  return out;
}

/** Parts where a Chinese text cannot be marked: what may hold text only. */
const UNMARKED = /^<(script|style|textarea|title|option|svg)\b/;

/** English pages hold Chinese texts wherever nobody wrote English: each is marked, so that it is read aloud as Chinese. */
export function markChinese(html: string): string {
  let out = '';
  let skipUntil = '';
  for (const [piece] of html.matchAll(/<!--[\s\S]*?-->|<[^>]*>|[^<]+/g)) {
    if (skipUntil) {
      if (piece === skipUntil) skipUntil = '';
    } else if (piece.startsWith('<')) {
      const [, unmarked] = UNMARKED.exec(piece) ?? [];
      if (unmarked) skipUntil = `</${unmarked}>`;
    } else if (/[\u4e00-\u9fff]/.test(piece)) {
      out += `<span lang="zh-Hans">${piece}</span>`;
      continue;
    }
    out += piece;
  }
  return out;
}

/** What a reader of the traditional script typed, as the simplified texts have it (for searching). */
export async function simplify(text: string): Promise<string> {
  toSimplified ??= import('opencc-js/t2cn').then((opencc) => opencc.Converter({ from: 'tw', to: 'cn' }));
  return (await toSimplified)(text);
}
