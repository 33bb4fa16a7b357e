import type { ReactNode } from 'react';
import { API_FORMS, type ApiForm, type ApiFormsAnswer } from '../data/api.ts';
import { type Handler, show } from '../page.tsx';
import { Empty } from '../parts/bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';

/** 开发者：the API of every form, with addresses and queries that run as they stand. */
export const openApi: Handler = async (visit) => {
  const { forms } = await ask<ApiFormsAnswer>(visit, API_FORMS);
  const { t } = visit;
  const title = t('开发接口', 'API for developers');
  return show(
    visit,
    { title, trail: [{ href: '/open', label: t('数据开放', 'Open data') }], column: t('数据开放', 'Open data') },
    <Page title={title} forms={forms.filter(({ withdrawn }) => !withdrawn)} />,
  );
};

function Page({ title, forms }: { title: string; forms: readonly ApiForm[] }): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{title}</h1>
      <p>
        {t(
          '每份已发布的表单都有自己的接口：提交申请、按编号查询、本单位办件的实时列表，以及任意筛选和统计。字段说明、JSON Schema 和 OpenAPI 随发布自动更新，旧版本的地址保持不变。',
          'Every published form has an API of its own: to submit, to read a case, to list the cases of one\u2019s units and to count them. Schemas follow each publication; those of older versions stay where they are.',
        )}
      </p>
      <p>
        {t(
          '查询办件要用工作人员或者程序的令牌（Authorization: Bearer），只能看到本单位的办件；错误都带代码。',
          'Reading cases takes a bearer token of staff or of a program, and shows the cases of their units; every error has a code.',
        )}
      </p>
      <h2>{t('共用的地址', 'Addresses')}</h2>
      <ul>
        <li>
          <code>POST /graphql</code> {t('全部接口（GraphQL）', 'everything, by GraphQL')}
        </li>
        <li>
          <a href="/api/forms">
            <code>/api/forms</code>
          </a>{' '}
          {t('表单和它们的地址（JSON）', 'the forms and their addresses, as JSON')}
        </li>
      </ul>
      <h2>{t('表单', 'Forms')}</h2>
      {forms.length === 0 ? (
        <Empty title={t('还没有发布的表单', 'No form yet')} />
      ) : (
        <ul className="cards plain section-title">
          {forms.map((form) => (
            <li key={form.key} className="card">
              <Form form={form} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Form({ form }: { form: ApiForm }): ReactNode {
  const t = useSpeech();
  const { key, title, typeName, version, read, submit, example, statistics } = form;
  const at = `/api/forms/${encodeURIComponent(key)}`;
  const link = (href: string, label: string) => (
    <li>
      <a href={href}>{label}</a>
    </li>
  );
  return (
    <>
      <h3>{title}</h3>
      <p className="quiet">{t(`第${version}版`, `version ${version}`)}</p>
      <ul className="links plain">
        {link(`${at}/schema.json`, 'JSON Schema')}
        {link(`${at}/openapi.json`, 'OpenAPI 3.1')}
        {link(`${at}/schema.graphql`, t('GraphQL 类型（SDL）', 'GraphQL types (SDL)'))}
      </ul>
      <details>
        <summary>{t('怎么用', 'How to use it')}</summary>
        <p>
          {t('提交：', 'Submit: ')}
          <code className="code">{`${submit}(input: ${typeName}Input!, situation: [SituationInput!])`}</code>
          {t('；查询一件：', '; one case: ')}
          <code className="code">{`${read}(number: "…")`}</code>
        </p>
        <p>
          {t(
            '要上传文件的，先用 startDraft 起草，再以 requestUpload、attachUpload 传入，提交时写明 draft；情形引导的回答写在 situation 中。',
            'Files are uploaded into a draft (startDraft, requestUpload, attachUpload), which the submission then names; answers to guided questions go into situation.',
          )}
        </p>
        <p>{t('实时列表，可以直接运行：', 'The live list, to run as it stands:')}</p>
        <pre className="code api-example">{example}</pre>
        <p>{t('统计，可以直接运行：', 'Statistics, to run as they stand:')}</p>
        <pre className="code api-example">{statistics}</pre>
        <p>{t('同样的内容用 REST：', 'The same by REST:')}</p>
        <pre className="code api-example">{`POST ${at}/cases\nGET ${at}/cases?first=5\nGET ${at}/statistics?by=case_state`}</pre>
      </details>
    </>
  );
}
