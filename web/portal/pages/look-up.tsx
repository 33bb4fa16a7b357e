import type { ReactNode } from 'react';
import { type Handler, type PageVisit, show } from '../page.tsx';
import { ErrorSummary, type FormError, TextInput } from '../parts/form-bits.tsx';
import type { Crumb } from '../parts/shell.tsx';
import { Refusal } from '../visit.ts';
import { problemWords } from './errors.tsx';

/** What may be looked up by a number and the code given with it. */
interface LookUp<Found> {
  readonly title: (visit: PageVisit) => string;
  readonly trail: (visit: PageVisit) => readonly Crumb[];
  readonly label: (visit: PageVisit) => string;
  readonly numberHint: (visit: PageVisit) => string;
  readonly codeHint: (visit: PageVisit) => string;
  readonly missing: (visit: PageVisit) => string;
  readonly find: (visit: PageVisit, number: string, queryCode: string) => Promise<Found | null>;
  readonly shown: (found: Found) => ReactNode;
  /** Below the form. */
  readonly besides?: (visit: PageVisit) => ReactNode;
}

/** 进度查询. The query code travels in the body, so that it is in no address and no log. */
export function lookUp<Found>(what: LookUp<Found>): Handler {
  return async (visit) => {
    const { form, t, url } = visit;
    const title = what.title(visit);
    const options = { title, trail: what.trail(visit) };
    const number = (form?.get('number') ?? url.searchParams.get('number') ?? '').trim().slice(0, 40);
    const queryCode = (form?.get('queryCode') ?? '').trim().slice(0, 20);
    const again = (status: number, errors: readonly FormError[]): Promise<Response> =>
      show(visit, { ...options, status }, <Ask what={what} visit={visit} number={number} errors={errors} />);
    if (!form) return again(200, []);
    const errors: FormError[] = [];
    if (!number) errors.push({ path: 'number', message: what.missing(visit) });
    if (!queryCode) errors.push({ path: 'queryCode', message: t('请输入查询码', 'Enter the query code') });
    if (errors.length > 0) return again(400, errors);
    try {
      const found = await what.find(visit, number, queryCode);
      if (found === null) return again(404, [unknown(visit)]);
      return show(
        visit,
        options,
        <>
          <h1>{title}</h1>
          {what.shown(found)}
          <p className="no-print">
            <a href={url.pathname}>{t('再查一件', 'Look up another')}</a>
          </p>
        </>,
      );
    } catch (error) {
      if (!(error instanceof Refusal) || error.code.startsWith('INTERNAL')) throw error;
      if (error.code === 'NOT_FOUND') return again(404, [unknown(visit)]);
      const message = problemWords(error, t.language);
      return again(/TOO_MANY/.test(error.code) ? 429 : 400, [{ path: 'number', message }]);
    }
  };
}

function unknown({ t }: PageVisit): FormError {
  const message = t(
    '没有查到。请对照回执核对编号和查询码',
    'Nothing found. Check the number and the code against your receipt',
  );
  return { path: 'number', message };
}

function Ask<Found>({
  what,
  visit,
  number,
  errors,
}: {
  readonly what: LookUp<Found>;
  readonly visit: PageVisit;
  readonly number: string;
  readonly errors: readonly FormError[];
}): ReactNode {
  const { t } = visit;
  const at = (path: string): string | undefined => errors.find((error) => error.path === path)?.message;
  return (
    <>
      <h1>{what.title(visit)}</h1>
      <ErrorSummary errors={errors} />
      <form method="post" action={visit.url.pathname} className="form stack">
        <TextInput
          name="number"
          label={what.label(visit)}
          hint={what.numberHint(visit)}
          value={number}
          error={at('number')}
          maxLength={40}
          autoComplete="off"
          plain
        />
        <TextInput
          name="queryCode"
          label={t('查询码', 'Query code')}
          hint={what.codeHint(visit)}
          error={at('queryCode')}
          maxLength={20}
          autoComplete="off"
          plain
          short
        />
        <button type="submit" className="button">
          {t('查询', 'Look up')}
        </button>
      </form>
      {what.besides?.(visit)}
    </>
  );
}
