import type { ReactNode } from 'react';
import { VERIFY, type VerifyAnswer } from '../data/look-ups.ts';
import { goTo, type Handler, show } from '../page.tsx';
import { Facts, Notice, Tag } from '../parts/bits.tsx';
import { TextInput } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';

/** 证照核验: anybody may ask; the holder's name is masked. */
export const verify: Handler = async (visit, { identifier }) => {
  const { t, url } = visit;
  const typed = url.searchParams.get('identifier')?.trim().slice(0, 120);
  if (typed) return goTo(`/licences/verify/${encodeURIComponent(typed)}`);
  const title = t('证照核验', 'Check a licence');
  if (!identifier) return show(visit, { title, trail: [] }, <Ask title={title} />);
  const { verifyLicence } = await ask<VerifyAnswer>(visit, VERIFY, { identifier: identifier.slice(0, 120) });
  const trail = [{ href: '/licences/verify', label: title }];
  const status = verifyLicence.result === 'notFound' ? 404 : 200;
  return show(visit, { title: t('核验结果', 'Result'), trail, status }, <Result {...verifyLicence} />);
};

function Ask({ title, value }: { title?: string; value?: string }): ReactNode {
  const t = useSpeech();
  return (
    <>
      {title && <h1>{title}</h1>}
      <form method="get" action="/licences/verify" className="form stack">
        <TextInput
          name="identifier"
          label={t('电子证照标识', 'Licence identifier')}
          hint={t(
            '证照上以 1.2.156.3005.2 开头的一串字符，最后一位是校验位',
            'It begins with 1.2.156.3005.2; its last character is a check character',
          )}
          value={value}
          maxLength={120}
          autoComplete="off"
          plain
        />
        <button type="submit" className="button">
          {t('核验', 'Check')}
        </button>
      </form>
    </>
  );
}

function Result(props: VerifyAnswer['verifyLicence']): ReactNode {
  const t = useSpeech();
  const { result, identifier } = props;
  const good = result === 'valid';
  const known = good || result === 'notValid';
  const early = result === 'notValid' && props.state === 'valid';
  const heading = t.word('verificationResult', result);
  return (
    <>
      <h1>{t('核验结果', 'Result')}</h1>
      {known ? (
        <div className={`licence-card ${good ? 'is-valid' : early ? '' : 'is-bad'}`}>
          <p>
            <Tag tone={good ? 'success' : early ? 'warn' : 'danger'}>
              {good
                ? t('真实有效', 'Genuine and valid')
                : early
                  ? t('真实，尚未生效', 'Genuine, not in force yet')
                  : t(
                      `真实，但状态为“${t.word('licenceState', props.state)}”`,
                      `Genuine, but ${t.word('licenceState', props.state)}`,
                    )}
            </Tag>
          </p>
          <Facts
            rows={[
              [t('证照名称', 'Licence'), props.typeName && t.text(props.typeName)],
              [t('持有人', 'Holder'), props.maskedHolder && <span translate="no">{props.maskedHolder}</span>],
              [t('颁发单位', 'Issued by'), props.issuer && t.text(props.issuer.name)],
              [t('状态', 'State'), props.state && t.word('licenceState', props.state)],
              [t('有效期起', 'Valid from'), props.validFrom && t.date(props.validFrom)],
              [t('有效期止', 'Valid until'), props.validTo ? t.date(props.validTo) : t('长期', 'No end')],
              [
                t('证照标识', 'Identifier'),
                <span key="i" className="code">
                  {identifier}
                </span>,
              ],
            ]}
          />
        </div>
      ) : (
        <>
          <Notice tone={result === 'notFound' ? 'warn' : 'danger'} title={heading}>
            <p className="code">
              {result === 'wrongCheckCharacter' ? (
                <>
                  {identifier.slice(0, -1)}
                  <span className="mark-char">{identifier.slice(-1)}</span>
                </>
              ) : (
                identifier
              )}
            </p>
            <p>{explain(result, t)}</p>
          </Notice>
          <Ask value={identifier} />
        </>
      )}
      {known && (
        <p className="no-print section-title">
          <a href="/licences/verify">{t('再核验一个', 'Check another')}</a>
        </p>
      )}
    </>
  );
}

function explain(result: string, t: ReturnType<typeof useSpeech>): string {
  if (result === 'wrongCheckCharacter')
    return t(
      '最后一位校验位与前面的字符对不上：抄错了一位，或者这不是真的证照标识。请对照原件再输一遍。',
      'The last character does not fit the others: one was copied wrongly, or this is no genuine identifier. Compare it with the original.',
    );
  if (result === 'malformed')
    return t(
      '这不是电子证照标识。它由六段组成，以 1.2.156.3005.2 开头，段与段之间用点隔开。',
      'This is not a licence identifier: six segments after 1.2.156.3005.2, with dots between.',
    );
  return t(
    '标识写法正确，但本地没有颁发过这个证照。请确认颁发地区。',
    'The identifier is well formed, but no such licence was issued here.',
  );
}
