import type { ReactNode } from 'react';
import { quarterWords } from '../../../lowcode/dates.ts';
import { HOTLINE, type HotlineAnswer } from '../data/look-ups.ts';
import { type Handler, type PageVisit, show } from '../page.tsx';
import { Notice } from '../parts/bits.tsx';
import { CallerFields } from '../parts/caller-fields.tsx';
import { ErrorSummary, type FormError, TextInput } from '../parts/form-bits.tsx';
import { Radios } from '../parts/radios.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { Select } from '../parts/select.tsx';
import { ask } from '../visit.ts';
import { isCallable, registerTicket } from './register-ticket.ts';

const KINDS = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'];

/** 12345 on the web: six kinds of matters, anonymous or confidential as the caller wishes. */
export const hotline: Handler = async (visit) => {
  const title = visit.t('12345政务服务便民热线', '12345 hotline');
  const known = await ask<HotlineAnswer>(visit, HOTLINE);
  const commandId = crypto.randomUUID();
  return show(
    visit,
    { title, trail: [], column: visit.t('互动交流', 'Interaction') },
    <HotlinePage title={title} known={known} errors={[]} typed={prefilled(visit)} commandId={commandId} />,
  );
};

export const postHotline: Handler = async (visit) => {
  const { t } = visit;
  const typed = visit.form ?? new URLSearchParams();
  const get = (name: string): string => (typed.get(name) ?? '').trim();
  const errors = checkTicket(visit, typed);
  const commandId = get('commandId') || crypto.randomUUID();
  if (errors.length === 0) {
    const anonymous = get('who') === 'anonymous';
    const input = {
      kind: get('kind'),
      category: get('category') || null,
      title: get('title'),
      text: get('text'),
      town: get('town') || null,
      place: get('place') || null,
      anonymous,
      confidential: get('who') === 'confidential',
      callerName: anonymous ? null : get('callerName'),
      callerPhone: anonymous ? null : get('callerPhone'),
      caseNumber: get('caseNumber') || null,
    };
    const answer = await registerTicket(visit, input, commandId, 'title');
    if (answer instanceof Response) return answer;
    errors.push(answer);
  }
  const title = t('12345政务服务便民热线', '12345 hotline');
  const known = await ask<HotlineAnswer>(visit, HOTLINE);
  return show(
    visit,
    { title, trail: [], status: 400 },
    <HotlinePage title={title} known={known} errors={errors} typed={typed} commandId={commandId} />,
  );
};

function prefilled({ viewer, url }: PageVisit): URLSearchParams {
  const typed = new URLSearchParams();
  if (viewer) {
    typed.set('callerName', viewer.claims.name);
    typed.set('callerPhone', viewer.claims.phone ?? '');
  }
  const about = url.searchParams.get('case');
  if (about) typed.set('caseNumber', about.slice(0, 40));
  return typed;
}

function checkTicket({ t }: PageVisit, typed: URLSearchParams): FormError[] {
  const get = (name: string): string => (typed.get(name) ?? '').trim();
  const errors: FormError[] = [];
  const need = (path: string, message: string): void => {
    errors.push({ path, message });
  };
  if (!KINDS.includes(get('kind'))) need('kind', t('请选择诉求类型', 'Choose a kind'));
  if (get('title').length < 2) need('title', t('请用一句话写明什么事', 'Say in one sentence what it is about'));
  if (get('title').length > 60) need('title', t('标题不超过60个字', 'At most 60 characters'));
  if (get('text').length < 5) need('text', t('请写明时间、地点和经过', 'Say when, where and what happened'));
  if (get('text').length > 2000) need('text', t('内容不超过2000个字', 'At most 2,000 characters'));
  if (get('who') !== 'anonymous') {
    if (!get('callerName')) need('callerName', t('请填写称呼，或者选择匿名', 'Enter your name, or choose anonymous'));
    if (!isCallable(get('callerPhone')))
      need(
        'callerPhone',
        t('请填写能联系到您的电话，例如13800000001', 'Enter a phone number, for example 13800000001'),
      );
  }
  return errors;
}

