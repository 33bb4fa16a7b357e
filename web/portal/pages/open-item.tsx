import type { ReactNode } from 'react';
import { type DatasetData, ITEM_LINES, type ItemLine, type ItemLinesAnswer } from '../data/open.ts';
import { type PageVisit, show } from '../page.tsx';
import { Empty } from '../parts/bits.tsx';
import { DatasetFields } from '../parts/dataset-fields.tsx';
import { ItemLines } from '../parts/item-lines.tsx';
import { useSpeech } from '../parts/reading.tsx';
import { ask } from '../visit.ts';

/** The dataset that an item has of its own: its classes, the file, what the columns say. */
export async function openItem(visit: PageVisit, dataset: DatasetData, service: string) {
  const { lines } = await ask<ItemLinesAnswer>(visit, ITEM_LINES, { service });
  const { t } = visit;
  const title = t.text(dataset.name);
  return show(
    visit,
    { title, trail: [{ href: '/open', label: t('数据开放', 'Open data') }], column: t('数据开放', 'Open data') },
    <ItemPage dataset={dataset} lines={lines.edges.map(({ node }) => node)} more={lines.pageInfo.hasNextPage} />,
  );
}

function ItemPage({
  dataset,
  lines,
  more,
}: {
  dataset: DatasetData;
  lines: readonly ItemLine[];
  more: boolean;
}): ReactNode {
  const t = useSpeech();
  return (
    <>
      <h1>{t.text(dataset.name)}</h1>
      <p>{t.text(dataset.summary)}</p>
      {lines.length === 0 ? (
        <Empty title={t('还没有满5件的组', 'No group of five yet')} />
      ) : (
        <>
          <ItemLines fields={dataset.fields} lines={lines} />
          <p className="quiet">
            {more && t('这里只列最近的50行，全部见文件。', 'The latest 50 rows; the file has all. ')}
            {t(
              `来源：${dataset.unit.name.zh}，截至${t.instant(dataset.asOf)}。“—”是与其他组合并的，或者没有填写的。`,
              `Source: ${t.text(dataset.unit.name)}, as of ${t.instant(dataset.asOf)}. “—”: merged with others, or not said.`,
            )}
          </p>
        </>
      )}
      <p>
        <a href={dataset.csvUrl} className="button secondary">
          {t('下载全部数据（CSV）', 'Download all (CSV)')}
        </a>
      </p>
      <h2>{t('字段', 'Fields')}</h2>
      <DatasetFields fields={dataset.fields} />
    </>
  );
}
