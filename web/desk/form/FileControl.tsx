import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { FileAnswer } from '../../../lowcode/form/definition.ts';
import { acceptOf, fileRuleWords } from '../../../lowcode/form/file-kinds.ts';
import { type AskError, errorWords } from '../api/ask.ts';
import { sizeWords } from '../ui/words.ts';
import { filesOf, type Place } from './answers.ts';
import type { ControlProps } from './Control.tsx';

/** Takes a file in for a place in the form, and says how the answer names it. */
export type TakeFile = (place: Place, file: File) => Promise<FileAnswer>;

/** Files of a field: added one at a time, each named with its size, removable. */
export function FileControl({
  id,
  field,
  value,
  set,
  place,
  takeFile,
  described,
}: ControlProps & { place: Place; takeFile: TakeFile | null }) {
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const files = filesOf(value);
  const rules = fileRuleWords(field);
  const take = async (file: File) => {
    if (!takeFile) return;
    setBusy(true);
    setProblem(null);
    try {
      set([...files, await takeFile(place, file)]);
    } catch (error) {
      setProblem(errorWords(error as AskError));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="files">
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              {file.name} <span className="faint">{sizeWords(file.size)}</span>
              <Button size="small" type="link" onClick={() => set(files.filter((each) => each.id !== file.id))}>
                移除<span className="unseen">{file.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={picker}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-hidden="true"
        accept={acceptOf(field) || undefined}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) take(file);
        }}
      />
      <Button
        id={id}
        aria-describedby={described}
        loading={busy}
        disabled={!takeFile || files.length >= (field.maxFiles ?? 5)}
        onClick={() => picker.current?.click()}
      >
        选择文件
      </Button>
      {rules && <span className="field-hint"> 可以上传：{rules}</span>}
      {problem && (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
