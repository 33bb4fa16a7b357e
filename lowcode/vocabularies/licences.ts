import { type Vocabularies, w } from './vocabulary.ts';

/** Licences, and what verifying one comes to. */
export const licencesWords = {
  licenceState: {
    valid: w('有效', 'Valid'),
    withheld: w('暂扣', 'Withheld'),
    annulled: w('撤销', 'Annulled'),
    cancelled: w('注销', 'Cancelled'),
    expired: w('失效', 'Expired'),
    transferred: w('转出', 'Transferred'),
    revoked: w('吊销', 'Revoked'),
    other: w('其他', 'Other'),
  },
  verificationResult: {
    valid: w('有效', 'Valid'),
    notValid: w('非有效状态', 'Not valid'),
    notFound: w('未查到', 'Not found'),
    malformed: w('格式不对', 'Not an identifier'),
    wrongCheckCharacter: w('校验位不对', 'Wrong check character'),
  },
} as const satisfies Vocabularies;
