import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { RegisterDefinition } from '../../../lowcode/register/definition.ts';
import { ask, errorWords, newCommandId } from '../api/ask.ts';
import { REVISE_DEFINITION } from '../api/definitions.ts';
import { REGISTER, REGISTER_PREVIEW, type Register } from '../api/registers.ts';
import { useAsk } from '../api/use-ask.ts';
import { Link } from '../shell/Link.tsx';
import { guardLeaving, useRoute } from '../shell/route.ts';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { RegisterEditor } from './RegisterEditor.tsx';
import { RegisterTable } from './RegisterTable.tsx';

/** One register: what it gives now, as a file, on paper; and, for who keeps it, how it is put together, with the result live. */
export function RegisterScreen({ registerKey }: { registerKey: string }) {
  const asked = useAsk(REGISTER, { key: registerKey });
  return (
    <Await asked={asked}>
      {({ register }) =>
        register ? (
          <Opened key={register.key} register={register} reload={asked.reload} />
        ) : (
          <Screen title="没有这本台账">
            <Empty title="没有这本台账" hint="它可能已经停用。" action={<Link to="/registers">回到台账</Link>} />
          </Screen>
        )
      }
    </Await>
  );
}

const ROWS = 100;

function Opened({ register, reload }: { register: Register; reload: () => Promise<void> }) {
  const { query } = useRoute();
  const [editing, setEditing] = useState(query.has('edit') && register.mayEdit);
  const [draft, setDraft] = useState(register.definition);
  const [saved, setSaved] = useState({ definition: register.definition, revision: register.revision });
  const [page, setPage] = useState(0);
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const shown = useSettled(draft);
  const asked = useAsk(shown.form === '' ? null : REGISTER_PREVIEW, {
    definition: shown,
    first: ROWS,
    offset: page * ROWS,
  });
  const changed = JSON.stringify(draft) !== JSON.stringify(saved.definition);
  useEffect(
    () => (changed ? guardLeaving(() => window.confirm('设置还没有保存，确定离开吗？')) : undefined),
    [changed],
  );
  const change = (next: RegisterDefinition) => {
    setDraft(next);
    setPage(0);
  };
  const save = async () => {
    setState({ busy: true, problem: null });
    try {
      const { reviseDefinition } = await ask(REVISE_DEFINITION, {
        ...{
          kind: 'register',
          key: register.key,
          definition: draft,
          expect: saved.revision,
          commandId: newCommandId(),
        },
      });
      setSaved({ definition: draft, revision: reviseDefinition.revision });
      setState({ busy: false, problem: null });
      await reload();
    } catch (error) {
      setState({ busy: false, problem: errorWords(error) });
    }
  };
  const actions = (
    <>
      {register.mayEdit && (
        <Button aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {editing ? '收起设置' : '修改设置'}
        </Button>
      )}
      {saved.definition.form !== '' && !changed && asked.data?.registerPreview.seesCases && (
        <Button href={`/registers/${encodeURIComponent(register.key)}.csv`}>导出 CSV</Button>
      )}
      <Button onClick={() => window.print()}>打印</Button>
      {changed && (
        <Button type="primary" loading={state.busy} onClick={save}>
          保存
        </Button>
      )}
    </>
  );
  return (
    <Screen
      wide
      title={draft.name.zh}
      sub={register.unit?.name.zh}
      back={<Link to="/registers">台账</Link>}
      actions={actions}
    >
      <h2 className="print-title">{draft.name.zh}</h2>
      {state.problem && (
        <p className="notice notice-danger" role="alert">
          {state.problem}
        </p>
      )}
      {editing && <RegisterEditor register={draft} change={change} />}
      {shown.form === '' ? (
        <Empty
          title="还没有选表单"
          hint={register.mayEdit ? '在设置里选一份表单，结果会出现在这里。' : '请台账的维护人员先选一份表单。'}
        />
      ) : (
        <Await asked={asked}>
          {({ registerPreview }) => (
            <>
              <RegisterTable result={registerPreview} definition={shown} />
              {(page > 0 || registerPreview.hasMore) && (
                <nav className="register-pages" aria-label="翻页">
                  <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
                    上一页
                  </Button>
                  <span className="quiet">
                    第 {page + 1} 页，共 {Math.ceil(registerPreview.total / ROWS)} 页
                  </span>
                  <Button disabled={!registerPreview.hasMore} onClick={() => setPage(page + 1)}>
                    下一页
                  </Button>
                </nav>
              )}
            </>
          )}
        </Await>
      )}
    </Screen>
  );
}

/** The value once it has not changed for a moment: nobody is asked for every key. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 300);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
