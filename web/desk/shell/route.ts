import { useSyncExternalStore } from 'react';

/** The desk lives under `/desk`; a screen's path is what follows: `/cases/2026-00012`. */
const BASE = '/desk';

export interface Route {
  readonly path: string;
  readonly query: URLSearchParams;
}

const listeners = new Set<() => void>();
let current = read();
/** Asks before one leaves a screen with unsaved work; null when nothing is lost. */
let leaving: (() => boolean) | null = null;

function read(): Route {
  const { pathname, search } = window.location;
  const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname;
  return { path: path === '' ? '/' : decodeURI(path), query: new URLSearchParams(search) };
}

function changed(): void {
  current = read();
  for (const listener of listeners) listener();
}
window.addEventListener('popstate', changed);

/** Goes to a screen. `replace` keeps the browser's history as it is, for filters. */
export function navigate(to: string, { replace = false } = {}): void {
  if (!replace && leaving && !leaving()) return;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', BASE + to);
  changed();
  if (!replace) window.scrollTo(0, 0);
}

/** The address of a screen for a link. */
export function href(to: string): string {
  return BASE + to;
}

export function useRoute(): Route {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Registers the question asked before leaving; returns how to take it back. */
export function guardLeaving(question: () => boolean): () => void {
  leaving = question;
  return () => {
    if (leaving === question) leaving = null;
  };
}

/** The parts of a path by a pattern such as `/cases/:number`, or null when it is another. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':') && value !== '') found[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return found;
}
