import type { ReactNode } from 'react';
import type { DatasetData } from '../data/open.ts';
import { useSpeech } from './reading.tsx';

/** The columns of a dataset's file: what each is called there and here, what it holds, how to read it. */
export function DatasetFields({ fields }: Pick<DatasetData, 'fields'>): ReactNode {
  const t = useSpeech();
  const types: Readonly<Record<string, string>> = {
    text: t('文字', 'Text'),
    number: t('数字', 'Number'),
    date: t('日期', 'Date'),
    boolean: t('是或否', 'Yes or no'),
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className="table-scroll" tabIndex={0} aria-label={t('字段', 'Fields')}>
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">{t('名称和文件中的列名', 'Name, and column in the file')}</th>
            <th scope="col">{t('类型', 'Type')}</th>
            <th scope="col">{t('说明', 'Meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ key, name, type, description }) => (
            <tr key={key}>
              <th scope="row">
                {t.text(name)} <code>{key}</code>
              </th>
              <td className="short">{types[type] ?? t('其他', 'Other')}</td>
              <td>{description && t.text(description)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
