import type { Handler } from './page.tsx';
import { about, sitemap } from './pages/about.tsx';
import { guide } from './pages/guide.tsx';
import { home } from './pages/home.tsx';
import { hotline, postHotline } from './pages/hotline.tsx';
import { progress } from './pages/progress.tsx';
import { reading } from './pages/reading.ts';
import { receipt } from './pages/receipt.tsx';
import { postReportError, reportError } from './pages/report-error.tsx';
import { services } from './pages/services.tsx';
import { ticketProgress } from './pages/ticket-progress.tsx';
import { units } from './pages/units.tsx';
import { verify } from './pages/verify.tsx';

/** Every address of the portal. */
export const routes: readonly (readonly ['GET' | 'POST', string, Handler])[] = [
  ['GET', '/', home],
  ['GET', '/services', services],
  ['GET', '/services/:key', guide],
  ['GET', '/units', units],
  ['GET', '/progress', progress],
  ['POST', '/progress', progress],
  ['GET', '/licences/verify', verify],
  ['GET', '/licences/verify/:identifier', verify],
  ['GET', '/hotline', hotline],
  ['POST', '/hotline', postHotline],
  ['GET', '/hotline/progress', ticketProgress],
  ['POST', '/hotline/progress', ticketProgress],
  ['GET', '/report-error', reportError],
  ['POST', '/report-error', postReportError],
  ['GET', '/receipts/:id', receipt],
  ['GET', '/about', about],
  ['GET', '/sitemap', sitemap],
  ['GET', '/reading/:way', reading],
];
