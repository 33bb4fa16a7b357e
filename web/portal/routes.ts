import type { Handler } from './page.tsx';
import { about, sitemap } from './pages/about.tsx';
import { apply, startApply } from './pages/apply.tsx';
import { draftCheck, submitDraft } from './pages/draft-check.tsx';
import { attachFile, fileStep } from './pages/draft-files.tsx';
import { deleteDraft, draftPage, postDraftPage, resumeDraft } from './pages/draft-page.tsx';
import { signInFailed } from './pages/errors.tsx';
import { guide } from './pages/guide.tsx';
import { home } from './pages/home.tsx';
import { hotline, postHotline } from './pages/hotline.tsx';
import { materialList } from './pages/material-list.tsx';
import { my } from './pages/my.tsx';
import { myCase, rateCase, withdrawCase } from './pages/my-case.tsx';
import { myMessages, readMessages } from './pages/my-messages.tsx';
import { myTicket } from './pages/my-ticket.tsx';
import { open } from './pages/open.tsx';
import { openApi } from './pages/open-api.tsx';
import { openDataset } from './pages/open-dataset.tsx';
import { progress } from './pages/progress.tsx';
import { reading } from './pages/reading.ts';
import { receipt } from './pages/receipt.tsx';
import { postReportError, reportError } from './pages/report-error.tsx';
import { services } from './pages/services.tsx';
import { attachSupplementFile, postSupplement, supplement, supplementFile } from './pages/supplement.tsx';
import { ticketProgress } from './pages/ticket-progress.tsx';
import { units } from './pages/units.tsx';
import { verify } from './pages/verify.tsx';

/** Every address of the portal. */
export const routes: readonly (readonly ['GET' | 'POST', string, Handler])[] = [
  ['GET', '/', home],
  ['GET', '/services', services],
  ['GET', '/services/:key', guide],
  ['GET', '/services/:key/materials', materialList],
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
  ['GET', '/apply/:service', apply],
  ['POST', '/apply/:service', startApply],
  ['GET', '/drafts/:id', resumeDraft],
  ['GET', '/drafts/:id/check', draftCheck],
  ['POST', '/drafts/:id/submit', submitDraft],
  ['POST', '/drafts/:id/delete', deleteDraft],
  ['GET', '/drafts/:id/files', fileStep],
  ['GET', '/drafts/:id/files/attached', attachFile],
  ['GET', '/drafts/:id/:page{[0-9]{1,3}}', draftPage],
  ['POST', '/drafts/:id/:page{[0-9]{1,3}}', postDraftPage],
  ['GET', '/my', my],
  ['GET', '/my/messages', myMessages],
  ['POST', '/my/messages', readMessages],
  ['GET', '/my/cases/:id', myCase],
  ['POST', '/my/cases/:id/withdraw', withdrawCase],
  ['POST', '/my/cases/:id/rate', rateCase],
  ['GET', '/my/cases/:id/supplement', supplement],
  ['POST', '/my/cases/:id/supplement', postSupplement],
  ['GET', '/my/cases/:id/files', supplementFile],
  ['GET', '/my/cases/:id/files/attached', attachSupplementFile],
  ['GET', '/my/tickets/:id', myTicket],
  ['GET', '/open', open],
  ['GET', '/open/api', openApi],
  ['GET', '/open/:key', openDataset],
  ['GET', '/sign-in-failed', signInFailed],
  ['GET', '/about', about],
  ['GET', '/sitemap', sitemap],
  ['GET', '/reading/:way', reading],
];
