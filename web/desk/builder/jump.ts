import { propertyId } from './PropertyField.tsx';
import { joinPath, partsOf } from './tree.ts';

/** The nearest part of an outline that a path leads to. */
export function nearest(paths: readonly string[], path: string): string {
  const parts = partsOf(path);
  for (let length = parts.length; length > 0; length -= 1) {
    const shorter = joinPath(...parts.slice(0, length));
    if (paths.includes(shorter)) return shorter;
  }
  return '';
}

/** Brings the property a problem stands at into view and gives it the focus, once the sheet has been drawn. */
export function showProperty(path: string): void {
  requestAnimationFrame(() => {
    const parts = partsOf(path);
    for (let length = parts.length; length > 0; length -= 1) {
      const id = propertyId(joinPath(...parts.slice(0, length)));
      const place = document.getElementById(`${id}-place`);
      if (!place) continue;
      for (let fold = place.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
        fold.open = true;
      place.scrollIntoView({ block: 'center' });
      const found = document.getElementById(propertyId(path)) ?? document.getElementById(id);
      (found ?? place.querySelector<HTMLElement>(':is(input, button, textarea):enabled'))?.focus({
        preventScroll: true,
      });
      return;
    }
  });
}
