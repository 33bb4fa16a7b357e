import { Button, Modal } from 'antd';
import { type ClipboardEvent, useState } from 'react';
import type { FormDefinition, Page } from '../../../lowcode/form/definition.ts';
import { groupsOf, itemsOf } from '../../../lowcode/form/walk.ts';
import { pagesFromPaste } from '../../../lowcode/paste/make.ts';
import { type Paste, readPaste } from '../../../lowcode/paste/read.ts';
import type { PastedRow } from '../../../lowcode/paste/row.ts';
import type { Changed } from './form-ops.ts';
import { PastedRows } from './PastedRows.tsx';

const LAYOUTS = {
  columns: '认出了表头，每行一项',
  official: '按填写式表格认读：有空格、方框的地方当作填写项',
  list: '每行当作一项',
} as const;

/** A form from a table of Excel or Word: pasted, looked over row by row, then made into pages. */
export function PasteTable({
  form,
  close,
  take,
}: {
  form: FormDefinition;
  close: () => void;
  take: (changed: Changed) => void;
}) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [paste, setPaste] = useState<Paste | null>(null);
  const [rows, setRows] = useState<readonly PastedRow[]>([]);
  const [titled, setTitled] = useState(true);
  const empty = itemsOf(form).length === 0;
  const read = (html: string, plain: string) => {
    const result = readPaste({ html, text: plain });
    setProblem(result.ok ? null : result.problem.message.zh);
    if (!result.ok) return;
    setPaste(result.value);
    setRows(result.value.rows);
  };
  const pasted = (event: ClipboardEvent) => {
    event.preventDefault();
    const plain = event.clipboardData.getData('text/plain');
    setText(plain);
    read(event.clipboardData.getData('text/html'), plain);
  };
  const questions = rows.filter(({ as }) => as === 'field').length;
  const title = paste?.title && paste.title !== form.title.zh ? paste.title : null;
  const make = () => {
    const keys = [...itemsOf(form).map(({ item }) => item.key), ...groupsOf(form).map(({ group }) => group.key)];
    const made = pagesFromPaste(rows, empty ? [] : keys, empty ? [] : form.pages.map(({ key }) => key));
    const pages: readonly Page[] = empty ? made : [...form.pages, ...made];
    const named = title && empty && titled ? { ...form, title: { ...form.title, zh: title } } : form;
    take({ form: { ...named, pages }, path: `pages.${empty ? 0 : form.pages.length}` });
    close();
  };
  return (
    <Modal
      open
      width={paste ? 1180 : 640}
      title="从 Excel、Word 粘贴成表单"
      onCancel={close}
      footer={
        paste
          ? [
              <Button key="again" onClick={() => setPaste(null)}>
                重新粘贴
              </Button>,
              <Button key="take" type="primary" disabled={questions === 0} onClick={make}>
                {empty ? `做成表单（${questions} 项）` : `加到表单后面（${questions} 项）`}
              </Button>,
            ]
          : [
              <Button key="read" type="primary" disabled={text.trim() === ''} onClick={() => read('', text)}>
                认读
              </Button>,
            ]
      }
    >
      {paste ? (
        <>
          <p className="quiet" role="status">
            {LAYOUTS[paste.layout]}。请看一遍：类型不对就改，不要的选“不要”。上下方向键在行间移动，Tab 到下一格。
          </p>
          {title && empty && (
            <p>
              <label>
                <input type="checkbox" checked={titled} onChange={(event) => setTitled(event.target.checked)} />{' '}
                表单名称改为“{title}”
              </label>
            </p>
          )}
          <PastedRows rows={rows} change={setRows} />
        </>
      ) : (
        <div className="property">
          <label className="field-label" htmlFor="paste-here">
            粘贴到这里
          </label>
          <span className="field-hint">
            在 Excel 或 Word 里选中表格复制，再在下面按
            Ctrl+V。可以是有表头的清单（名称、类型、必填、选项、说明），也可以是照着填的表格，或一行一项的文字。
          </span>
          <textarea
            id="paste-here"
            className="paste-here"
            rows={8}
            // biome-ignore lint/a11y/noAutofocus: the dialog is for this alone
            autoFocus
            value={text}
            aria-describedby={problem ? 'paste-problem' : undefined}
            onPaste={pasted}
            onChange={(event) => setText(event.target.value)}
          />
          {problem && (
            <span id="paste-problem" className="field-problem" role="alert">
              {problem}
            </span>
          )}
        </div>
      )}
    </Modal>
  );
}
