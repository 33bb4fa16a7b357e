import { Button, Form, Input, type InputRef, Modal, Select } from 'antd';
import { useRef, useState } from 'react';
import { instantWords } from '../../../lowcode/dates.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import { DEFINITIONS, DRAFT_DEFINITION } from '../api/definitions.ts';
import type { DefinitionKind, DefinitionSummary } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { navigate } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { DefinitionStateTag } from '../ui/tag.tsx';

const ABOUT: Readonly<Record<DefinitionKind, string>> = {
  service: '群众看到的办事指南，以及申请时用哪张表单、走哪个流程。',
  form: '申请人填写的内容：页、分组、填写项，以及它们的条件、计算和校验。',
  flow: '受理之后谁先办、谁并行办、谁签批，各环节多长时间。',
  licenceType: '准予后颁发的证照：票面内容和有效期。',
  system: '单位内部办的事：公文、督办、填报等，用一张分阶段填写的表单和一个流程组成。',
  register: '一份表单的办件清单或者交叉表，各单位看到自己的办件。',
};

const isKind = (kind: string): kind is DefinitionKind => Object.hasOwn(ABOUT, kind);

/** What departments assemble, of one kind: open one, or begin a new one, empty or as a copy. */
export function Definitions({ kind }: { kind: string }) {
  if (!isKind(kind))
    return (
      <Screen title="没有这一页">
        <Empty title="没有这一类配置" hint="地址可能写错了。" action={<Link to="/">回到首页</Link>} />
      </Screen>
    );
  return <List kind={kind} />;
}

function List({ kind }: { kind: DefinitionKind }) {
  const word = wordFor('definitionKind', kind);
  const asked = useAsk(DEFINITIONS, { kind });
  const [adding, setAdding] = useState(false);
  const [search, setSearch] = useState('');
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      新建{word}
    </Button>
  );
  return (
    <Screen title={word} sub={ABOUT[kind]} actions={add}>
      <Await asked={asked}>
        {({ definitions }) => {
          if (definitions.length === 0)
            return <Empty title={`还没有${word}`} hint="从新建开始；发布前随时可以改，申请人看不到。" action={add} />;
          const shown = definitions.filter((each) => each.title.zh.includes(search.trim()));
          return (
            <>
              <div className="filters">
                <Input
                  className="filter-search"
                  aria-label={`按名称查找${word}`}
                  placeholder="名称"
                  allowClear
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                />
              </div>
              {shown.length === 0 ? (
                <Empty title="没有这个名称的" hint="换个词试试。" />
              ) : (
                <div className="queue queue-definitions">
                  <div className="row-head" aria-hidden="true">
                    <span>名称</span>
                    <span>状态</span>
                    <span>版本</span>
                    <span>单位</span>
                    <span>最近修改</span>
                  </div>
                  <ul aria-label={word}>
                    {shown.map((each) => (
                      <li key={each.key}>
                        <Row each={each} />
                      </li>
                    ))}
                  </ul>
                </div>
              )}
            </>
          );
        }}
      </Await>
      {adding && <NewDefinition kind={kind} others={asked.data?.definitions ?? []} close={() => setAdding(false)} />}
    </Screen>
  );
}

function Row({ each }: { each: DefinitionSummary }) {
  return (
    <Link className="row" to={`/definitions/${each.kind}/${encodeURIComponent(each.key)}`}>
      <span className="what">
        <strong>{each.title.zh}</strong>
      </span>
      <span>
        <DefinitionStateTag state={each.state} />
      </span>
      <span>{each.version === null ? '未发布' : `第 ${each.version} 版`}</span>
      <span>{each.unit?.name.zh ?? '全县通用'}</span>
      <span className="faint">{instantWords(each.changedAt)}</span>
    </Link>
  );
}

function NewDefinition({
  kind,
  others,
  close,
}: {
  kind: DefinitionKind;
  others: readonly DefinitionSummary[];
  close: () => void;
}) {
  const [form] = Form.useForm<{ title: string; copyOf?: string }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId] = useState(newCommandId);
  const name = useRef<InputRef>(null);
  const word = wordFor('definitionKind', kind);
  const submit = async ({ title, copyOf }: { title: string; copyOf?: string }) => {
    setBusy(true);
    setProblem(null);
    try {
      const { draftDefinition } = await ask(DRAFT_DEFINITION, { kind, title, copyOf, commandId });
      navigate(`/definitions/${kind}/${encodeURIComponent(draftDefinition.key)}`);
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={`新建${word}`}
      okText="新建"
      cancelText="取消"
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
      afterOpenChange={(open) => open && name.current?.focus()}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item name="title" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
          <Input ref={name} maxLength={100} onPressEnter={form.submit} />
        </Form.Item>
        <Form.Item
          name="copyOf"
          label={
            <>
              照着哪一个做<span className="optional">选填</span>
            </>
          }
        >
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="空白开始"
            options={others.map((each) => ({ value: each.key, label: each.title.zh }))}
          />
        </Form.Item>
        {problem && (
          <p className="notice notice-danger" role="alert">
            {problem}
          </p>
        )}
      </Form>
    </Modal>
  );
}
