import type { Claims } from '../../../graphql/contract.ts';
import type { Field, FormDefinition } from '../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';

/** Answers with what is known of the applicant filled in where they said nothing yet. Only people filing for themselves. */
export function prefilled(form: FormDefinition, answers: RawAnswers, claims: Claims | undefined): RawAnswers {
  if (!claims || claims.kind === 'staff') return answers;
  const filled: { [key: string]: unknown } = { ...answers };
  for (const { item } of itemsOf(form)) {
    if (item.kind === 'group' || filled[item.key] !== undefined) continue;
    const known = knownFor(item, claims);
    if (known) filled[item.key] = known;
  }
  return filled;
}

function knownFor(field: Field, claims: Claims): string | undefined {
  switch (field.prefill) {
    case 'applicantName':
      return claims.name;
    case 'applicantPhone':
      return claims.phone;
    case 'applicantAddress':
      return claims.address;
    case 'applicantIdentifier':
      // A person has no credit code, nor a company an identity number.
      if (field.kind === 'identityNumber' && claims.kind !== 'person') return undefined;
      if (field.kind === 'creditCode' && claims.kind !== 'company') return undefined;
      return claims.identifier;
    default:
      return undefined;
  }
}
