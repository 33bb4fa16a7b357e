import { saysOnly } from '../../../lowcode/form/kinds.ts';
import { nameOfPath, rowIdsAt } from '../../../lowcode/form/path.ts';
import { itemAt } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import { DELETE_DRAFT, type DraftData, type Evaluated, REMOVE_ATTACHMENT, SAVE_DRAFT } from '../data/drafts.ts';
import { WithLookups } from '../fields/lookups.tsx';
import { lookupsFor } from '../fields/lookups-for.ts';
import { onPage, rowsOf, visiblePages } from '../fields/places.ts';
import { mergePosted, withFirstRows, withoutRow, withRow } from '../fields/posted.ts';
import { goTo, type Handler, type PageVisit, show, signInFirst } from '../page.tsx';
import { idOf } from '../parts/form-bits.tsx';
import { ask, Refusal } from '../visit.ts';
import { evaluateDraft, openDraft } from './draft.ts';
import { DraftForm, type DraftFormProps } from './draft-form.tsx';
import { notFound } from './errors.tsx';

/** Where the applicant was: the page saved last, else the first. */
export const resumeDraft: Handler = async (visit, { id = '' }) => {
  const draft = await openDraft(visit, id);
  if (draft instanceof Response) return draft;
  const at = draft.formVersion.definition.pages.findIndex((page) => page.key === draft.page);
  return goTo(`/drafts/${encodeURIComponent(id)}/${Math.max(0, at) + 1}`);
};

export const draftPage: Handler = async (visit, { id = '', page = '' }) => {
  const draft = await openDraft(visit, id);
  if (draft instanceof Response) return draft;
  const { definition } = draft.formVersion;
  const here = definition.pages[Number(page) - 1];
  if (!here) return notFound(visit);
  const answers = withFirstRows(here, draft.answers);
  const evaluated = await evaluateDraft(visit, draft, answers);
  const pages = visiblePages(definition, new Set(evaluated.visible));
  if (!pages.some(({ number }) => number === Number(page))) {
    const next = pages.find(({ number }) => number > Number(page));
    return goTo(next ? `/drafts/${encodeURIComponent(id)}/${next.number}` : `/drafts/${encodeURIComponent(id)}/check`);
  }
  const asked = visit.url.searchParams;
  const notice = asked.get('saved') ? 'saved' : null;
  const errors = asked.get('show') === 'errors' ? errorsOn(here, evaluated) : [];
  return draw(visit, draft, { number: Number(page), answers, evaluated, errors, notice });
};

export const postDraftPage: Handler = async (visit, { id = '', page = '' }) => {
  const draft = await openDraft(visit, id);
  if (draft instanceof Response) return draft;
  const here = draft.formVersion.definition.pages[Number(page) - 1];
  if (!here) return notFound(visit);
  const form = visit.form ?? new URLSearchParams();
  const [action = 'next', ...target] = (form.get('action') ?? 'next').split(':');
  const typed = mergePosted(draft.formVersion.definition, here, draft.answers, form);
  const answers = changeRows(typed, action, target);
  const at = `/drafts/${encodeURIComponent(id)}/${page}`;
  try {
    await ask(visit, SAVE_DRAFT, { id, answers, page: here.key, expectVersion: Number(form.get('version')) || null });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'STALE') throw error;
    const evaluated = await evaluateDraft(visit, draft, answers);
    return draw(visit, draft, { number: Number(page), answers, evaluated, errors: [], notice: 'stale', status: 409 });
  }
  switch (action) {
    case 'add':
      return goTo(`${at}#${idOf(`${target[0]}.${rowsOf(answers, target[0] ?? '').length - 1}`)}`);
    case 'remove':
      return goTo(`${at}#${idOf(target[0] ?? '')}`);
    case 'file':
      return goTo(`/drafts/${encodeURIComponent(id)}/files?page=${page}&at=${encodeURIComponent(target[0] ?? '')}`);
    case 'drop':
      await dropFile(visit, id, answers, target[0] ?? '', target[1] ?? '');
      return goTo(`${at}#${idOf(target[0] ?? '')}`);
    case 'save':
      return goTo(`${at}?saved=1`);
    case 'calculate':
      return goTo(`${at}#${idOf(target[0] ?? '')}`);
    default:
      return next(visit, id, Number(page), answers, form);
  }
};

