import type { Claims } from '../../../graphql/contract.ts';
import type { Field, FormDefinition } from '../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';

/** What is known of who applies, for the fields that ask for it. Only people filing for themselves. */
export function knownAnswers(form: FormDefinition, claims: Claims): RawAnswers {
  const known: { [key: string]: unknown } = {};
  if (claims.kind === 'staff') return known;
  for (const { item } of itemsOf(form)) {
    const answer = item.kind === 'group' ? undefined : knownFor(item, claims);
    if (answer) known[item.key] = answer;
  }
  return known;
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
