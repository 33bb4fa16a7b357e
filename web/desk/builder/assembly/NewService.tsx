import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { ServiceStart } from '../../../../lowcode/service/start.ts';
import { THEMES } from '../../../../lowcode/service/themes.ts';
import { words } from '../../../../lowcode/words.ts';
import { errorWords } from '../../api/ask.ts';
import { UNIT_FACTS } from '../../api/definitions.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useDesk } from '../../shell/desk.tsx';
import { Link } from '../../shell/Link.tsx';
import { navigate } from '../../shell/route.ts';
import { UnitSelect } from '../../ui/ActionInput.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useCreate } from './create.ts';
import { PasteForm, usePaste } from './PasteForm.tsx';

type Draft = Omit<ServiceStart, 'unit'> & { readonly unit: string | undefined };

const BLANK: Draft = {
  ...{ name: '', kind: 'publicService', unit: undefined, audience: ['person'], themes: [] },
  ...{ legalDays: 20, promisedDays: 5, law: '', article: '', conditions: '', materials: '' },
};

/** A new service on one page: a pasted form and what only the department knows; the rest is made of it. */
export function NewService() {
  const { viewer } = useDesk();
  const [own] = viewer.roles.flatMap(({ unit }) => (unit?.code.includes('-') ? [unit.code] : []));
  const [draft, setDraft] = useState<Draft>({ ...BLANK, unit: own });
  const paste = usePaste();
  const facts = useAsk(draft.unit ? UNIT_FACTS : null, { code: draft.unit ?? '' }).data?.unit ?? null;
  const create = useCreate();
  const put = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const wanting = [
    draft.name.trim().length < 2 && '服务名称',
    !draft.unit && '实施主体',
    !paste.paste && '申请表的内容',
  ].filter((each) => each !== false);
  const make = async () => {
    if (wanting.length > 0 || !facts) return;
    const key = await create.run({ ...draft, unit: facts }, paste);
    if (key) navigate(`/assembly/${encodeURIComponent(key)}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) make();
  };
  const text = (name: 'name' | 'law' | 'article', label: string, autoFocus = false) => (
    <Labelled id={`new-${name}`} label={label}>
      <Input
        id={`new-${name}`}
        autoFocus={autoFocus}
        maxLength={100}
        value={draft[name]}
        onChange={(event) => put({ [name]: event.target.value })}
      />
    </Labelled>
  );
  const lines = (name: 'conditions' | 'materials', label: string, hint: string) => (
    <Labelled id={`new-${name}`} label={label} hint={hint}>
      <Input.TextArea
        id={`new-${name}`}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={4000}
        value={draft[name]}
        onChange={(event) => put({ [name]: event.target.value })}
      />
    </Labelled>
  );
  return (
    <Screen title="组装新服务" back={<Link to="/assembly">服务组装</Link>} sub="填好这一页就能送审；以后都可以再改。">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut beside the button that does the same */}
      <div className="assembly-new" onKeyDown={onKeyDown}>
        <section className="block">
          <h2>申请人填什么</h2>
          {text('name', '服务名称', true)}
          <PasteForm paste={paste} read={(files) => files.length > 0 && put({ materials: files.join('\n') })} />
        </section>
        <section className="block">
          <h2>谁办、多久、凭什么</h2>
          <Labelled id="new-unit" label="实施主体" hint="地点、时间、电话取自单位，可以再改。">
            <UnitSelect<string> id="new-unit" value={draft.unit} onChange={(unit) => put({ unit })} />
          </Labelled>
          <Labelled id="new-promised" label="承诺几个工作日办结（0 为当场办结）">
            <InputNumber
              id="new-promised"
              min={0}
              max={365}
              precision={0}
              value={draft.promisedDays}
              onChange={(days) => put({ promisedDays: days ?? 0 })}
            />
          </Labelled>
          {text('law', '依据的法律法规')}
          {text('article', '条款')}
          {lines('conditions', '办理条件', '一行一条。')}
          {lines('materials', '申请材料', '一行一份，申请时逐份上传；没有的不写。')}
        </section>
        <section className="block">
          <h2>其他</h2>
          <Labelled id="new-legal" label="法定几个工作日">
            <InputNumber
              id="new-legal"
              min={0}
              max={365}
              precision={0}
              value={draft.legalDays}
              onChange={(days) => put({ legalDays: days ?? 0 })}
            />
          </Labelled>
          <Labelled id="new-kind" label="事项类型">
            <Select
              id="new-kind"
              value={draft.kind}
              options={Object.entries(words.serviceKind).map(([value, { zh }]) => ({ value, label: zh }))}
              onChange={(kind) => put({ kind: kind as Draft['kind'] })}
            />
          </Labelled>
          <div className="property">
            <span className="field-label" id="new-audience">
              服务对象
            </span>
            <Checkbox.Group
              aria-labelledby="new-audience"
              options={Object.entries(words.applicantKind).map(([value, { zh }]) => ({ value, label: zh }))}
              value={[...draft.audience]}
              onChange={(audience) => put({ audience: audience as Draft['audience'] })}
            />
          </div>
          <Labelled id="new-themes" label="主题">
            <Select
              id="new-themes"
              mode="multiple"
              value={[...draft.themes]}
              options={Object.keys(THEMES).map((value) => ({ value, label: value }))}
              onChange={(themes) => put({ themes })}
            />
          </Labelled>
        </section>
        {create.error !== null && (
          <p className="notice notice-danger" role="alert">
            {errorWords(create.error)}
          </p>
        )}
        <div className="assembly-foot">
          <Button type="primary" onClick={make} loading={create.busy} disabled={wanting.length > 0 || !facts}>
            组装
          </Button>
          <span className="quiet">{wanting.length > 0 ? `还差：${wanting.join('、')}` : '也可以按 Ctrl+Enter'}</span>
        </div>
      </div>
    </Screen>
  );
}

function Labelled({ id, label, hint, children }: { id: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="property">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint && <span className="field-hint">{hint}</span>}
      {children}
    </div>
  );
}
