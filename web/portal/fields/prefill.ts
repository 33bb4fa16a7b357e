import type { Claims } from '../../../graphql/contract.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { startAnswers } from '../../../lowcode/form/start.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';

/** What a form begins with for somebody who signed in: what is known of them, where it suits the field, and defaults. */
export function beginningFor(form: FormDefinition, claims: Claims): RawAnswers {
  // Staff file for others: what is known of them is not what is asked.
  if (claims.kind === 'staff') return startAnswers(form, {});
  return startAnswers(form, {
    applicantKind: claims.kind,
    applicantName: claims.name,
    applicantIdentifier: claims.identifier,
    applicantPhone: claims.phone,
    applicantAddress: claims.address,
  });
}
