import { join } from 'node:path';
import type { CommandContext } from '../../../commands/context.ts';
import { type DatasetFacts, dataset, publish as publishDataset } from '../../../events/dataset/stream.ts';
import { draft, publish } from '../../../events/definition/decide.ts';
import { service } from '../../../events/service/stream.ts';
import type { ServiceDefinition } from '../../../lowcode/service/definition.ts';
import type { JsonObject } from '../../../platform/contract/json.ts';
import { type County, readJson } from '../../../samples/county.ts';
import type { ServicePlan } from '../../../samples/generate/plans.ts';
import { seedDefinition } from '../definitions.ts';
import { type Story, tellerOf } from './story.ts';
import { GENERAL, OPENING, type UnitAt } from './world.ts';

const ACTOR = 'system/seed';
const AT = `${OPENING} 17:00`;

/** The windows' general form and flows, published with every check. */
export async function seedGeneral(context: CommandContext): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', '..', 'samples', 'hengshan', 'general');
  const of = (key: string, kind: 'form' | 'flow') => readJson<JsonObject>(join(folder, `${key}.${kind}.json`));
  await seedDefinition(context, 'form', GENERAL.form, of(GENERAL.form, 'form'));
  for (const key of [GENERAL.flow, GENERAL.immediate]) await seedDefinition(context, 'flow', key, of(key, 'flow'));
}

/**
 * An entry of the county's catalogue (目录清单) whose guide nobody has written yet: where and by whom, no more. It stands
 * in the directory without a guide, and cannot be filed online; the guide linter would not let a designer publish it so.
 */
export function catalogueStory(plan: ServicePlan, unit: UnitAt): Story {
  const { region, key } = plan;
  const title = { zh: plan.title };
  const definition: ServiceDefinition = {
    name: title,
    kind: plan.kind,
    unit: plan.unit,
    audience: plan.audience,
    themes: [plan.theme],
    mode: plan.mode,
    legalDays: plan.legalDays,
    promisedDays: plan.promisedDays,
    ...{ basis: [], conditions: [], materials: [], fees: [], process: [], faq: [] },
    place: unit.address,
    hours: unit.hours,
    consultPhone: unit.phone,
    complaintPhone: '0734-5550012',
    visits: 1,
    visitReason: { zh: '这一事项还没有网上申请表，到窗口提交材料。' },
    onlineDepth: 1,
    demonstration: true,
  };
  const which = { region, kind: 'service', key, unit: plan.unit } as const;
  const teller = tellerOf(service, `${region}/${key}`, `seed/service/${key}`);
  const wish = { title, definition: definition as unknown as JsonObject };
  teller.tell('draft', ACTOR, AT, (state) => draft(state, which, wish));
  teller.tell('publish', ACTOR, AT, (state) =>
    state ? publish(state, which, { today: OPENING, typeName: null, by: null }) : [],
  );
  return teller.story();
}

/** The catalogues of the city and its other counties, as code lists: a directory to look things up in, not this cloud's items. */
export function directoryStory(county: County, region: string, plans: readonly ServicePlan[]): Story {
  const division = county.divisions.find(({ code }) => code === region);
  const rows = plans.map(({ key, title, kind, unitName, audience, theme, mode, legalDays, promisedDays }) => ({
    ...{ key, title, kind, unitName, audience: audience.join(' '), theme, mode, legalDays, promisedDays },
  }));
  const number = new Set(['legalDays', 'promisedDays']);
  const facts: DatasetFacts = {
    region: county.region,
    key: `catalogue-${region}`,
    name: { zh: `${division?.name ?? region}政务服务事项目录` },
    summary: { zh: `${division?.name ?? region}的政务服务事项：名称、类型、实施机构、对象、时限。示例数据，非官方。` },
    unit: county.region,
    kind: 'codeList',
    updateCycle: '按需',
    fields: Object.keys(rows[0] ?? {}).map((key) => ({
      ...{ key, name: { zh: FIELD_NAMES[key] ?? key } },
      type: number.has(key) ? ('number' as const) : ('text' as const),
    })),
    rows,
  };
  const teller = tellerOf(dataset, `${county.region}/${facts.key}`, `seed/dataset/${facts.key}`);
  teller.tell('publish', ACTOR, AT, (state) => publishDataset(state, facts, OPENING));
  return teller.story();
}

const FIELD_NAMES: { readonly [key: string]: string } = {
  ...{ key: '事项标识', title: '事项名称', kind: '事项类型', unitName: '实施机构', audience: '服务对象' },
  ...{ theme: '主题', mode: '办件类型', legalDays: '法定工作日', promisedDays: '承诺工作日' },
};
