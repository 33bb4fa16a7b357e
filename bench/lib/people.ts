import type { DemoPerson } from '../../adapters/identity/demo/people.ts';
import { identityNumberCheck } from '../../lowcode/identifier/identity-number.ts';

/** The n-th citizen of the benchmarks: a valid identity number of nobody, old enough for the old-age allowance. */
export function citizen(
  n: number,
): DemoPerson & { readonly identifier: { readonly value: string }; readonly phone: string } {
  const day = String(1 + (Math.floor(n / 1000) % 28)).padStart(2, '0');
  const body = `430423193501${day}${String(n % 1000).padStart(3, '0')}`;
  return {
    key: `bench${n}`,
    name: `测试${n}`,
    roles: [{ role: 'citizen', unit: null }],
    identifier: { value: `${body}${identityNumberCheck(body)}` },
    phone: `138${String(n).padStart(8, '0')}`,
  };
}

/** What an applicant without licences and earlier applications has. */
export const NO_RECORDS = { licences: async () => [], cases: async () => [], entries: async () => null };
