import { dateWords } from '../../../lowcode/dates.ts';
import type { LicenceRow } from '../api/model.ts';
import { dateOrDash } from '../ui/words.ts';

/** The days on which it holds, both ends among them. */
export function validityWords({ validFrom, validTo }: Pick<LicenceRow, 'validFrom' | 'validTo'>): string {
  return `${dateOrDash(validFrom)}至${validTo === null ? '长期' : dateOrDash(validTo)}`;
}

/** How the licence stands today, in a sentence. */
export function standingWords(licence: LicenceRow, today: string): string {
  const { state, validFrom, validTo } = licence;
  switch (state) {
    case 'valid':
      if (validFrom > today) return `尚未生效，自${dateWords(validFrom)}起有效。`;
      return validTo === null ? '有效，长期。' : `有效，至${dateWords(validTo)}。`;
    case 'withheld':
      return '已暂扣，不能使用；原因消除后可以恢复。';
    case 'expired':
      return `已过有效期${validTo === null ? '' : `，最后一天是${dateWords(validTo)}`}。`;
    case 'annulled':
      return '已撤销，自始不应当颁发。';
    case 'revoked':
      return '已吊销。';
    case 'cancelled':
      return '已注销。';
    case 'transferred':
      return '已转出，由其他发证机关管理。';
    case 'other':
      return '状态特殊，请查看变更记录。';
  }
}
