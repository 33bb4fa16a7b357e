import type { LicenceEvent } from '../../events/licence/events.ts';
import { dateWords } from '../../lowcode/dates.ts';

const CHANGED: { readonly [T in Exclude<LicenceEvent['type'], 'LicenceIssued'>]: string } = {
  LicenceWithheld: '暂扣',
  LicenceRestored: '恢复有效',
  LicenceAnnulled: '撤销',
  LicenceRevoked: '吊销',
  LicenceCancelled: '注销',
  LicenceTransferred: '转出',
};

/** One fact of a licence as a sentence. `reason` is the opened personal part, null when erased. */
export function sentenceOf(event: LicenceEvent, reason: string | null): { text: string; detail: string | null } {
  if (event.type !== 'LicenceIssued') return { text: CHANGED[event.type], detail: reason ?? '（理由已删除）' };
  const { validFrom, validTo } = event.data;
  return { text: `颁发，自${dateWords(validFrom)}起有效${validTo ? `，至${dateWords(validTo)}` : ''}`, detail: null };
}
