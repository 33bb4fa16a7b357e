import { createContext, useContext } from 'react';
import type { Region, Role, Viewer } from '../api/model.ts';

interface Desk {
  readonly viewer: Viewer;
  readonly region: Region;
}

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

/** Who works here, where, and today's date there. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('outside of the desk');
  return desk;
}

/** Whether the person holds one of the roles, in any unit. */
export function holds(viewer: Viewer, ...roles: readonly Role[]): boolean {
  return viewer.roles.some((held) => roles.includes(held.role));
}
