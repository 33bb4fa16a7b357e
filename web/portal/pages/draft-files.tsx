import type { ReactNode } from 'react';
import type { Field } from '../../../lowcode/form/definition.ts';
import { acceptOf, fileRuleWords } from '../../../lowcode/form/file-kinds.ts';
import { cleanFileName } from '../../../lowcode/form/file-name.ts';
import { takesFiles } from '../../../lowcode/form/kinds.ts';
import { nameOfPath, rowIdsAt, valueAt } from '../../../lowcode/form/path.ts';
import { ATTACH_UPLOAD, type AttachAnswer, REQUEST_UPLOAD, type UploadAnswer } from '../data/drafts.ts';
import { fieldAt } from '../fields/places.ts';
import { goTo, type Handler, type PageVisit, show, signInFirst } from '../page.tsx';
import { Notice } from '../parts/bits.tsx';
import { idOf } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask, Refusal } from '../visit.ts';
import { openDraft } from './draft.ts';
import { notFound, problemWords } from './errors.tsx';

/** Choosing one file: the browser posts it to the file store, which sends it back to `attachFile`. */
export const fileStep: Handler = async (visit, { id = '' }) => step(visit, id, null);

/** Takes the posted file into the draft. Reached by the store's redirect. */
export const attachFile: Handler = async (visit, { id = '' }) => {
  if (!visit.viewer) return signInFirst(visit);
  const { searchParams } = visit.url;
  const place = await placeOf(visit, id);
  if (!place) return notFound(visit);
  const error = searchParams.get('error');
  if (error) return step(visit, id, uploadWords(visit, error));
  const { count, ...target } = place.target;
  const name = nameOf(visit, place.label, count);
  try {
    await ask<AttachAnswer>(visit, ATTACH_UPLOAD, { draft: id, ...target, key: searchParams.get('key') ?? '', name });
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.code.startsWith('INTERNAL')) throw refusal;
    return step(visit, id, problemWords(refusal, visit.t.language));
  }
  return goTo(`/drafts/${encodeURIComponent(id)}/${place.page}#${idOf(place.path)}`);
};

/** What the file was called with the person, when the store tells it; else what it was asked for as. */
export function nameOf({ url }: PageVisit, label: string, count: number): string {
  return cleanFileName(url.searchParams.get('name') ?? '', count === 0 ? label : `${label}（${count + 1}）`);
}

interface Place {
  readonly path: string;
  readonly page: number;
  readonly pageTitle: string;
  readonly label: string;
  readonly field: Field;
  readonly target: { readonly field: string; readonly row: string | null; readonly count: number };
}

async function placeOf(visit: PageVisit, id: string): Promise<Place | null> {
  const draft = await openDraft(visit, id);
  if (draft instanceof Response) return null;
  const path = visit.url.searchParams.get('at') ?? '';
  const found = fieldAt(draft.formVersion.definition, path);
  if (!found || !takesFiles(found.field.kind)) return null;
  const { field } = found;
  const answer = valueAt(draft.answers, path);
  const page = Number(visit.url.searchParams.get('page')) || 1;
  return {
    path,
    page,
    pageTitle: visit.t.text(draft.formVersion.definition.pages[page - 1]?.title ?? draft.formVersion.title),
    label: visit.t.text(field.label),
    field,
    target: {
      field: nameOfPath(path),
      row: rowIdsAt(draft.answers, path),
      count: Array.isArray(answer) ? answer.length : 0,
    },
  };
}

async function step(visit: PageVisit, id: string, error: string | null): Promise<Response> {
  if (!visit.viewer) return signInFirst(visit);
  const place = await placeOf(visit, id);
  if (!place) return notFound(visit);
  const { t } = visit;
  const base = `/drafts/${encodeURIComponent(id)}`;
  const returnTo = `${base}/files/attached?page=${place.page}&at=${encodeURIComponent(place.path)}`;
  const { count: _count, ...target } = place.target;
  const { requestUpload } = await ask<UploadAnswer>(visit, REQUEST_UPLOAD, { draft: id, ...target, returnTo });
  const title = t(`上传：${place.label}`, `Upload: ${place.label}`);
  const trail = [{ href: `${base}/${place.page}`, label: place.pageTitle }];
  return show(
    visit,
    { title, trail, status: error ? 400 : 200 },
    <FileStep
      title={title}
      field={place.field}
      upload={requestUpload}
      error={error}
      back={`${base}/${place.page}#${idOf(place.path)}`}
    />,
  );
}

function uploadWords({ t }: PageVisit, code: string): string {
  if (code === 'UPLOAD_TOO_LARGE') return t('文件太大，请压缩后再传', 'The file is too large');
  if (code === 'UPLOAD_EXPIRED') return t('页面停留太久，请重新选择文件', 'The page was open too long; choose again');
  return t('没有收到文件，请重新选择', 'No file arrived; choose again');
}

interface FileStepProps {
  readonly title: string;
  readonly field: Field;
  readonly upload: UploadAnswer['requestUpload'];
  readonly error: string | null;
  readonly back: string;
}

export function FileStep({ title, field, upload, error, back }: FileStepProps): ReactNode {
  const t = useSpeech();
  const most = Math.floor(upload.maxBytes / 1024 / 1024);
  const rules = fileRuleWords(field, t.language);
  return (
    <>
      <h1>{title}</h1>
      {error && <Notice tone="danger" title={error} />}
      <form method="post" action={upload.url} encType="multipart/form-data" className="form stack">
        {upload.fields.map(({ name, value }) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="field">
          <label htmlFor="file">{t('文件', 'File')}</label>
          <p className="hint" id="file-hint">
            {field.hint && `${t.text(field.hint)} `}
            {rules
              ? t(`可以上传：${rules}。`, `You can upload: ${rules}.`)
              : t(
                  `PDF、OFD、图片、Word、Excel 或文本文件，不超过${most}MB。`,
                  `PDF, OFD, picture, Word, Excel or text, at most ${most} MB.`,
                )}{' '}
            {t('手机可以直接拍照。', 'On a phone you can take a picture.')}
          </p>
          {/* The store reads fields in order: the file comes last. */}
          <input
            id="file"
            type="file"
            name="file"
            required
            aria-describedby="file-hint"
            accept={acceptOf(field) || '.pdf,.ofd,.jpg,.jpeg,.png,.doc,.docx,.xls,.xlsx,.txt,image/*'}
          />
        </div>
        <div className="actions">
          <button type="submit" className="button">
            {t('上传', 'Upload')}
          </button>
          <a href={back}>{t('不传了，返回', 'Back without a file')}</a>
        </div>
      </form>
    </>
  );
}
