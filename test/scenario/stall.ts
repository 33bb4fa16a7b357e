import { ask, type World } from './world.ts';

export const STALL = 'xiao-fan-tan-dian-deng-ji';

/** 摊点登记: a small form that declares filters and sorts; `more` are fields of later versions. */
export function stallForm(more: readonly object[] = [], without: readonly string[] = []): object {
  const label = (zh: string) => ({ zh });
  const items = [
    { kind: 'personName', key: 'holder', label: label('摊主'), prefill: 'applicantName', required: true },
    {
      ...{ kind: 'identityNumber', key: 'holderNumber', label: label('身份证号'), prefill: 'applicantIdentifier' },
      list: { filter: true },
    },
    {
      ...{ kind: 'choice', key: 'goods', label: label('经营品类'), required: true, list: { filter: true } },
      options: [
        { value: 'food', label: label('小吃') },
        { value: 'produce', label: label('农产品') },
        { value: 'daily', label: label('日用品') },
      ],
    },
    { kind: 'number', key: 'area', label: label('面积'), min: '0', list: { filter: true, sort: true } },
    { kind: 'money', key: 'rent', label: label('月租金'), list: { sort: true } },
    { kind: 'date', key: 'opensOn', label: label('开始日期'), list: { filter: true } },
    { kind: 'division', key: 'town', label: label('所在乡镇') },
    { kind: 'boolean', key: 'night', label: label('夜间经营') },
    { kind: 'text', key: 'remark', label: label('备注') },
  ].filter(({ key }) => !without.includes(key));
  const sections = [{ key: 'stall', items: [...items, ...more] }];
  return { title: label('摊点登记表'), pages: [{ key: 'page1', title: label('摊点'), sections }] };
}

/** Looked up by the office itself, so that nothing has to be uploaded. */
const PERMIT = {
  ...{ key: 'permit', name: { zh: '食品经营备案信息' }, necessity: 'optional', form: ['electronic'], copies: 0 },
  ...{ source: 'government', issuer: { zh: '市场监督管理局' } },
};

const SAVE =
  'mutation($k: DefinitionKind!, $key: ID!, $d: JSON!) { reviseDefinition(kind: $k, key: $key, definition: $d) { revision } }';
const SUBMIT =
  'mutation($k: DefinitionKind!, $key: ID!) { submitForReview(parts: [{ kind: $k, key: $key }], note: "请审核") { key } }';
const PUBLISH =
  'mutation($k: DefinitionKind!, $key: ID!) { publishDefinition(kind: $k, key: $key) { version typeName } }';

/** Saves a version as the designer does, and publishes it as somebody else does. */
export async function publish(world: World, kind: string, key: string, definition: object) {
  await ask(world, 'designer', SAVE, { k: kind, key, d: definition });
  await ask(world, 'designer', SUBMIT, { k: kind, key });
  return (await ask(world, 'admin', PUBLISH, { k: kind, key })).publishDefinition;
}

/** Makes the form and an item of the urban management office that takes it. */
export async function openStalls(world: World, key = STALL): Promise<string> {
  const draft =
    'mutation($k: DefinitionKind!, $key: String!, $t: String!, $c: ID) { draftDefinition(kind: $k, key: $key, title: $t, copyOf: $c) { key } }';
  await ask(world, 'designer', draft, { k: 'form', key, t: '摊点登记表' });
  const { typeName } = await publish(world, 'form', key, stallForm());
  const copied = { k: 'service', key, t: '摊点登记', c: 'yi-di-jiu-yi-bei-an' };
  await ask(world, 'designer', draft, copied);
  const { definition: found } = await ask(
    world,
    'designer',
    'query($key: ID!) { definition(kind: service, key: $key) { definition } }',
    { key },
  );
  const { result: _result, ...copy } = found.definition;
  const { jointUnits: _units, intakeUnit: _desk, ...item } = copy;
  const service = { ...item, form: key, unit: '430423-cgj', materials: [PERMIT], onePerPerson: false };
  await publish(world, 'service', key, service);
  await world.platform.runner.catchUp();
  return typeName;
}
