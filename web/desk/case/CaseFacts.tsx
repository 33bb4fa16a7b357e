import { dateWords, workingDaysWords } from '../../../lowcode/dates.ts';
import { moneyWords } from '../../../lowcode/money.ts';
import { starWords, wordFor } from '../../../lowcode/words.ts';
import type { CasePage } from '../api/model.ts';
import { dueWords } from '../ui/due.tsx';
import { Facts } from '../ui/Facts.tsx';

/** Who, when, how long, how much. */
export function CaseFacts({ page }: { page: CasePage }) {
  const date = (value: string | null) => value && dateWords(value);
  return (
    <Facts
      facts={[
        ['申请人', page.applicant?.name ?? '信息不可见'],
        ['申请人类型', page.applicant && wordFor('applicantKind', page.applicant.kind)],
        ['证件号码', page.applicant?.maskedIdentifier],
        ['联系电话', page.applicant?.phone],
        ['代为提交', page.filedBy],
        ['受理单位', page.unit.name.zh],
        ['提交日期', date(page.submittedOn)],
        ['应在此前受理', page.acceptedOn || page.decidedOn ? null : date(page.acceptBy)],
        [
          '受理日期',
          page.acceptedOn && `${dateWords(page.acceptedOn)}${page.deemedAccepted ? '（逾期未告知，视为受理）' : ''}`,
        ],
        // Before it is accepted, what is due is the acceptance itself.
        ['承诺期限', page.acceptedOn && page.due && dueWords(page.due)],
        ['法定期限', date(page.legalDue)],
        ['办结日期', date(page.decidedOn)],
        ['用时', page.daysUsed === null ? null : workingDaysWords(page.daysUsed)],
        ['是否按时', page.onTime === null ? null : page.onTime ? '按时' : '逾期'],
        ['补正期限', page.supplementTerm && termWords(page.supplementTerm)],
        ['补正次数', page.supplementRounds > 0 && `${page.supplementRounds}次`],
        ['费用', page.fee && moneyWords(page.fee)],
        ['评价', page.rating && [starWords[page.rating.stars - 1]?.zh, ...page.rating.tags].join('，')],
      ]}
    />
  );
}

function termWords({ due, expiry }: NonNullable<CasePage['supplementTerm']>): string {
  return `${dateWords(due)}前，${wordFor('supplementExpiry', expiry)}`;
}
