import type { FormDefinition, Item, Page } from '../../../lowcode/form/definition.ts';
import { takesFiles } from '../../../lowcode/form/kinds.ts';
import { nameOfPath, valueAt, withValueAt } from '../../../lowcode/form/path.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import { ATTACH_UPLOAD, type AttachAnswer, type Evaluated, REQUEST_UPLOAD, type UploadAnswer } from '../data/drafts.ts';
import { MY_CASE, type MyCase, type MyCaseAnswer, SUPPLEMENT } from '../data/mine.ts';
import { WithLookups } from '../fields/lookups.tsx';
import { lookupsFor } from '../fields/lookups-for.ts';
import { fieldAt } from '../fields/places.ts';
import { mergePosted, withoutRow, withRow } from '../fields/posted.ts';
import { goTo, type Handler, type PageVisit, show, signInFirst } from '../page.tsx';
import { type FormError, idOf } from '../parts/form-bits.tsx';
import { ask, Refusal } from '../visit.ts';
import { evaluateDraft } from './draft.ts';
import { FileStep, nameOf } from './draft-files.tsx';
import { noPermission, notFound, problemWords } from './errors.tsx';
import { Supplement, wantedItems } from './supplement-form.tsx';

/** What the applicant prepares until it is sent: kept apart from the case, which it does not change. */
interface Prepared {
  readonly round: number;
  readonly answers: RawAnswers;
}

export const supplement: Handler = async (visit, { id = '' }) => {
  const found = await openCase(visit, id);
  if (found instanceof Response) return found;
  const answers = await prepared(visit, found);
  return draw(visit, found, answers, await evaluateDraft(visit, found, answers), []);
};

export const postSupplement: Handler = async (visit, { id = '' }) => {
  const found = await openCase(visit, id);
  if (found instanceof Response) return found;
  const { definition } = found.formVersion;
  const form = visit.form ?? new URLSearchParams();
  const [action = 'send', first = '', second = ''] = (form.get('action') ?? 'send').split(':');
  const before = await prepared(visit, found);
  const evaluatedBefore = await evaluateDraft(visit, found, before);
  const typed = mergePosted(definition, pageOf(wantedItems(found, evaluatedBefore)), before, form);
  const answers = change(definition, typed, action, first, second);
  await visit.notes.put('supplement', id, { round: found.supplementRounds, answers } satisfies Prepared);
  const at = `/my/cases/${encodeURIComponent(id)}`;
  if (action === 'file') return goTo(`${at}/files?at=${encodeURIComponent(first)}`);
  if (action !== 'send') return goTo(`${at}/supplement#${idOf(first)}`);
  const evaluated = await evaluateDraft(visit, found, answers);
  const errors: FormError[] = evaluated.errors.map(({ path, message }) => ({ path, message }));
  if (errors.length > 0) return draw(visit, found, answers, evaluated, errors);
  const revision = Number(form.get('revision'));
  await ask(visit, SUPPLEMENT, {
    id,
    answers,
    expect: Number.isSafeInteger(revision) ? revision : null,
    commandId: form.get('commandId'),
  });
  await visit.notes.delete('supplement', id);
  return goTo(at);
};

/** One file of a supplement, as `fileStep` is for a draft. */
export const supplementFile: Handler = async (visit, { id = '' }) => fileOf(visit, id, null);

export const attachSupplementFile: Handler = async (visit, { id = '' }) => {
  const found = await openCase(visit, id);
  if (found instanceof Response) return found;
  const path = visit.url.searchParams.get('at') ?? '';
  const place = fieldAt(found.formVersion.definition, path);
  if (!place || !takesFiles(place.field.kind)) return notFound(visit);
  const answers = await prepared(visit, found);
  const count = filesAt(answers, path).length;
  const label = visit.t.text(place.field.label);
  try {
    const variables = {
      case: id,
      field: nameOfPath(path),
      key: visit.url.searchParams.get('key') ?? '',
      name: nameOf(visit, label, count),
    };
    const { attachUpload } = await ask<AttachAnswer>(visit, ATTACH_UPLOAD, variables);
    const next = changeFiles(answers, path, (files) => [...files, attachUpload]);
    await visit.notes.put('supplement', id, { round: found.supplementRounds, answers: next } satisfies Prepared);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code.startsWith('INTERNAL')) throw error;
    return fileOf(visit, id, problemWords(error, visit.t.language));
  }
  return goTo(`/my/cases/${encodeURIComponent(id)}/supplement#${idOf(path)}`);
};

