import type { ReactNode } from 'react';
import { localPath } from '../contract.ts';
import { type Handler, type PageVisit, show } from '../page.tsx';
import { CallerFields } from '../parts/caller-fields.tsx';
import { ErrorSummary, type FormError, TextInput } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { isCallable, registerTicket } from './register-ticket.ts';

/** 我为政府网站找错: from any page; transferred in one working day, answered in three. */
export const reportError: Handler = async (visit) => {
  const page = localPath(visit.url.searchParams.get('page'));
  return draw(
    visit,
    new URLSearchParams({
      page: page === '/' ? visit.url.origin : visit.url.origin + page,
      commandId: crypto.randomUUID(),
    }),
    [],
  );
};

export const postReportError: Handler = async (visit) => {
  const { t } = visit;
  const typed = visit.form ?? new URLSearchParams();
  const get = (name: string): string => (typed.get(name) ?? '').trim();
  const errors: FormError[] = [];
  if (!URL.canParse(get('page')) || !/^https?:/.test(get('page')))
    errors.push({ path: 'page', message: t('请填写网页地址，以 http 开头', 'Enter the address, starting with http') });
  if (get('text').length < 4) errors.push({ path: 'text', message: t('请写明哪里错了', 'Say what is wrong') });
  if (get('text').length > 1000)
    errors.push({ path: 'text', message: t('不超过1000个字', 'At most 1,000 characters') });
  if (get('callerPhone') && !isCallable(get('callerPhone')))
    errors.push({ path: 'callerPhone', message: t('电话只能是数字，7至20位', 'Digits only, 7 to 20') });
  if (errors.length === 0) {
    const named = get('callerName') !== '' || get('callerPhone') !== '';
    const input = {
      kind: 'siteError',
      title: t('网站找错', 'Website error'),
      text: get('text'),
      anonymous: !named,
      callerName: get('callerName') || null,
      callerPhone: get('callerPhone') || null,
      site: new URL(get('page')).host,
      page: get('page').slice(0, 500),
    };
    const answer = await registerTicket(visit, input, get('commandId') || crypto.randomUUID(), 'text');
    if (answer instanceof Response) return answer;
    errors.push(answer);
  }
  return draw(visit, typed, errors);
};

function draw(visit: PageVisit, typed: URLSearchParams, errors: readonly FormError[]): Promise<Response> {
  const title = visit.t('我为政府网站找错', 'Report a website error');
  return show(
    visit,
    { title, trail: [], status: errors.length > 0 ? 400 : 200, column: visit.t('互动交流', 'Interaction') },
    <Report title={title} typed={typed} errors={errors} />,
  );
}

function Report({
  title,
  typed,
  errors,
}: {
  title: string;
  typed: URLSearchParams;
  errors: readonly FormError[];
}): ReactNode {
  const t = useSpeech();
  const at = (path: string): string | undefined => errors.find((error) => error.path === path)?.message;
  const value = (name: string): string => typed.get(name) ?? '';
  return (
    <>
      <h1>{title}</h1>
      <p>
        {t(
          '打不开、内容过时、写错了、找不到，都可以告诉我们。1个工作日内转办，3个工作日内答复。',
          'Broken, outdated, wrong or missing: tell us. Passed on within 1 working day, answered within 3.',
        )}
      </p>
      <ErrorSummary errors={errors} />
      <form method="post" action="/report-error" className="form stack section-title">
        <input type="hidden" name="commandId" value={value('commandId')} />
        <TextInput
          name="page"
          label={t('网页地址', 'Address of the page')}
          value={value('page')}
          error={at('page')}
          maxLength={500}
          inputMode="url"
          plain
        />
        <TextInput
          name="text"
          label={t('哪里错了', 'What is wrong')}
          hint={t('写明原来是什么、应当是什么。', 'What it says, and what it should say.')}
          value={value('text')}
          error={at('text')}
          rows={5}
          maxLength={1000}
        />
        <CallerFields value={value} error={at} optional />
        <button type="submit" className="button">
          {t('提交', 'Send')}
        </button>
      </form>
    </>
  );
}
