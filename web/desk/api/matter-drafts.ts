import { document } from './ask.ts';

/** What is being filled in: an open stage of a matter, or the first pages of one that is yet to begin. */
export type DraftPlace =
  | { readonly matter: string; readonly stage: string }
  | { readonly system: string; readonly matter?: undefined };

/** What the person filled in and did not hand in. */
export interface MatterDraft {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly opinion: string;
  /** Where files of a matter that is yet to begin were taken in. */
  readonly place: string | null;
  readonly version: number;
  readonly savedAt: string;
}

const WHERE = '$system: ID, $matter: ID, $stage: ID';
const AT = 'system: $system, matter: $matter, stage: $stage';

export const MATTER_DRAFT = document<{ matterDraft: MatterDraft | null }, DraftPlace>(
  `query MatterDraft(${WHERE}) { matterDraft(${AT}) { answers opinion place version savedAt } }`,
);

export const KEEP_MATTER_DRAFT = document<
  { keepMatterDraft: { version: number } },
  DraftPlace & Pick<MatterDraft, 'answers' | 'opinion' | 'place'> & { expectVersion: number }
>(`mutation KeepMatterDraft(${WHERE}, $answers: JSON!, $opinion: String, $place: ID, $expectVersion: Int) {
  keepMatterDraft(${AT}, answers: $answers, opinion: $opinion, place: $place, expectVersion: $expectVersion) { version }
}`);

export const DROP_MATTER_DRAFT = document<{ dropMatterDraft: boolean }, DraftPlace>(
  `mutation DropMatterDraft(${WHERE}) { dropMatterDraft(${AT}) }`,
);
