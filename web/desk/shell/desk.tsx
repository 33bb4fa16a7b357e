import { createContext, useContext } from 'react';
import type { Region, Viewer } from '../api/model.ts';

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

/** Whether the server allows the person one of these, in any unit; it alone decides what follows. */
export function mayDo(viewer: Viewer, ...permissions: readonly string[]): boolean {
  return permissions.some((permission) => viewer.permissions.includes(permission));
}
