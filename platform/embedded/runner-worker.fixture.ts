import { existsSync, writeFileSync } from 'node:fs';
import { fixture } from '../conformance/views.fixtures.ts';

/** The conformance fixture as a module, for runners in a thread of their own. `Stop` is an event that no thread survives. */
export const domain = (() => {
  const { views, upcast } = fixture();
  const [cases, people, tally] = views;
  return {
    upcast,
    views: [
      people,
      tally,
      {
        ...cases,
        events: [...cases.events, 'Stop'],
        route: (event: { type: string; stream: string }) => (event.type === 'Stop' && stop() ? [] : [event.stream]),
      },
    ],
  };
})();

/** Views that several threads fill: one rightly, and one whose rows come from many streams although it says otherwise. */
export const shared = (() => {
  const { views, upcast } = fixture();
  const [cases, people, tally] = views;
  const rowsPerStream = true;
  return { upcast, views: [{ ...cases, rowsPerStream }, { ...people, rowsPerStream }, tally] };
})();

let stopped = false;

/** Ends the thread, the first time the marker file is not there. */
function stop(): boolean {
  const marker = process.env.HENGYUN_STOP_MARKER;
  if (!stopped && marker !== undefined && !existsSync(marker)) {
    stopped = true;
    writeFileSync(marker, '');
    process.exit(1);
  }
  return true;
}
