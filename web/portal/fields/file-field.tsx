import type { ReactNode } from 'react';
import { fileRuleWords } from '../../../lowcode/form/file-kinds.ts';
import { FieldError, idOf, Optional } from '../parts/form-bits.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/reading.tsx';
import type { FieldProps } from './field-input.tsx';

interface RawFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

/** Files of one field. Adding one is a step of its own, since the browser posts it straight to the file store. */
export function FileField({ field, path, answer, required, error }: FieldProps): ReactNode {
  const t = useSpeech();
  const id = idOf(path);
  const files = (Array.isArray(answer) ? answer : []) as RawFile[];
  const most = field.maxFiles ?? 5;
  const rules = fileRuleWords(field, t.language);
  return (
    <fieldset className={error ? 'field has-error' : 'field'} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>
        {t.text(field.label)}
        {!required && <Optional />}
      </legend>
      {field.hint && <p className="hint">{t.text(field.hint)}</p>}
      {rules && <p className="hint">{t(`可以上传：${rules}`, `You can upload: ${rules}`)}</p>}
      <FieldError path={path} message={error} />
      {files.length > 0 && (
        <ul className="file-list plain">
          {files.map((file, at) => (
            <li key={file.id}>
              <span>
                <Icon name="file" /> {file.name} <span className="quiet">{fileSize(file.size)}</span>
              </span>
              <button type="submit" className="link" name="action" value={`drop:${path}:${file.id}`}>
                {t('移除', 'Remove')}
                <span className="sr-only">{t(`第${at + 1}个文件`, ` file ${at + 1}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {files.length < most && (
        <button type="submit" id={id} className="button secondary" name="action" value={`file:${path}`}>
          {files.length === 0 ? t('选择文件', 'Choose a file') : t('再加一个文件', 'Add another file')}
        </button>
      )}
    </fieldset>
  );
}

export function fileSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
