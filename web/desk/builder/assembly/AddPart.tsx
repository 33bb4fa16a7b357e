import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { simplestFlow } from '../../../../lowcode/flow/starters.ts';
import type { ServiceDefinition } from '../../../../lowcode/service/definition.ts';
import { ask, errorWords, newCommandId } from '../../api/ask.ts';
import { DEFINITIONS, DRAFT_DEFINITION, REVISE_DEFINITION } from '../../api/definitions.ts';
import type { Definition, DefinitionKind } from '../../api/model.ts';
import { useAsk } from '../../api/use-ask.ts';
import { PasteForm, usePaste } from './PasteForm.tsx';
import type { RowKey } from './rows.ts';

const WORDS = {
  form: { add: '做一张申请表', pick: '用已有的表单', fresh: '申请表' },
  flow: { add: '做一个流程', pick: '用已有的流程', fresh: '办理流程' },
  licenceType: { add: '做一种证照', pick: '用已有的证照', fresh: '证' },
} as const;
type Addable = keyof typeof WORDS;

/** Makes the part that a service still lacks, or takes one that is there; the item names it from then on. */
export function AddPart({ row, service, done }: { row: RowKey; service: Definition; done: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  if (!(row in WORDS) || !service.moves.includes('edit')) return null;
  const kind = row as Addable;
  return (
    <>
      <Button className="assembly-open" size="small" onClick={() => setOpen(true)}>
        {WORDS[kind].add}…
      </Button>
      {open && <Adding kind={kind} service={service} close={() => setOpen(false)} done={done} />}
    </>
  );
}

function Adding({
  kind,
  service,
  close,
  done,
}: {
  kind: Addable;
  service: Definition;
  close: () => void;
  done: () => Promise<void>;
}) {
  const item = service.definition as ServiceDefinition;
  const [title, setTitle] = useState(`${item.name.zh}${WORDS[kind].fresh}`);
  const [taken, setTaken] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [commandId] = useState(newCommandId);
  const paste = usePaste();
  const others = useAsk(DEFINITIONS, { kind: kind as DefinitionKind }).data?.definitions ?? [];
  const make = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const key = taken ?? (await draft());
      const definition = named(item, kind, key, title);
      await ask(REVISE_DEFINITION, {
        ...{ kind: 'service' as const, key: service.key, definition },
        ...{ expect: service.revision, commandId: newCommandId() },
      });
      close();
      await done();
    } catch (error) {
      setProblem(errorWords(error));
      setBusy(false);
    }
  };
  const draft = async () => {
    const definition =
      kind === 'form'
        ? paste.formOf(title)
        : kind === 'flow'
          ? simplestFlow(item.name.zh, item.promisedDays === 0)
          : null;
    const wish = { kind, title, unit: item.unit, commandId, ...(definition ? { definition } : {}) };
    return (await ask(DRAFT_DEFINITION, wish)).draftDefinition.key;
  };
  return (
    <Modal
      open
      title={WORDS[kind].add}
      okText="确定"
      cancelText="取消"
      confirmLoading={busy}
      onOk={make}
      onCancel={close}
    >
      <div className="property">
        <label className="field-label" htmlFor="part-title">
          名称
        </label>
        <Input
          id="part-title"
          autoFocus
          maxLength={100}
          value={title}
          disabled={taken !== null}
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      {kind === 'form' && taken === null && <PasteForm paste={paste} />}
      <div className="property">
        <label className="field-label" htmlFor="part-taken">
          {WORDS[kind].pick}
          <span className="optional">选填</span>
        </label>
        <Select
          id="part-taken"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="新做一个"
          value={taken}
          options={others.map((each) => ({ value: each.key, label: each.title.zh }))}
          onChange={(next) => setTaken(next ?? null)}
        />
      </div>
      {problem && (
        <p className="notice notice-danger" role="alert">
          {problem}
        </p>
      )}
    </Modal>
  );
}

function named(item: ServiceDefinition, kind: Addable, key: string, title: string): ServiceDefinition {
  if (kind !== 'licenceType') return { ...item, [kind]: key };
  return { ...item, result: { name: { zh: title }, ...item.result, licenceType: key } };
}
