import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { errorWords } from '../api/ask.ts';
import type { Asked } from '../api/use-ask.ts';

/** Nothing here: says so, why, and what to do next. */
export function Empty({ title, hint, action }: { title: string; hint?: ReactNode; action?: ReactNode }) {
  return (
    <div className="state">
      <svg
        width="48"
        height="40"
        viewBox="0 0 48 40"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <path d="M6 22 12 8h24l6 14v11H6zM6 22h10l3 5h10l3-5h10" strokeLinejoin="round" />
      </svg>
      <p className="state-title">{title}</p>
      {hint && <p className="state-hint">{hint}</p>}
      {action}
    </div>
  );
}

function Failed({ error, retry }: { error: Asked<unknown>['error']; retry: () => void }) {
  const code = error?.code ?? '';
  if (code === 'FORBIDDEN')
    return <Empty title="您没有查看这一页的权限" hint="请联系本单位管理员，或换用有权限的账号登录。" />;
  if (code === 'UNAUTHENTICATED')
    return (
      <Empty
        title="登录已失效"
        hint="重新登录后会回到这一页。"
        action={
          <Button type="primary" href={signInHref()}>
            重新登录
          </Button>
        }
      />
    );
  return (
    <div className="state" role="alert">
      <p className="state-title">没有取到内容</p>
      <p className="state-hint">{errorWords(error)}</p>
      <Button onClick={retry}>重试</Button>
    </div>
  );
}

/** Where one signs in, coming back to this very screen. */
export function signInHref(): string {
  return `/auth/login?return=${encodeURIComponent(window.location.pathname + window.location.search)}`;
}

/** Shows what was asked for, or that it is on its way, or why it did not come. */
export function Await<Data>({
  asked,
  children,
  rows = 6,
}: {
  asked: Asked<Data>;
  children: (data: Data) => ReactNode;
  rows?: number;
}) {
  if (asked.data !== null) {
    return (
      <>
        {asked.error && (
          <p className="notice notice-danger" role="alert">
            {errorWords(asked.error)}
          </p>
        )}
        {children(asked.data)}
      </>
    );
  }
  if (asked.error) return <Failed error={asked.error} retry={asked.reload} />;
  return (
    <div className="loading" role="status" aria-label="正在取内容">
      <Skeleton active paragraph={{ rows }} title={false} />
    </div>
  );
}
