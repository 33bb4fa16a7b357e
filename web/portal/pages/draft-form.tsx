import type { ReactNode } from 'react';
import type { Item, Section } from '../../../lowcode/form/definition.ts';
import { isUnseen } from '../../../lowcode/form/kinds.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import type { DraftData, Evaluated } from '../data/drafts.ts';
import { GroupInput } from '../fields/group-input.tsx';
import { KnownField } from '../fields/known-field.tsx';
import { bareMessage, itemsOnPage, messageAt, onPage, rowsOf, visiblePages } from '../fields/places.ts';
import { Notice } from '../parts/bits.tsx';
import { DefaultButton, ErrorSummary, type FormError, idOf } from '../parts/form-bits.tsx';
import { FormSteps } from '../parts/form-steps.tsx';
import { useSpeech } from '../parts/reading.tsx';

export interface DraftFormProps {
  readonly draft: DraftData;
  /** Number of the page among all pages of the form, from 1. */
  readonly number: number;
  readonly answers: RawAnswers;
  readonly evaluated: Evaluated;
  readonly errors: readonly FormError[];
  readonly notice: 'saved' | 'longer' | 'stale' | null;
}

/** One page of a form: one topic, progress above, when it was saved below. */
export function DraftForm({ draft, number, answers, evaluated, errors, notice }: DraftFormProps): ReactNode {
  const t = useSpeech();
  const { definition } = draft.formVersion;
  const page = definition.pages[number - 1];
  if (!page) return null;
  const visible = new Set(evaluated.visible);
  const pages = visiblePages(definition, visible);
  const messages = new Map(errors.map(({ path, message }) => [path, bareMessage(message)]));
  const listed = errors.map((error) => ({ ...error, message: messageAt(definition, error, t) }));
  const known = new Map(draft.prefilled.map((one) => [one.field, one]));
  const shown = evaluated.visible.filter((path) => onPage(page, path)).join(' ');
  const computed = itemsOnPage(page).findLast((item) => visible.has(item.key) && hasComputed(item));
  const base = `/drafts/${encodeURIComponent(draft.id)}`;
  const before = [...pages].reverse().find((each) => each.number < number);
  return (
    <>
      <p className="quiet">{t.text(definition.title)}</p>
      <FormSteps base={base} pages={pages} now={number} />
      <h1>{t.text(page.title)}</h1>
      {number === 1 && definition.intro && <p>{t.text(definition.intro)}</p>}
      {notice === 'saved' && (
        <Notice tone="success" title={t('已保存', 'Saved')}>
          <p>
            {t(
              `可以关闭页面，${t.date(draft.expiresOn)}前在“我的办事”里接着填。`,
              `You can close this page and continue from My matters until ${t.date(draft.expiresOn)}.`,
            )}
          </p>
        </Notice>
      )}
      {notice === 'longer' && (
        <Notice tone="info" title={t('根据您的回答，这一页多了几项要填', 'Your answers made this page longer')}>
          <p>{t('其余内容已经保存，请补充后继续。', 'The rest is saved; please complete it.')}</p>
        </Notice>
      )}
      {notice === 'stale' && (
        <Notice tone="warn" title={t('这份草稿刚在另一个窗口保存过', 'This draft was saved in another window')}>
          <p>
            {t(
              '下面是您在这个窗口填的内容，再次保存会以这里为准。',
              'Below is what you entered here; saving again keeps this.',
            )}
          </p>
        </Notice>
      )}
      <ErrorSummary errors={listed} />
      <form method="post" action={`${base}/${number}`} className="form" noValidate>
        <input type="hidden" name="version" value={draft.version} />
        <input type="hidden" name="shown" value={shown} />
        <DefaultButton value="next" />
        {page.sections.map((section) => (
          <FormSection key={section.key} section={section} shownItem={(item) => visible.has(item.key)}>
            {(item) =>
              item.kind === 'group' ? (
                <GroupInput
                  group={item}
                  path={item.key}
                  rows={rowsOf(answers, item.key)}
                  evaluated={evaluated}
                  errors={messages}
                  titled={item.label.zh === section.title?.zh}
                />
              ) : (
                <KnownField
                  field={item}
                  path={item.key}
                  answer={answers[item.key]}
                  computed={evaluated.computed[item.key]}
                  required={evaluated.required.includes(item.key)}
                  error={messages.get(item.key)}
                  prefilled={known.get(item.key)}
                />
              )
            }
          </FormSection>
        ))}
        <div className="actions">
          <button type="submit" name="action" value="next" className="button">
            {t('保存并继续', 'Save and continue')}
          </button>
          {computed && (
            <button type="submit" name="action" value={`calculate:${computed.key}`} className="button secondary">
              {t('重新计算', 'Calculate')}
            </button>
          )}
          <button type="submit" name="action" value="save" className="button quiet-button">
            {t('保存草稿', 'Save for later')}
          </button>
          {before && <a href={`${base}/${before.number}`}>{t('上一页', 'Back')}</a>}
        </div>
        <p className="saved">{t(`上次保存：${t.instant(draft.savedAt)}`, `Last saved: ${t.instant(draft.savedAt)}`)}</p>
      </form>
    </>
  );
}

function hasComputed(item: Item): boolean {
  return item.kind === 'group' ? item.fields.some(hasComputed) : item.computed !== undefined && !isUnseen(item.kind);
}

function FormSection({
  section,
  shownItem,
  children,
}: {
  section: Section;
  shownItem: (item: Item) => boolean;
  children: (item: Item) => ReactNode;
}): ReactNode {
  const t = useSpeech();
  const items = section.items.filter(shownItem);
  if (items.length === 0) return null;
  const body = (
    <div className="stack">
      {items.map((item) => (
        <div key={item.key}>{children(item)}</div>
      ))}
    </div>
  );
  if (!section.title) return <div className="section-title">{body}</div>;
  return (
    <section aria-labelledby={idOf(`section-${section.key}`)}>
      <h2 id={idOf(`section-${section.key}`)}>{t.text(section.title)}</h2>
      {section.hint && <p className="hint">{t.text(section.hint)}</p>}
      {body}
    </section>
  );
}
