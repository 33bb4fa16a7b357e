import type { ReactNode } from 'react';
import { daysLeftWords } from '../../../lowcode/dates.ts';
import { Icon, type IconName } from './icon.tsx';
import { useSpeech } from './reading.tsx';

export type Tone = 'plain' | 'primary' | 'success' | 'warn' | 'danger' | 'ended';
const TONE_ICON: Readonly<Record<Tone, IconName>> = {
  plain: 'clock',
  primary: 'progress',
  success: 'check',
  warn: 'warn',
  danger: 'error',
  ended: 'none',
};

/** A state as a word with a shape: never only a colour. */
export function Tag({
  tone = 'plain',
  icon = true,
  children,
}: {
  tone?: Tone;
  icon?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <span className={`tag tag-${tone}`}>
      {icon && <Icon name={TONE_ICON[tone]} size={16} />}
      {children}
    </span>
  );
}

/** What a list says when there is nothing in it: why, and what to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A message that stands out: information, success, warning or danger, with its icon. */
export function Notice({
  tone = 'info',
  title,
  children,
}: {
  tone?: 'info' | 'success' | 'warn' | 'danger';
  title?: string;
  children?: ReactNode;
}): ReactNode {
  const icon: IconName = tone === 'success' ? 'check' : tone === 'warn' ? 'warn' : tone === 'danger' ? 'error' : 'info';
  return (
    <div className={`notice notice-${tone}`} role={tone === 'danger' ? 'alert' : undefined}>
      <Icon name={icon} size={24} />
      <div>
        {title && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** Pairs of a name and what it is: a receipt, a case, a licence. Pairs without a value are left out. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode] | null | false)[] }): ReactNode {
  return (
    <dl className="facts">
      {rows.map((row) =>
        row && row[1] != null && row[1] !== '' ? (
          <div key={row[0]}>
            <dt>{row[0]}</dt>
            <dd>{row[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

export interface CountedDay {
  readonly date: string;
  readonly reason: string | null;
  readonly number: number | null;
}
export interface DueDate {
  readonly date: string | null;
  readonly note?: string | null;
  readonly daysLeft: number | null;
  readonly level: string;
  readonly counted: readonly CountedDay[];
}

/** A due date with what is left of it, and why it is this date. */
export function Due({ due }: { due: DueDate }): ReactNode {
  const t = useSpeech();
  const tone: Tone =
    due.level === 'overdue' ? 'danger' : due.level === 'soon' ? 'warn' : due.level === 'done' ? 'success' : 'plain';
  const left =
    due.daysLeft == null || due.level === 'done' || due.level === 'stopped' || due.level === 'waiting'
      ? t.word('dueLevel', due.level)
      : daysLeftWords(due.daysLeft, t.language);
  return (
    <>
      {due.date
        ? t.date(due.date)
        : due.level === 'stopped'
          ? t('暂停计算，恢复后重新确定', 'Paused; set again afterwards')
          : due.level === 'waiting'
            ? t(
                '补正收齐后5个工作日内告诉您是否受理',
                'You are told within 5 working days after the supplement is complete',
              )
            : t('待定：下一年度节假日安排尚未公布', "To be set: next year's holidays are not published yet")}{' '}
      <Tag tone={tone}>{left}</Tag>
      {due.note && (
        <span className="quiet">{t(due.note, 'Provisional: the holidays of that year are not announced yet.')}</span>
      )}
      {due.counted.length > 0 && (
        <details className="why">
          <summary>{t('为什么是这一天', 'Why this date')}</summary>
          <ol className="counted">
            {due.counted.map((day) => (
              <li key={day.date} className={day.number == null ? 'uncounted' : undefined}>
                {t.date(day.date)} -{' '}
                {day.number == null
                  ? (day.reason ?? t('不计入', 'not counted'))
                  : t(`第${day.number}个工作日`, `working day ${day.number}`)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

/** 下一页: keyset paging has no page numbers; going back is the browser's own. */
export function NextPage({ href, first }: { href: string | null; first: string | null }): ReactNode {
  const t = useSpeech();
  if (!href && !first) return null;
  return (
    <nav className="pager" aria-label={t('翻页', 'Pages')}>
      {first && <a href={first}>{t('回到第一页', 'First page')}</a>}
      {href && (
        <a className="button secondary" href={href} rel="next">
          {t('下一页', 'Next page')}
        </a>
      )}
    </nav>
  );
}

/** The same address with some parameters changed; null takes one away. */
export function withParams(url: URL, changes: Readonly<Record<string, string | null>>): string {
  const params = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') params.delete(name);
    else params.set(name, value);
  }
  const query = params.toString();
  return query ? `${url.pathname}?${query}` : url.pathname;
}
