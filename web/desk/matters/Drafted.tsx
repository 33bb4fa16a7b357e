import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { instantWords } from '../../../lowcode/dates.ts';
import { ask, errorWords } from '../api/ask.ts';
import {
  DROP_MATTER_DRAFT,
  type DraftPlace,
  KEEP_MATTER_DRAFT,
  MATTER_DRAFT,
  type MatterDraft,
} from '../api/matter-drafts.ts';
import { useAsk } from '../api/use-ask.ts';
import { useAutosave } from '../form/use-autosave.ts';
import { Await } from '../ui/states.tsx';

type Filled = Pick<MatterDraft, 'answers' | 'opinion' | 'place'>;

/** What was filled in so far, and how more of it is kept. */
export interface Drafting {
  readonly found: Filled;
  readonly keep: (changed: Partial<Filled>) => void;
  /** Keeps nothing more until the next change. */
  readonly stop: () => Promise<void>;
  /** When it was kept last, or why it was not. */
  readonly words: string;
}

const NOTHING: Filled = { answers: {}, opinion: '', place: null };

/** A form that is filled in at the desk: it begins with what the person filled in before, and is kept as it is typed. */
export function Drafted({ at, children }: { at: DraftPlace; children: (drafting: Drafting) => ReactNode }) {
  const asked = useAsk(MATTER_DRAFT, at);
  // An answer remembered from before may be older than what was kept since.
  const fresh = asked.loading && asked.error === null ? { ...asked, data: null } : asked;
  return (
    <Await asked={fresh}>
      {({ matterDraft }) => (
        <Kept key={matterDraft?.version ?? 0} at={at} draft={matterDraft} reload={asked.reload}>
          {children}
        </Kept>
      )}
    </Await>
  );
}

function Kept({
  at,
  draft,
  reload,
  children,
}: {
  at: DraftPlace;
  draft: MatterDraft | null;
  reload: () => Promise<void>;
  children: (drafting: Drafting) => ReactNode;
}) {
  const version = useRef(draft?.version ?? 0);
  const filled = useRef<Filled>(draft ?? NOTHING);
  const [problem, setProblem] = useState<string | null>(null);
  const autosave = useAutosave(async ({ answers, opinion, place }: Filled) => {
    const wish = { ...at, answers, opinion, place, expectVersion: version.current };
    version.current = (await ask(KEEP_MATTER_DRAFT, wish)).keepMatterDraft.version;
  }, errorWords);
  const anew = async () => {
    if (!window.confirm('上次填写的内容会清除，确定重新填写吗？')) return;
    try {
      await autosave.stop();
      await ask(DROP_MATTER_DRAFT, at);
      await reload();
    } catch (error) {
      setProblem(errorWords(error));
    }
  };
  return (
    <>
      {draft && (
        <p className="notice notice-line">
          <span>已恢复您{instantWords(draft.savedAt)}填写的内容，还没有提交。</span>
          <Button size="small" onClick={anew}>
            清除，重新填写
          </Button>
        </p>
      )}
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
      {children({
        found: draft ?? NOTHING,
        keep: (changed) => {
          filled.current = { ...filled.current, ...changed };
          autosave.later(filled.current);
        },
        stop: autosave.stop,
        words: autosave.words,
      })}
    </>
  );
}
