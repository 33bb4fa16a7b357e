import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { DueDate } from '../api/model.ts';
import { ActionDrawer } from './ActionDrawer.tsx';
import type { Action } from './action.ts';
import { Due } from './due.tsx';
import { Screen } from './Screen.tsx';
import { useReturn } from './use-return.ts';

/**
 * One case, ticket or licence: what to do next and by which buttons, then everything one needs to do it. The likeliest
 * action is the one filled button where `leads` says so; stopping, refusing and taking away never are.
 */
export function RecordScreen<Subject>({
  title,
  back,
  sub,
  tools,
  step,
  words,
  due,
  doneOn,
  actions,
  leads,
  also,
  subject,
  reload,
  main,
  side,
}: {
  title: string;
  back: ReactNode;
  sub: ReactNode;
  /** Beside the heading: what changes nothing. */
  tools?: ReactNode;
  /** What stands over the words: the next step, or how it stands. */
  step: string;
  words: string;
  due?: DueDate | null;
  /** The day it was decided, once it is. */
  doneOn?: string | null;
  actions: readonly Action<Subject>[];
  leads: (action: Action<Subject>) => boolean;
  /** Ways that are no form beside the page. */
  also?: ReactNode;
  subject: Subject;
  reload: () => Promise<void>;
  main: ReactNode;
  side: ReactNode;
}) {
  const [action, setAction] = useState<Action<Subject> | null>(null);
  const { part, opens } = useReturn(action !== null, subject);
  return (
    <Screen wide title={title} back={back} sub={<span className="head-line">{sub}</span>} actions={tools}>
      <section className="next" aria-label={step} ref={part} tabIndex={-1}>
        <div className="next-words">
          <h2>{step}</h2>
          <p>{words}</p>
          {due !== undefined && (
            <p className="next-due">
              <Due due={due} long doneOn={doneOn} />
            </p>
          )}
        </div>
        <div className="next-actions">
          {also}
          {actions.map((each, index) => (
            <Button
              key={each.key}
              type={index === 0 && leads(each) ? 'primary' : 'default'}
              danger={each.danger}
              onClick={({ currentTarget }) => {
                opens(currentTarget);
                setAction(each);
              }}
            >
              {each.label}
            </Button>
          ))}
        </div>
      </section>
      <div className="columns">
        <div className="column-main">{main}</div>
        <div className="column-side">{side}</div>
      </div>
      <ActionDrawer action={action} subject={subject} close={() => setAction(null)} reload={reload} />
    </Screen>
  );
}
