import { Select } from 'antd';
import { useState } from 'react';
import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { LicenceTypeDefinition } from '../../../lowcode/licence/definition.ts';
import { emptyScope } from '../../../lowcode/rule/scope.ts';
import type { ServiceDefinition } from '../../../lowcode/service/definition.ts';
import { DEFINITION, DEFINITIONS } from '../api/definitions.ts';
import type { Definition } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { Facts } from '../ui/Facts.tsx';
import { choicesIn, licenceTypePartOf, licenceTypeParts } from './licence-type-properties.ts';
import { OpenDefinition } from './OpenDefinition.tsx';
import { PartsEditor } from './PartsEditor.tsx';
import { useEditor } from './use-editor.ts';
import { useServerCheck } from './use-server-check.ts';

/** The editor of a licence type: who issues it, how long it is valid, what stands on its face. */
export function LicenceTypeScreen({ definitionKey }: { definitionKey: string }) {
  return (
    <OpenDefinition
      kind="licenceType"
      definitionKey={definitionKey}
      show={(opened) => <LicenceTypeEditor opened={opened} />}
    />
  );
}

function LicenceTypeEditor({ opened }: { opened: Definition }) {
  const editor = useEditor<LicenceTypeDefinition>(opened);
  const { definition: type } = editor;
  const problems = useServerCheck(opened, type);
  const forms = useAsk(DEFINITIONS, { kind: 'form' }).data?.definitions ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const beside = useFormOf(opened.usedBy);
  const key = chosen ?? beside;
  const form = useAsk(key === null ? null : DEFINITION, { kind: 'form', key: key ?? '' }).data?.definition;
  const choices = choicesIn((form?.definition as FormDefinition | undefined) ?? null, type);
  const sourceOf = (from: string) => choices.face.find(({ value }) => value === from)?.label ?? '';
  return (
    <PartsEditor
      editor={editor}
      title={type.name.zh}
      parts={licenceTypeParts(choices)}
      partOf={licenceTypePartOf}
      problems={problems}
      scope={emptyScope(defaultCalendar)}
      first={
        <div className="property">
          <label className="field-label" htmlFor="licence-form">
            对照哪张申请表
          </label>
          <span className="field-hint">票面内容和期限从这张表里挑选；颁发这种证照的事项都要有这些填写项。</span>
          <Select
            id="licence-form"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="请选择"
            value={key ?? undefined}
            options={forms.map((each) => ({ value: each.key, label: each.title.zh }))}
            onChange={setChosen}
          />
        </div>
      }
      canvas={
        <div className="block licence-face">
          <p className="quiet">{type.area?.zh}</p>
          <h2>{type.name.zh}</h2>
          <Facts
            facts={[
              ...type.fields.map(({ label, from }) => [label.zh, `（申请表的“${sourceOf(from)}”）`] as const),
              ['有效期', validityText(type)],
            ]}
          />
        </div>
      }
    />
  );
}

/** The form of the first item that issues it. */
function useFormOf(users: Definition['usedBy']): string | null {
  const key = users.find(({ kind }) => kind === 'service')?.key;
  const asked = useAsk(key === undefined ? null : DEFINITION, { kind: 'service', key: key ?? '' });
  return (asked.data?.definition?.published as ServiceDefinition | undefined)?.form ?? null;
}

function validityText({ validYears, validity = {} }: LicenceTypeDefinition): string {
  const from = validity.start ? '自申请表所填开始日期起' : '自颁发之日起';
  if (validity.days) return `${from}，按申请表的天数`;
  if (validity.end) return `${from}，至申请表所填截止日期`;
  return validYears ? `${validity.start ? `${from}，` : ''}${validYears}年` : '长期';
}
