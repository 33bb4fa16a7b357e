import { dateWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { IN_REVIEW } from '../api/definitions.ts';
import { useAsk } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { bundlesOf } from './bundles.ts';
import { Pilots } from './Pilots.tsx';

/** What waits for this reviewer: one line for what was sent together. */
export function Reviews() {
  const asked = useAsk(IN_REVIEW);
  return (
    <Screen title="待我审核" sub="别人配置好、送来审核的内容：看过改了什么，通过并发布，或者说明理由退回。">
      <Await asked={asked}>
        {({ definitionsInReview }) => {
          const bundles = bundlesOf(definitionsInReview);
          if (bundles.length === 0)
            return <Empty title="没有等您审核的配置" hint="有人送审时会出现在这里，左边的数字会提醒您。" />;
          return (
            <div className="queue queue-reviews">
              <div className="row-head" aria-hidden="true">
                <span>内容</span>
                <span>单位</span>
                <span>送审日期</span>
              </div>
              <ul aria-label="待我审核">
                {bundles.map(({ main, parts }) => (
                  <li key={`${main.kind} ${main.key}`}>
                    <Link className="row" to={`/reviews/${main.kind}/${encodeURIComponent(main.key)}`}>
                      <span className="what">
                        <strong>{main.title.zh}</strong>
                        <span>{parts.map(({ kind }) => wordFor('definitionKind', kind)).join('、')}</span>
                      </span>
                      <span>{main.unit?.name.zh ?? '全县通用'}</span>
                      <span className="faint">{main.review && dateWords(main.review.on)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          );
        }}
      </Await>
      <Pilots />
    </Screen>
  );
}
