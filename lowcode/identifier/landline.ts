const AREA = /^(0(?:10|2[0-57-9]|[3-9][0-9]{2}))-?([2-8][0-9]{6,7})(?:(?:-|转|#|x|\*)([0-9]{1,6}))?$/i;

/**
 * A landline (座机) with its area code, as it is kept: `0734-5812345`, with an extension `0734-5812345-801`. Area codes of
 * three digits are 010 and 02x without 026, which is nobody's; others have four. Subscribers begin with 2-8: 1 and 9 are
 * services (全国电话号码编码制度). Null for anything else, also for a number without its area.
 */
export function landlineOf(text: string): string | null {
  if (text.length > 30) return null;
  const bare = text
    .replace(/[()（）]/g, '-')
    .replace(/^-|\s+/g, '')
    .replace(/--+/g, '-');
  const match = AREA.exec(bare);
  if (!match) return null;
  return [match[1], match[2], match[3]].filter(Boolean).join('-');
}
