import { Button } from 'antd';
import { instantWords } from '../../../../lowcode/dates.ts';
import { DEFINITIONS } from '../../api/definitions.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Link } from '../../shell/Link.tsx';
import { navigate } from '../../shell/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { Await, Empty } from '../../ui/states.tsx';
import { DefinitionStateTag, Tag } from '../../ui/tag.tsx';

/** Services by what was worked on last, and the way to a new one. */
export function Assemblies() {
  const asked = useAsk(DEFINITIONS, { kind: 'service' });
  const add = (
    <Button type="primary" onClick={() => navigate('/assembly/new')}>
      组装新服务
    </Button>
  );
  return (
    <Screen
      title="服务组装"
      sub="一个服务的指南、表单、流程、材料、收费、证照在一页上配齐，一并送审发布。"
      actions={add}
    >
      <Await asked={asked}>
        {({ definitions }) =>
          definitions.length === 0 ? (
            <Empty title="还没有服务" hint="从一张申请表开始：粘贴进来就能组装。" action={add} />
          ) : (
            <div className="queue queue-definitions">
              <div className="row-head" aria-hidden="true">
                <span>名称</span>
                <span>状态</span>
                <span>版本</span>
                <span>单位</span>
                <span>最近修改</span>
              </div>
              <ul aria-label="服务">
                {definitions.map((each) => (
                  <li key={each.key}>
                    <Link className="row" to={`/assembly/${encodeURIComponent(each.key)}`}>
                      <span className="what">
                        <strong>{each.title.zh}</strong>
                      </span>
                      <span>
                        <DefinitionStateTag state={each.state} /> {each.inReview && <Tag tone="primary">审核中</Tag>}
                      </span>
                      <span>{each.version === null ? '未发布' : `第 ${each.version} 版`}</span>
                      <span>{each.unit?.name.zh ?? '全县通用'}</span>
                      <span className="faint">{instantWords(each.changedAt)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Await>
    </Screen>
  );
}
