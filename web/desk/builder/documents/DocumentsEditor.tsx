import { Dropdown, Input, Select } from 'antd';
import { type DocumentTemplate, isNumbered, type Occasion } from '../../../../lowcode/document/definition.ts';
import { documentFromForm } from '../../../../lowcode/document/from-form.ts';
import { STANDARD_DOCUMENTS } from '../../../../lowcode/document/standard.ts';
import { fromLabels, type Place, toLabels } from '../../../../lowcode/document/template-text.ts';
import type { FormDefinition } from '../../../../lowcode/form/definition.ts';
import type { Scope } from '../../../../lowcode/rule/scope.ts';
import { wordFor, words } from '../../../../lowcode/words.ts';
import type { Problem } from '../../api/model.ts';
import { Icon } from '../../shell/icons.tsx';
import { showProperty } from '../jump.ts';
import { propertyId } from '../PropertyField.tsx';
import { Tool } from '../PropertyList.tsx';
import { BlocksEditor } from './BlocksEditor.tsx';
import { NumberingInput } from './NumberingInput.tsx';

export interface DocumentsProps {
  readonly documents: readonly DocumentTemplate[];
  readonly index: number;
  readonly choose: (index: number) => void;
  readonly change: (documents: readonly DocumentTemplate[], choose?: number) => void;
  readonly form: FormDefinition | null;
  readonly scope: Scope;
  readonly places: readonly Place[];
  readonly problems: readonly Problem[];
}

/** The item's own documents as a list, and the chosen one block by block. */
export function DocumentsEditor(props: DocumentsProps) {
  const { documents, index, choose, change } = props;
  const document = documents[index];
  return (
    <>
      <header className="sheet-head">
        <h2>文书和表单套打</h2>
      </header>
      <p className="field-hint">这里没有的文书，打印时用标准样式。</p>
      <AddDocument {...props} />
      {documents.length > 0 && (
        <ul className="document-list">
          {documents.map(({ key, title, occasion }, at) => (
            <li key={key}>
              <button type="button" aria-current={at === index ? 'true' : undefined} onClick={() => choose(at)}>
                {toLabels(title.zh, props.places) || '（未命名）'}
                <span className="faint">{wordFor('documentOccasion', occasion)}</span>
              </button>
              <Tool
                icon="trash"
                label={`删除${title.zh}`}
                act={() => change(documents.toSpliced(at, 1), Math.min(index, documents.length - 2))}
              />
            </li>
          ))}
        </ul>
      )}
      {document && <OneDocument key={document.key} {...props} document={document} />}
    </>
  );
}

function AddDocument({ documents, form, change }: DocumentsProps) {
  const add = (document: DocumentTemplate) => {
    change([...documents, { ...document, key: freshKey(documents, document.key) }], documents.length);
    showProperty(`documents.${documents.length}.title`);
  };
  const taken = new Set(documents.map(({ occasion }) => occasion));
  const standard = STANDARD_DOCUMENTS.filter(({ occasion }) => !taken.has(occasion));
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{
        items: [
          { key: 'form', label: '按表单生成申请表（套打）', disabled: !form },
          { key: 'blank', label: '空白的申请表' },
          {
            key: 'standard',
            type: 'group',
            label: '改写标准文书',
            children: standard.map(({ key, occasion }) => ({ key, label: wordFor('documentOccasion', occasion) })),
          },
        ],
        onClick: ({ key }) => {
          if (key === 'form' && form) add(documentFromForm(form, 'form'));
          else if (key === 'blank')
            add({
              key: 'blank',
              title: { zh: '新的申请表' },
              occasion: 'application',
              blocks: [{ kind: 'text', text: '' }],
            });
          else {
            const found = standard.find((each) => each.key === key);
            if (found) add(found);
          }
        },
      }}
    >
      <button type="button" className="button-small">
        <Icon name="plus" size={12} /> 添加文书
      </button>
    </Dropdown>
  );
}

function freshKey(documents: readonly DocumentTemplate[], base: string): string {
  const taken = new Set(documents.map(({ key }) => key));
  let key = base;
  for (let n = 2; taken.has(key); n++) key = `${base}${n}`;
  return key;
}

const OCCASIONS = Object.entries(words.documentOccasion).map(([value, { zh }]) => ({ value, label: zh }));

function OneDocument({ document, ...props }: DocumentsProps & { document: DocumentTemplate }) {
  const { documents, index, change, form, scope, places, problems } = props;
  const path = `documents.${index}`;
  const set = (next: DocumentTemplate) => change(documents.with(index, next));
  const wrong = (below: string) => problems.find((each) => each.path === `${path}.${below}`)?.message;
  return (
    <>
      <div className="property" id={`${propertyId(`${path}.title`)}-place`}>
        <label className="field-label" htmlFor={propertyId(`${path}.title`)}>
          文书名称
        </label>
        <Input
          id={propertyId(`${path}.title`)}
          value={toLabels(document.title.zh, places)}
          onChange={({ target }) => set({ ...document, title: { zh: fromLabels(target.value, places) } })}
        />
        {wrong('title') && <span className="field-problem">{wrong('title')}</span>}
      </div>
      <div className="property" id={`${propertyId(`${path}.occasion`)}-place`}>
        <label className="field-label" htmlFor={propertyId(`${path}.occasion`)}>
          什么时候用
        </label>
        <Select<Occasion>
          id={propertyId(`${path}.occasion`)}
          value={document.occasion}
          options={OCCASIONS}
          onChange={(occasion) => set({ ...unnumbered(document, isNumbered(occasion)), occasion })}
        />
        {wrong('occasion') && <span className="field-problem">{wrong('occasion')}</span>}
      </div>
      {(isNumbered(document.occasion) || document.numbering) && (
        <NumberingInput
          path={`${path}.numbering`}
          numbering={document.numbering}
          problem={wrong('numbering.pattern') ?? wrong('numbering')}
          set={(numbering) => set(numbering ? { ...document, numbering } : unnumbered(document, false))}
        />
      )}
      <BlocksEditor
        blocks={document.blocks}
        path={`${path}.blocks`}
        change={(blocks) => set({ ...document, blocks })}
        form={form}
        scope={scope}
        places={places}
        problems={problems}
      />
    </>
  );
}

/** Only decisions are numbered: for another occasion the number's pattern goes. */
function unnumbered({ numbering, ...document }: DocumentTemplate, keep: boolean): DocumentTemplate {
  return keep && numbering ? { ...document, numbering } : document;
}