interface HotlineProps {
  readonly title: string;
  readonly known: HotlineAnswer;
  readonly errors: readonly FormError[];
  readonly typed: URLSearchParams;
  readonly commandId: string;
}

function HotlinePage({ title, known, errors, typed, commandId }: HotlineProps): ReactNode {
  const t = useSpeech();
  const at = (path: string): string | undefined => errors.find((error) => error.path === path)?.message;
  const value = (name: string): string => typed.get(name) ?? '';
  return (
    <>
      <h1>{title}</h1>
      <Notice tone="warn">
        <p>{t('正在发生的危险请直接拨打110、119或120。', 'In immediate danger call 110, 119 or 120.')}</p>
      </Notice>
      <p>
        {t(
          '拨打12345全天有人接听，也可以在这里写下来。咨询和求助一般3个工作日内答复。',
          'Call 12345 at any hour, or write here. Questions and requests are usually answered within 3 working days.',
        )}{' '}
        <a href="/hotline/progress">{t('查询诉求进度', 'Track a ticket')}</a>
      </p>
      <ErrorSummary errors={errors} />
      <form method="post" action="/hotline" className="form stack section-title">
        <input type="hidden" name="commandId" value={commandId} />
        <Radios
          name="kind"
          legend={t('诉求类型', 'Kind')}
          value={value('kind')}
          error={at('kind')}
          options={KINDS.map((kind) => [kind, t.word('ticketKind', kind)])}
        />
        <TextInput
          name="title"
          label={t('什么事', 'What is it about')}
          hint={t('一句话，例如：金溪社区停水两天', 'One sentence')}
          value={value('title')}
          error={at('title')}
          maxLength={60}
        />
        <TextInput
          name="text"
          label={t('详细情况', 'Details')}
          hint={t(
            '写明时间、地点和经过。请不要写身份证号、银行卡号。',
            'When, where and what happened. No identity or card numbers, please.',
          )}
          value={value('text')}
          error={at('text')}
          rows={6}
          maxLength={2000}
        />
        <Select
          name="category"
          label={t('分类', 'Category')}
          optional
          value={value('category')}
          all={t('不清楚，由话务员判断', 'Not sure')}
          options={known.ticketCategories.map((category) => [category.key, category.name])}
        />
        <Select
          name="town"
          label={t('发生在哪个乡镇', 'Town')}
          optional
          value={value('town')}
          all={t('不清楚或与地点无关', 'Not sure')}
          options={known.divisions.map((division) => [division.code, division.name])}
        />
        <TextInput name="place" label={t('具体地点', 'Place')} value={value('place')} maxLength={100} optional />
        <Radios
          name="who"
          legend={t('是否公开身份', 'Who may know who you are')}
          value={value('who') || 'named'}
          options={[
            ['named', t('实名：承办单位可以联系我', 'Named: the handling unit may contact me')],
            ['confidential', t('保密：只有热线中心知道我是谁', 'Confidential: only the hotline centre knows')],
            ['anonymous', t('匿名：不留姓名和电话，凭编号和查询码查结果', 'Anonymous: no name, look up with the code')],
          ]}
        />
        <CallerFields value={value} error={at} hint={t('匿名的不用填', 'Leave empty when anonymous')} />
        <TextInput
          name="caseNumber"
          label={t('有关的办件编号', 'Number of an application it is about')}
          value={value('caseNumber')}
          maxLength={40}
          optional
          plain
        />
        <button type="submit" className="button">
          {t('提交', 'Send')}
        </button>
      </form>
      <h2>{t('最近反映较多的诉求', 'What people raised lately')}</h2>
      {known.publicTickets.edges.length === 0 ? (
        <p className="quiet">{t('还没有公开的诉求。', 'None yet.')}</p>
      ) : (
        <ul>
          {known.publicTickets.edges.map(({ node }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what is public of tickets carries no identity on purpose
            <li key={index}>
              {[
                node.quarter && quarterWords(node.quarter, t.language),
                node.kind ? t.word('ticketKind', node.kind) : t('各类诉求', 'All kinds'),
                node.categoryName,
                node.townName,
                node.closed === null ? null : node.closed ? t('已办结', 'closed') : t('办理中', 'open'),
                t(`${node.count}件`, `${node.count}`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
