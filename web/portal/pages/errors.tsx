import type { ReactNode } from 'react';
import { type PageVisit, show, signInFirst } from '../page.tsx';
import { Notice } from '../parts/bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import type { Refusal } from '../visit.ts';

export function notFound(visit: PageVisit): Promise<Response> {
  const { t } = visit;
  return show(
    visit,
    { title: t('没有找到这个页面', 'Page not found'), status: 404 },
    <ErrorPage title={t('没有找到这个页面', 'Page not found')} below={<SearchBox />}>
      <p>{t('地址可能输错了，或者内容已经撤下。', 'The address may be wrong, or the content was taken down.')}</p>
    </ErrorPage>,
  );
}

export function noPermission(visit: PageVisit): Promise<Response> {
  const { t } = visit;
  return show(
    visit,
    { title: t('没有权限查看', 'No permission'), status: 403 },
    <ErrorPage title={t('没有权限查看', 'No permission')}>
      <p>
        {t(
          '这项内容属于其他人或其他部门。如果登录的账号不对，请退出后换一个账号。',
          'This belongs to somebody else or another department. If this is the wrong account, sign out and use another.',
        )}
      </p>
    </ErrorPage>,
  );
}

export function signInFailed(visit: PageVisit): Promise<Response> {
  const { t } = visit;
  const title = t('登录没有完成', 'Sign-in was not completed');
  return show(
    visit,
    { title, status: 400 },
    <ErrorPage title={title}>
      <p>{t('可能停留太久，或者在登录页选择了取消。', 'It may have taken too long, or was cancelled.')}</p>
      <p>
        <a href="/auth/login">{t('重新登录', 'Sign in again')}</a>
      </p>
    </ErrorPage>,
  );
}

/** What a refusal of the domain looks like: to sign-in, 403, 404, or its own words. Anything else is rethrown. */
export async function refused(visit: PageVisit, refusal: Refusal): Promise<Response> {
  const { t } = visit;
  if (refusal.code === 'UNAUTHENTICATED') return signInFirst(visit);
  // Whoever did not sign in may be allowed afterwards.
  if (refusal.code === 'FORBIDDEN') return visit.viewer ? noPermission(visit) : signInFirst(visit);
  if (refusal.code === 'NOT_FOUND') return notFound(visit);
  if (refusal.code.startsWith('INTERNAL')) throw refusal;
  const title = t('这一步没有办成', 'This could not be done');
  return show(
    visit,
    { title, status: refusal.code === 'STALE' ? 409 : 400 },
    <ErrorPage title={title}>
      <p>{problemWords(refusal, t.language)}</p>
      <p>
        <a href={visit.url.pathname}>{t('返回重试', 'Back, and try again')}</a>
      </p>
    </ErrorPage>,
  );
}

/** A refusal's message is written for people in Chinese; a message that is not is replaced by a general one. */
export function problemWords(refusal: Refusal, language: 'zh' | 'en' = 'zh'): string {
  if (refusal.code === 'STALE')
    return language === 'en'
      ? 'Somebody changed this meanwhile. Open it again.'
      : '内容已在别处更新，请重新打开后再试。';
  if (language === 'en')
    return /[\u4e00-\u9fff]/.test(refusal.message) ? `Not done: ${refusal.message}` : refusal.message;
  return /[\u4e00-\u9fff]/.test(refusal.message) ? refusal.message : '系统没有接受这次操作，请核对填写的内容后重试。';
}

/** The page for our own faults: what happened is in the log under the number, never on the page. */
export function failed(visit: PageVisit, reference: string): Promise<Response> {
  const { t } = visit;
  const title = t('系统出了问题', 'Something went wrong');
  return show(
    visit,
    { title, status: 500 },
    <ErrorPage title={title} tone="danger">
      <p>
        {t(
          '已经记录，正在处理。请稍后再试，您保存过的草稿不会丢失。',
          'It is recorded. Please try again later; saved drafts are safe.',
        )}
      </p>
      <p className="quiet">
        {t('反馈时请说明编号', 'When you report it, give the number')} <span className="code">{reference}</span>
      </p>
    </ErrorPage>,
  );
}

function ErrorPage({
  title,
  tone = 'warn',
  below,
  children,
}: {
  title: string;
  tone?: 'warn' | 'danger';
  below?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{title}</h1>
      <Notice tone={tone}>{children}</Notice>
      {below}
      <p className="section-title">
        <a href="/">{t('回到首页', 'Home page')}</a> {t('或拨打', 'or call')} 12345
      </p>
    </>
  );
}
