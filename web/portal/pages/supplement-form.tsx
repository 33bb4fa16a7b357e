import type { ReactNode } from 'react';
import type { Item } from '../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import type { Evaluated } from '../data/drafts.ts';
import type { MyCase } from '../data/mine.ts';
import { FieldInput } from '../fields/field-input.tsx';
import { GroupInput } from '../fields/group-input.tsx';
import { bareMessage, messageAt, rowsOf } from '../fields/places.ts';
import { Notice } from '../parts/bits.tsx';
import { DefaultButton, ErrorSummary, type FormError } from '../parts/form-bits.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { Term } from '../parts/supplement-term.tsx';

/** What the defects speak of, and whatever a correction has made wrong or newly asked for. */
export function wantedItems(found: MyCase, evaluated: Evaluated): readonly Item[] {
  const places = new Set([
    ...found.defects.map(({ at }) => at.split('.')[0]),
    ...evaluated.errors.map(({ path }) => path.split('.')[0]),
  ]);
  const materials = new Set(found.defects.map(({ at }) => at));
  return itemsOf(found.formVersion.definition)
    .map(({ item }) => item)
    .filter((item) => places.has(item.key) || fillsOne(item, materials));
}

/** Whether an item, or one within its rows, is the slot of one of the materials. */
function fillsOne(item: Item, materials: ReadonlySet<string>): boolean {
  if (item.kind === 'group') return item.fields.some((inner) => fillsOne(inner, materials));
  return item.material !== undefined && materials.has(item.material);
}

interface SupplementProps {
  readonly title: string;
  readonly found: MyCase;
  readonly answers: RawAnswers;
  readonly evaluated: Evaluated;
  readonly errors: readonly FormError[];
}

/** The part of a form that a supplement is about. */
export function Supplement({ title, found, answers, evaluated, errors }: SupplementProps): ReactNode {
  const t = useSpeech();
  const { definition } = found.formVersion;
  const messages = new Map(errors.map(({ path, message }) => [path, bareMessage(message)]));
  const listed = errors.map((error) => ({ ...error, message: messageAt(definition, error, t) }));
  const items = wantedItems(found, evaluated).filter((item) => evaluated.visible.includes(item.key));
  return (
    <>
      <h1>{title}</h1>
      <Notice tone="warn" title={t('需要补正的内容', 'What to supply')}>
        <ol>
          {found.defects.map((defect) => (
            <li key={defect.at}>
              <strong>{defect.label}</strong>：{defect.reason}
            </li>
          ))}
        </ol>
        <Term term={found.supplementTerm} />
      </Notice>
      <ErrorSummary errors={listed} />
      <form
        method="post"
        action={`/my/cases/${encodeURIComponent(found.id)}/supplement`}
        className="form stack"
        noValidate
      >
        <input type="hidden" name="revision" value={found.revision} />
        <input type="hidden" name="commandId" value={crypto.randomUUID()} />
        <DefaultButton value="send" />
        {items.length === 0 && (
          <p>
            {t('这些内容不在申请表中，请带到窗口补交。', 'These are not part of the form: bring them to the counter.')}
          </p>
        )}
        {items.map((item) =>
          item.kind === 'group' ? (
            <GroupInput
              key={item.key}
              group={item}
              path={item.key}
              rows={rowsOf(answers, item.key)}
              evaluated={evaluated}
              errors={messages}
            />
          ) : (
            <FieldInput
              key={item.key}
              field={item}
              path={item.key}
              answer={answers[item.key]}
              computed={evaluated.computed[item.key]}
              required={evaluated.required.includes(item.key)}
              error={messages.get(item.key)}
            />
          ),
        )}
        {items.length > 0 && (
          <div className="actions">
            <button type="submit" name="action" value="send" className="button">
              {t('提交补正', 'Send')}
            </button>
            <button type="submit" name="action" value="save" className="button quiet-button">
              {t('先保存', 'Save for later')}
            </button>
          </div>
        )}
      </form>
    </>
  );
}
