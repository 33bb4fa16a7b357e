import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import { ask, type World } from './world.ts';

/** 广场活动备案: a small service that a county's designer assembles for the urban management bureau. */
export const PLAZA = 'guang-chang-bei-an';
export const BUREAU = '430423-cgj';

export const plazaForm: FormDefinition = {
  title: { zh: '广场活动备案表' },
  pages: [
    {
      key: 'page1',
      title: { zh: '活动' },
      sections: [
        {
          key: 'section1',
          items: [
            { kind: 'integer', key: 'people', label: { zh: '预计人数' }, required: true, min: '1' },
            { kind: 'date', key: 'day', label: { zh: '活动日期' }, required: true },
          ],
        },
      ],
    },
  ],
};

export const plazaFlow: FlowDefinition = {
  title: { zh: '广场活动备案流程' },
  steps: [
    { kind: 'stage', stage: { key: 'review', title: { zh: '审查' }, role: 'clerk', kind: 'review' } },
    { kind: 'stage', stage: { key: 'decide', title: { zh: '决定' }, role: 'head', kind: 'decide' } },
  ],
};

export const plazaService: ServiceDefinition = {
  name: { zh: '广场活动备案' },
  kind: 'publicService',
  unit: BUREAU,
  audience: ['person', 'company'],
  themes: ['文化体育'],
  keywords: ['广场', '活动'],
  mode: 'promised',
  legalDays: 5,
  promisedDays: 2,
  basis: [{ law: '湖南省城市市容和环境卫生管理条例', article: '第二十一条' }],
  conditions: [{ zh: '活动在衡山县城区的公共广场举行。' }],
  materials: [
    {
      key: 'plan',
      name: { zh: '活动方案' },
      necessity: 'required',
      form: ['electronic'],
      copies: 1,
      source: 'applicant',
    },
  ],
  fees: [],
  process: [
    { name: { zh: '审查' }, who: { zh: '经办人' }, days: 1 },
    { name: { zh: '决定' }, who: { zh: '负责人' }, days: 1 },
  ],
  place: { zh: '衡山县开云镇示例路35号 衡山县政务服务中心二楼8号窗口' },
  hours: { zh: '周一至周五 8:30—12:00，14:30—17:30（法定节假日除外）' },
  consultPhone: '0734-5550121',
  complaintPhone: '0734-5550012',
  visits: 0,
  onlineDepth: 3,
  faq: [],
  form: PLAZA,
  flow: PLAZA,
};

/** The same, which asks where the activity is, and takes a safety plan for what is outdoors; no file stands in the form. */
export const guidedPlaza: ServiceDefinition = {
  ...plazaService,
  uploadMaterials: true,
  questions: [
    {
      key: 'site',
      label: { zh: '活动在哪里举行？' },
      options: [
        { value: 'indoor', label: { zh: '室内' } },
        { value: 'outdoor', label: { zh: '室外' } },
      ],
    },
  ],
  materials: [
    ...plazaService.materials,
    {
      key: 'safety',
      name: { zh: '安全工作方案' },
      necessity: 'conditional',
      whenText: { zh: '在室外举行的' },
      situations: [{ question: 'site', values: ['outdoor'] }],
      form: ['electronic'],
      copies: 1,
      source: 'applicant',
    },
  ],
};

export type PartName = { readonly kind: 'form' | 'flow' | 'service'; readonly key: string };
export const plazaParts: readonly PartName[] = [
  { kind: 'form', key: PLAZA },
  { kind: 'flow', key: PLAZA },
  { kind: 'service', key: PLAZA },
];

export const SUBMIT =
  'mutation($p: [DefinitionPart!]!) { submitForReview(parts: $p) { kind revision moves review { together { kind key } } } }';
export const PUBLISH = 'mutation($p: [DefinitionPart!]!) { publishTogether(parts: $p) { kind version state } }';

/** Begins one part as the designer, of the bureau. */
export async function draftPart(world: World, { kind, key }: PartName, definition: object): Promise<number> {
  const title = (definition as { title?: { zh: string }; name?: { zh: string } }).title ?? plazaService.name;
  const { draftDefinition } = await ask(
    world,
    'designer',
    `mutation($k: DefinitionKind!, $t: String!, $key: String, $d: JSON) {
      draftDefinition(kind: $k, title: $t, key: $key, unit: "${BUREAU}", definition: $d) { revision } }`,
    { k: kind, t: title.zh, key, d: definition },
  );
  return draftDefinition.revision;
}

export async function revisePart(world: World, person: string, { kind, key }: PartName, definition: object) {
  const { reviseDefinition } = await ask(
    world,
    person,
    'mutation($k: DefinitionKind!, $key: ID!, $d: JSON!) { reviseDefinition(kind: $k, key: $key, definition: $d) { revision } }',
    { k: kind, key, d: definition },
  );
  return reviseDefinition.revision as number;
}

export const DEFINITION =
  'query($k: DefinitionKind!, $key: ID!) { definition(kind: $k, key: $key) { version state revision moves returned { reasons } review { note } } }';

export async function partNow(world: World, person: string, { kind, key }: PartName) {
  return (await ask(world, person, DEFINITION, { k: kind, key })).definition;
}
