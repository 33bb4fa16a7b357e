import type { Applicant } from '../../events/application/events.ts';
import type { Application } from '../../events/application/fold.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import { mergePersonal } from '../../lowcode/form/personal.ts';
import type { Platform } from '../../platform/contract/platform.ts';

/** An application with its sealed parts opened; `applicant` is null when the person was erased. */
export interface OpenedApplication {
  readonly applicant: Applicant | null;
  readonly answers: Answers;
  readonly queryCode: string | null;
}

/** Opens what is sealed of an application. Call it only after authorisation. */
export async function openAnswers(platform: Pick<Platform, 'vault'>, state: Application): Promise<OpenedApplication> {
  const boxes = (await platform.vault.openMany(state.sealedAnswers as readonly string[])) as (OpenedBox | null)[];
  const [first] = boxes;
  const last = boxes.at(-1);
  return {
    applicant: first?.applicant ?? null,
    answers: mergePersonal(state.answers, last?.answers ?? {}),
    queryCode: first?.queryCode ?? null,
  };
}

interface OpenedBox {
  readonly applicant?: Applicant;
  readonly answers: Answers;
  readonly queryCode?: string;
}
