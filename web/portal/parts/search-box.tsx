import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { useSpeech } from './reading.tsx';

/** Searches the directory; `keep` carries filters over. */
export function SearchBox({
  value = '',
  large = false,
  keep = {},
}: {
  value?: string;
  large?: boolean;
  keep?: Readonly<Record<string, string>>;
}): ReactNode {
  const t = useSpeech();
  return (
    <search>
      <form className={large ? 'search search-large' : 'search'} action="/services" method="get">
        <label className="sr-only" htmlFor="q">
          {t('搜索服务事项', 'Search services')}
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={value}
          maxLength={60}
          placeholder={t('例如：挖掘道路、开饭店、高龄津贴', 'For example: business licence')}
          autoComplete="off"
        />
        {Object.entries(keep).map(([name, kept]) => (
          <input key={name} type="hidden" name={name} value={kept} />
        ))}
        <button type="submit" className="button">
          <Icon name="search" />
          {t('搜索', 'Search')}
        </button>
      </form>
    </search>
  );
}
