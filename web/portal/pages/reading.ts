import { localPath } from '../contract.ts';
import { goTo, type Handler } from '../page.tsx';
import { type Reading, readingCookie } from '../visit.ts';

/** Changes how the reader reads, and goes back to the page they were on. */
export const reading: Handler = async (visit, { way }) => {
  const now = visit.reading;
  const next: Reading =
    way === 'en'
      ? { ...now, language: 'en' as const }
      : way === 'hans' || way === 'hant'
        ? { ...now, language: 'zh' as const, script: way as Reading['script'] }
        : { ...now, large: way === 'large' };
  const response = goTo(localPath(visit.url.searchParams.get('back')));
  response.headers.append('set-cookie', readingCookie(next));
  return response;
};