export const deleteDraft: Handler = async (visit, { id = '' }) => {
  if (!visit.viewer) return signInFirst(visit);
  await ask(visit, DELETE_DRAFT, { id });
  return goTo('/my');
};

function changeRows(answers: RawAnswers, action: string, [group = '', row = '']: readonly string[]): RawAnswers {
  if (action === 'add') return withRow(answers, group);
  if (action === 'remove') return withoutRow(answers, group, row);
  return answers;
}

/** On to the next page, unless this one has something to correct or has become longer by what was answered. */
async function next(
  visit: PageVisit,
  id: string,
  number: number,
  answers: RawAnswers,
  form: URLSearchParams,
): Promise<Response> {
  const draft = await openDraft(visit, id);
  if (draft instanceof Response) return draft;
  const here = draft.formVersion.definition.pages[number - 1];
  if (!here) return notFound(visit);
  const evaluated = await evaluateDraft(visit, draft, answers);
  const shown = new Set((form.get('shown') ?? '').split(' '));
  const added = evaluated.visible.filter(
    (path) => onPage(here, path) && !shown.has(path) && !isComputedOrNote(here, path),
  );
  // What the reader has not seen yet is no mistake of theirs.
  const errors = errorsOn(here, evaluated).filter(({ path }) => !added.includes(path));
  if (errors.length > 0) return draw(visit, draft, { number, answers, evaluated, errors, notice: null, status: 400 });
  if (added.length > 0) return draw(visit, draft, { number, answers, evaluated, errors: [], notice: 'longer' });
  const following = visiblePages(draft.formVersion.definition, new Set(evaluated.visible)).find(
    (each) => each.number > number,
  );
  return goTo(`/drafts/${encodeURIComponent(id)}/${following?.number ?? 'check'}`);
}

function isComputedOrNote(page: DraftData['formVersion']['definition']['pages'][number], path: string): boolean {
  const item = itemAt({ title: page.title, pages: [page] }, path)?.item;
  return !item || saysOnly(item.kind) || (item.kind !== 'group' && item.computed !== undefined);
}

/** In the order of the page, so that links lead down it; evaluation finds what checks say last. */
function errorsOn(
  page: DraftData['formVersion']['definition']['pages'][number],
  evaluated: Evaluated,
): { path: string; message: string }[] {
  const place = new Map(evaluated.visible.map((path, at) => [path, at]));
  return evaluated.errors
    .filter(({ path }) => onPage(page, path))
    .map(({ path, message }) => ({ path, message }))
    .sort((one, other) => (place.get(one.path) ?? 0) - (place.get(other.path) ?? 0));
}

async function dropFile(visit: PageVisit, draft: string, answers: RawAnswers, path: string, id: string): Promise<void> {
  await ask(visit, REMOVE_ATTACHMENT, { draft, field: nameOfPath(path), row: rowIdsAt(answers, path), id });
}

type Drawn = Pick<DraftFormProps, 'number' | 'answers' | 'evaluated' | 'errors' | 'notice'> & {
  readonly status?: number;
};

async function draw(visit: PageVisit, draft: DraftData, { status, ...drawn }: Drawn): Promise<Response> {
  const { t } = visit;
  const page = draft.formVersion.definition.pages[drawn.number - 1];
  const title = `${drawn.errors.length > 0 ? t('有错误：', 'Error: ') : ''}${page ? t.text(page.title) : ''} - ${t.text(draft.service.name)}`;
  const lookups = await lookupsFor(visit, draft.formVersion, drawn.answers);
  const trail = [{ href: `/services/${encodeURIComponent(draft.service.key)}`, label: t.text(draft.service.name) }];
  return show(
    visit,
    { title, trail, status },
    <WithLookups lookups={lookups}>
      <DraftForm draft={draft} {...drawn} />
    </WithLookups>,
  );
}
