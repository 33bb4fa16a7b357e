import { type MouseEvent, type SubmitEvent, useEffect, useMemo, useRef, useState } from 'react';
import { compileForm } from '../../../lowcode/form/compile.ts';
import type { Answers, FormContext, FormDefinition } from '../../../lowcode/form/definition.ts';
import { evaluate } from '../../../lowcode/form/evaluate.ts';
import { withValueAt } from '../../../lowcode/form/path.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import type { DraftData, Evaluated } from '../../portal/data/drafts.ts';
import { WithLookups } from '../../portal/fields/lookups.tsx';
import { onPage, visiblePages } from '../../portal/fields/places.ts';
import { mergePosted, withoutRow } from '../../portal/fields/posted.ts';
import { DraftForm } from '../../portal/pages/draft-form.tsx';
import { Notice } from '../../portal/parts/bits.tsx';
import { type FormError, idOf } from '../../portal/parts/form-bits.tsx';
import { FormSteps } from '../../portal/parts/form-steps.tsx';
import { ReadingIn, speechIn } from '../../portal/parts/reading.tsx';
import { placeOfControl, withFirstPreviewRows, withPreviewRow } from './preview-answers.ts';
import { at, partsOf } from './tree.ts';
import { useLookupsOf } from './use-lookups.ts';

const BASE = '/drafts/preview';

/** The portal's own pages of a form: filling in, rules, errors and going on work as they will; nothing is sent. */
export function PortalPages({
  form,
  context,
  language,
  answers: typed,
  setAnswers,
  selected,
  select,
  keep,
}: {
  form: FormDefinition;
  context: FormContext;
  language: 'zh' | 'en';
  answers: RawAnswers;
  setAnswers: (answers: RawAnswers) => void;
  selected: string;
  select: (path: string) => void;
  keep: ((answers: Answers, context: FormContext) => void) | undefined;
}) {
  const t = speechIn(language);
  const place = useRef<HTMLDivElement>(null);
  const lookups = useLookupsOf(form, typed);
  const [number, setNumber] = useState<number | 'check'>(1);
  const [shownErrors, setShownErrors] = useState(false);
  const compiled = useMemo(() => compileForm(form), [form]);
  const page = number === 'check' ? undefined : form.pages[number - 1];
  const answers = page ? withFirstPreviewRows(page, typed) : typed;
  const evaluation = useMemo(() => evaluate(compiled, answers, context), [compiled, answers, context]);
  const evaluated: Evaluated = {
    visible: [...evaluation.visible],
    required: [...evaluation.required],
    computed: evaluation.computed,
    answers: evaluation.answers,
    errors: evaluation.errors.map((error) => ({ ...error, message: t.text(error.message) })),
  };
  const pages = visiblePages(form, evaluation.visible);
  const errors: FormError[] = page ? evaluated.errors.filter(({ path }) => onPage(page, path)) : [];
  useChosen(place, form, selected, number, setNumber);

  const read = (element: HTMLFormElement): RawAnswers => {
    if (!page) return answers;
    const posted = new URLSearchParams();
    for (const [name, value] of new FormData(element)) if (typeof value === 'string') posted.append(name, value);
    const merged = mergePosted(form, page, answers, posted);
    setAnswers(merged);
    return merged;
  };
  const go = (to: number | 'check') => {
    setShownErrors(false);
    setNumber(to);
    place.current?.ownerDocument.defaultView?.scrollTo(0, 0);
  };
  const submit = (event: SubmitEvent<HTMLDivElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent;
    const [action = 'next', group = '', row = ''] = ((submitter as HTMLButtonElement | null)?.value ?? 'next').split(
      ':',
    );
    const now = read(event.target as HTMLFormElement);
    if (action === 'add') return setAnswers(withPreviewRow(now, group));
    if (action === 'remove') return setAnswers(withoutRow(now, group, row));
    if (action === 'file') return setAnswers(withValueAt(now, group, [PRETENDED]));
    if (action === 'drop') return setAnswers(withValueAt(now, group, []));
    if (action !== 'next') return;
    const result = evaluate(compiled, now, context);
    if (page && result.errors.some(({ path }) => onPage(page, path))) return setShownErrors(true);
    const following = visiblePages(form, result.visible).find((each) => number !== 'check' && each.number > number);
    go(following?.number ?? 'check');
  };
  // By pointer only: who goes through the fields by keyboard tries the form and does not want another part.
  const choose = (target: Element) => {
    const field = target.closest('[name]') ?? target.closest('.field')?.querySelector('[name]');
    const path = placeOfControl(form, field?.getAttribute('name') ?? '');
    if (path) select(path);
  };
  const click = (event: MouseEvent) => {
    choose(event.target as Element);
    const link = (event.target as Element).closest('a');
    const to = link?.getAttribute('href') ?? '';
    if (!link || to.startsWith('#')) return;
    event.preventDefault();
    const last = to.split('/').at(-1) ?? '';
    if (to.startsWith(BASE)) go(last === 'check' ? 'check' : Number(last));
  };
  const draft = useMemo(() => draftOf(form, context.today), [form, context.today]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: links and fields inside have roles of their own
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link is also clicked by its key
    <div ref={place} onSubmit={submit} onClick={click} onInput={(event) => readFrom(event.target, read)}>
      <ReadingIn language={language}>
        <WithLookups lookups={lookups}>
          {page ? (
            <DraftForm
              key={number}
              draft={{ ...draft, answers }}
              number={number as number}
              answers={answers}
              evaluated={evaluated}
              errors={shownErrors ? errors : []}
              notice={null}
            />
          ) : (
            <>
              <p className="quiet">{t.text(form.title)}</p>
              <FormSteps base={BASE} pages={pages} now="check" />
              <h1>{t('核对并提交', 'Check and submit')}</h1>
              <Outcome errors={evaluated.errors} t={t} />
              {keep && (
                <div className="actions">
                  <button type="button" className="button" onClick={() => keep(answers as Answers, context)}>
                    {t('存为测试用例', 'Keep as an example')}
                  </button>
                </div>
              )}
            </>
          )}
        </WithLookups>
      </ReadingIn>
    </div>
  );
}

