import type { CodeListName, Field, Option } from '../form/definition.ts';
import { CERTIFICATE, EDUCATION, ETHNICITY, INDUSTRY, INDUSTRY_SECTION, MARRIAGE, SEX } from './lists.ts';

const LISTS: { readonly [K in CodeListName]: readonly Option[] } = {
  sex: read(SEX),
  ethnicity: read(ETHNICITY),
  education: read(EDUCATION),
  marriage: read(MARRIAGE),
  industrySection: read(INDUSTRY_SECTION),
  industry: read(INDUSTRY),
  certificate: read(CERTIFICATE),
};

export const CODE_LISTS = Object.keys(LISTS) as readonly CodeListName[];

/** The options of a national code list, in its order. */
export function codeList(name: CodeListName): readonly Option[] {
  return LISTS[name];
}

/** What a choice offers: its own options, or those of the code list it names. */
export function optionsOf(field: Pick<Field, 'options' | 'codeList'>): readonly Option[] {
  return field.options ?? (field.codeList ? LISTS[field.codeList] : []);
}

function read(list: string): readonly Option[] {
  return list
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [, value = '', zh = ''] = /^([0-9]+|[A-Z])(.+)$/.exec(entry) ?? [];
      return { value, label: { zh } };
    });
}
