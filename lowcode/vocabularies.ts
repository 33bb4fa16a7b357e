import { casesWords } from './vocabularies/cases.ts';
import { definitionsWords } from './vocabularies/definitions.ts';
import { fieldsWords } from './vocabularies/fields.ts';
import { licencesWords } from './vocabularies/licences.ts';
import { mattersWords } from './vocabularies/matters.ts';
import { openDataWords } from './vocabularies/open-data.ts';
import { peopleWords } from './vocabularies/people.ts';
import { servicesWords } from './vocabularies/services.ts';
import { ticketsWords } from './vocabularies/tickets.ts';
import type { Vocabularies } from './vocabularies/vocabulary.ts';

export type { Vocabulary } from './vocabularies/vocabulary.ts';

/**
 * Words for every enumeration of `graphql/schema.graphql` (a test holds the two together) and for the kinds of form
 * fields. Terms follow the licensing law (行政许可法), GB/T 33358 for the hotline, and the item tables of the exchange
 * platform. The names are the schema's enumeration names with a small first letter.
 */
export const words = {
  ...peopleWords,
  ...servicesWords,
  ...casesWords,
  ...licencesWords,
  ...ticketsWords,
  ...mattersWords,
  ...definitionsWords,
  ...fieldsWords,
  ...openDataWords,
} as const satisfies Vocabularies;
