import type { Field } from './definition.ts';
import { type Reader, refuse } from './reader.ts';

/** What was agreed to: the version of the text that was shown. Another version was not agreed to. */
export function readConsent({ terms }: Field): Reader {
  return (raw) => {
    if (raw === null || raw === '' || raw === false) return null;
    if (typeof raw !== 'string') return refuse('WRONG_TYPE');
    return raw === terms?.version ? raw : refuse('NOT_AN_OPTION');
  };
}
