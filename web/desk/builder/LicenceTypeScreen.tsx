import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import type { LicenceTypeDefinition } from '../../../lowcode/licence/definition.ts';
import { emptyScope } from '../../../lowcode/rule/scope.ts';
import type { Definition } from '../api/model.ts';
import { Facts } from '../ui/Facts.tsx';
import { OpenDefinition } from './OpenDefinition.tsx';
import { PartsEditor } from './PartsEditor.tsx';
import type { Property } from './properties.ts';
import { useEditor } from './use-editor.ts';
import { useServerCheck } from './use-server-check.ts';

/** The parts of a licence type as an editor shows them. */
export const LICENCE_TYPE_PARTS: readonly {
  readonly key: string;
  readonly label: string;
  readonly properties: readonly Property[];
}[] = [
  {
    key: 'main',
    label: '基本信息',
    properties: [
      { name: 'name', label: '证照名称', kind: 'zh', needed: true },
      { name: 'issuer', label: '颁发机关', kind: 'unit', needed: true },
      {
        name: 'holder',
        label: '持有人',
        kind: 'select',
        needed: true,
        options: [
          { value: 'person', label: '个人' },
          { value: 'company', label: '法人' },
          { value: 'both', label: '个人或法人' },
        ],
      },
      { name: 'validYears', label: '有效期（年）', kind: 'integer', min: 1, max: 100, none: '长期，或由申请内容决定' },
      {
        name: 'validity.start',
        label: '有效期起：取自表单的哪个日期（标识）',
        kind: 'string',
        hint: '不填为颁发之日；早于颁发之日的，从颁发之日起算。日期期间写作 标识.from、标识.to。',
      },
      { name: 'validity.end', label: '有效期止：取自表单的哪个日期（标识）', kind: 'string' },
      {
        name: 'validity.days',
        label: '有效天数：取自表单的哪个整数（标识）',
        kind: 'string',
        hint: '年数、截止日期、天数只能写一种；所用字段应为必填或者必能算出。',
      },
      {
        name: 'typeCode',
        label: '证照类型代码',
        kind: 'string',
        needed: true,
        hint: '定义机构的统一社会信用代码加三位数字。',
      },
      { name: 'definer', label: '定义机构', kind: 'zh', needed: true },
      { name: 'area', label: '标题下的地区', kind: 'zh' },
    ],
  },
  {
    key: 'fields',
    label: '票面内容',
    properties: [
      {
        name: 'fields',
        label: '票面项目',
        kind: 'list',
        item: '项目',
        needed: true,
        each: [
          { name: 'label', label: '票面上的名称', kind: 'zh', needed: true },
          { name: 'from', label: '取自表单的哪一项（标识）', kind: 'string', needed: true },
          { name: 'key', label: '标识', kind: 'string', needed: true },
          { name: 'personal', label: '是个人信息', kind: 'boolean' },
        ],
        fresh: () => ({ key: `field${Date.now().toString(36).slice(-5)}`, label: { zh: '' }, from: '' }),
      },
    ],
  },
];
const partOf = (path: string) => (path.startsWith('fields') ? 'fields' : 'main');

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
  return (
    <PartsEditor
      editor={editor}
      title={type.name.zh}
      parts={LICENCE_TYPE_PARTS}
      partOf={partOf}
      problems={problems}
      scope={emptyScope(defaultCalendar)}
      canvas={
        <div className="block licence-face">
          <p className="quiet">{type.area?.zh}</p>
          <h2>{type.name.zh}</h2>
          <Facts
            facts={[
              ...type.fields.map((field) => [field.label.zh, '（取自申请表）'] as const),
              ['有效期', validityText(type)],
            ]}
          />
        </div>
      }
    />
  );
}

function validityText({ validYears, validity = {} }: LicenceTypeDefinition): string {
  const from = validity.start ? '自申请表所填开始日期起' : '自颁发之日起';
  if (validity.days) return `${from}，按申请表的天数`;
  if (validity.end) return `${from}，至申请表所填截止日期`;
  return validYears ? `${validity.start ? `${from}，` : ''}${validYears}年` : '长期';
}
