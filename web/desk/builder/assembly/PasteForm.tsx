import { Input } from 'antd';
import { useState } from 'react';
import type { FormDefinition } from '../../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../../lowcode/form/walk.ts';
import { formFromPaste } from '../../../../lowcode/paste/make.ts';
import { type Paste, readPaste } from '../../../../lowcode/paste/read.ts';
import { withoutFiles } from '../../../../lowcode/service/start.ts';
import { wordFor } from '../../../../lowcode/words.ts';

export interface Pasted {
  readonly text: string;
  readonly paste: Paste | null;
  readonly problem: string | null;
  read: (clipboard: { html?: string; text: string }) => Paste | null;
  /** The form of what was pasted, without places for papers; null while nothing was. */
  formOf: (title: string) => FormDefinition | null;
  readonly files: readonly string[];
}

/** What was pasted, read as the questions of a form. */
export function usePaste(): Pasted {
  const [state, setState] = useState<{ text: string; paste: Paste | null; problem: string | null }>({
    text: '',
    paste: null,
    problem: null,
  });
  const { paste } = state;
  const made = paste && withoutFiles(formFromPaste('', paste.rows));
  return {
    ...state,
    read: (clipboard) => {
      if (clipboard.text.trim() === '' && !clipboard.html) {
        setState({ text: '', paste: null, problem: null });
        return null;
      }
      const result = readPaste(clipboard);
      const found = result.ok ? result.value : null;
      setState({ text: clipboard.text, paste: found, problem: result.ok ? null : result.problem.message.zh });
      return found;
    },
    formOf: (title) => made && { ...made.form, title: { zh: title } },
    files: made?.files ?? [],
  };
}

/** A box for a table copied in Excel or Word, and what was made of it. */
export function PasteForm({ paste, read }: { paste: Pasted; read?: (files: readonly string[]) => void }) {
  const form = paste.formOf('');
  const items = form ? itemsOf(form) : [];
  const take = (clipboard: { html?: string; text: string }) => {
    const found = paste.read(clipboard);
    read?.(found ? withoutFiles(formFromPaste('', found.rows)).files : []);
  };
  return (
    <div className="property">
      <label className="field-label" htmlFor="paste-table">
        申请表的内容
      </label>
      <span className="field-hint" id="paste-hint">
        在表格软件或文档里选中申请表，复制后粘贴到这里；也可以一行写一项。
      </span>
      <Input.TextArea
        id="paste-table"
        aria-describedby="paste-hint"
        autoSize={{ minRows: 3, maxRows: 6 }}
        value={paste.text}
        onPaste={(event) => {
          const html = event.clipboardData.getData('text/html');
          const text = event.clipboardData.getData('text/plain');
          event.preventDefault();
          take({ html, text });
        }}
        onChange={(event) => take({ text: event.target.value })}
      />
      {paste.problem && <span className="field-problem">{paste.problem}</span>}
      <div role="status">
        {form && (
          <>
            <p className="paste-found">
              认出{items.length}个填写项{paste.files.length > 0 && `、${paste.files.length}份材料`}
            </p>
            <ol className="paste-items">
              {items.map(({ item }) => (
                <li key={item.key}>
                  {item.label.zh}
                  <span className="faint">
                    {item.kind === 'group' ? '可填多行' : wordFor('fieldKind', item.kind)}
                    {item.kind !== 'group' && item.required === true && '，必填'}
                  </span>
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </div>
  );
}
