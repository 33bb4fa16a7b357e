import type { StreamType } from '../stream.ts';

/** Stream `subject/<id>`: a person or company whose data the cloud holds. The id says nothing of who it is. */
export const category = 'subject';

export type SubjectEvent = {
  /** The key was destroyed: nothing sealed for the subject can be read again (个人信息保护法 47). */
  readonly type: 'SubjectErased';
  readonly v: 1;
  readonly data: { readonly subject: string; readonly today: string; readonly reasonCode: string };
};

export interface Subject {
  readonly erased: boolean;
}

export const subject: StreamType<SubjectEvent, Subject> = {
  category,
  versions: { SubjectErased: 1 },
  personal: {},
  initial: { erased: false },
  evolve: () => ({ erased: true }),
};

export function erase(state: Subject, data: SubjectEvent['data']): SubjectEvent[] {
  return state.erased ? [] : [{ type: 'SubjectErased', v: 1, data }];
}