async function fileOf(visit: PageVisit, id: string, error: string | null): Promise<Response> {
  const found = await openCase(visit, id);
  if (found instanceof Response) return found;
  const path = visit.url.searchParams.get('at') ?? '';
  const place = fieldAt(found.formVersion.definition, path);
  if (!place || !takesFiles(place.field.kind)) return notFound(visit);
  const base = `/my/cases/${encodeURIComponent(id)}`;
  const { t } = visit;
  const { requestUpload } = await ask<UploadAnswer>(visit, REQUEST_UPLOAD, {
    case: id,
    field: nameOfPath(path),
    returnTo: `${base}/files/attached?at=${encodeURIComponent(path)}`,
  });
  const title = t(`上传：${t.text(place.field.label)}`, `Upload: ${t.text(place.field.label)}`);
  return show(
    visit,
    { title, status: error ? 400 : 200 },
    <FileStep
      title={title}
      field={place.field}
      upload={requestUpload}
      error={error}
      back={`${base}/supplement#${idOf(path)}`}
    />,
  );
}

async function openCase(visit: PageVisit, id: string): Promise<MyCase | Response> {
  if (!visit.viewer) return signInFirst(visit);
  const { case: found } = await ask<MyCaseAnswer>(visit, MY_CASE, { id });
  if (!found) return notFound(visit);
  if (!found.actions.includes('supplement'))
    return found.state === 'supplementRequested' ? noPermission(visit) : goTo(`/my/cases/${encodeURIComponent(id)}`);
  return found;
}

async function prepared(visit: PageVisit, found: MyCase): Promise<RawAnswers> {
  const note = await visit.notes.get<Prepared>('supplement', found.id);
  return note?.round === found.supplementRounds ? note.answers : (found.answers ?? {});
}

function change(
  definition: FormDefinition,
  answers: RawAnswers,
  action: string,
  first: string,
  second: string,
): RawAnswers {
  if (action === 'add') return withRow(answers, first);
  if (action === 'remove') return withoutRow(answers, first, second);
  if (action === 'drop' && fieldAt(definition, first))
    return changeFiles(answers, first, (files) => files.filter((file) => file.id !== second));
  return answers;
}

interface HasId {
  readonly id: string;
}

function filesAt(answers: RawAnswers, path: string): readonly HasId[] {
  const value = valueAt(answers, path);
  return Array.isArray(value) ? value : [];
}

function changeFiles(
  answers: RawAnswers,
  path: string,
  change: (files: readonly HasId[]) => readonly HasId[],
): RawAnswers {
  return withValueAt(answers, path, change(filesAt(answers, path)));
}

function pageOf(items: readonly Item[]): Page {
  return { key: 'supplement', title: { zh: '补正' }, sections: [{ key: 'supplement', items }] };
}

async function draw(
  visit: PageVisit,
  found: MyCase,
  answers: RawAnswers,
  evaluated: Evaluated,
  errors: readonly FormError[],
): Promise<Response> {
  const { t } = visit;
  const title = t('补正材料', 'Supplement');
  const lookups = await lookupsFor(visit, found.formVersion, answers);
  const trail = [
    { href: '/my', label: t('我的办事', 'My matters') },
    { href: `/my/cases/${encodeURIComponent(found.id)}`, label: t.text(found.service.name) },
  ];
  return show(
    visit,
    { title, trail, status: errors.length > 0 ? 400 : 200 },
    <WithLookups lookups={lookups}>
      <Supplement title={title} found={found} answers={answers} evaluated={evaluated} errors={errors} />
    </WithLookups>,
  );
}
