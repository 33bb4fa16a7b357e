import { wordFor } from '../../../lowcode/words.ts';
import type { Attachment, CasePage } from '../api/model.ts';
import { Tag } from '../ui/tag.tsx';
import { sizeWords } from '../ui/words.ts';

/** The materials of the item with what was handed in for each; what is wanting is said. */
export function Materials({ page }: { page: CasePage }) {
  const materials = page.service.guide?.materials ?? [];
  const known = new Set(materials.map(({ key }) => key));
  const others = page.attachments.filter(({ material }) => material === null || !known.has(material));
  if (materials.length === 0 && others.length === 0) return null;
  return (
    <section className="block">
      <h2>材料</h2>
      <ul className="materials">
        {materials.map((material) => {
          const files = page.attachments.filter((file) => file.material === material.key);
          return (
            <li key={material.key}>
              <div className="material-name">
                <strong>{material.name.zh}</strong>
                <span className="faint">
                  {wordFor('necessity', material.necessity)} · {wordFor('materialSource', material.source)}
                </span>
              </div>
              {files.length > 0 ? (
                <Files files={files} />
              ) : (
                <Missing needed={material.necessity === 'required' && material.source !== 'government'} />
              )}
            </li>
          );
        })}
        {others.length > 0 && (
          <li>
            <div className="material-name">
              <strong>其他材料</strong>
            </div>
            <Files files={others} />
          </li>
        )}
      </ul>
    </section>
  );
}

function Missing({ needed }: { needed: boolean }) {
  return needed ? <Tag tone="warn">未提交电子件</Tag> : <span className="faint">未提交</span>;
}

function Files({ files }: { files: readonly Attachment[] }) {
  return (
    <ul className="file-list">
      {files.map((file) => (
        <li key={file.id}>
          <a href={file.url} target="_blank" rel="noreferrer">
            {file.name}
          </a>{' '}
          <span className="faint">{sizeWords(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}