function Outcome({ errors, t }: { errors: Evaluated['errors']; t: ReturnType<typeof speechIn> }) {
  if (errors.length === 0)
    return (
      <Notice tone="success" title={t('这样填可以提交', 'This could be submitted')}>
        <p>{t('这是预览，没有提交。', 'This is a preview; nothing was sent.')}</p>
      </Notice>
    );
  return (
    <Notice tone="warn" title={t(`还有 ${errors.length} 处要改正`, `${errors.length} to correct`)}>
      <ul>
        {errors.map(({ path, message }) => (
          <li key={path + message}>{message}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** The page of the part that is selected comes into sight, and the part with a frame around it. */
function useChosen(
  place: React.RefObject<HTMLDivElement | null>,
  form: FormDefinition,
  selected: string,
  number: number | 'check',
  setNumber: (number: number) => void,
): void {
  const parts = partsOf(selected);
  const wanted = parts[0] === 'pages' ? Number(parts[1]) + 1 : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice turns the page
  useEffect(() => {
    if (wanted !== null && wanted <= form.pages.length) setNumber(wanted);
  }, [selected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when the choice or the page changes
  useEffect(() => {
    const root = place.current;
    for (const old of root?.querySelectorAll('.chosen-part') ?? []) old.classList.remove('chosen-part');
    const control = root && controlOf(root, form, selected);
    const field = control?.closest('.field, .row-card') ?? control;
    field?.classList.add('chosen-part');
    if (!root?.contains(root.ownerDocument.activeElement)) field?.scrollIntoView({ block: 'center' });
  }, [selected, number, form]);
}

/** The control of a part, in the first row of its groups. */
function controlOf(root: HTMLElement, form: FormDefinition, selected: string): Element | null {
  const parts = partsOf(selected);
  if (parts.length < 4) return null;
  if (parts.length === 4) {
    const section = at(form, selected) as { readonly key: string } | undefined;
    return root.querySelector(`#${CSS.escape(idOf(`section-${section?.key}`))}`);
  }
  const keys: string[] = [];
  for (let length = 6; length <= parts.length; length += 2)
    keys.push((at(form, parts.slice(0, length).join('.')) as { key?: string } | undefined)?.key ?? '');
  const name = keys.join('.0.');
  const byId = root.querySelector(`#${CSS.escape(idOf(name))}`);
  return byId ?? root.querySelector(`[name="${CSS.escape(name)}"], [name="${CSS.escape(`${name}.from`)}"]`);
}

function readFrom(target: EventTarget, read: (form: HTMLFormElement) => void): void {
  const form = (target as Element).closest('form');
  if (form) read(form as HTMLFormElement);
}

const PRETENDED = { id: 'preview', name: '试填的附件.pdf', size: 120_000, type: 'application/pdf' };

/** What the portal's page wants to know of a draft beside its answers. */
function draftOf(form: FormDefinition, today: string): DraftData {
  return {
    ...{
      id: 'preview',
      answers: {},
      prefilled: [],
      page: null,
      version: 1,
      savedAt: `${today}T01:00:00Z`,
      expiresOn: today,
    },
    service: {
      ...{ key: 'preview', version: 1, name: form.title, promisedDays: 0, guide: null },
      unit: { code: '', name: { zh: '' } } as DraftData['service']['unit'],
    },
    formVersion: { key: 'preview', version: 1, title: form.title, definition: form },
  };
}
