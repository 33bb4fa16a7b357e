import { dataset } from '../../events/dataset/stream.ts';
import { unit } from '../../events/unit/stream.ts';
import type { Names } from '../../lowcode/form/answer-text.ts';
import type { Answer, Field } from '../../lowcode/form/definition.ts';
import { wordFor } from '../../lowcode/words.ts';
import type { CommandContext } from '../context.ts';
import { load } from '../transact.ts';

type Where = Pick<CommandContext, 'platform' | 'units' | 'region'>;

/** Names of what answers keep by code, as papers print them: units, who works in them, divisions. */
export async function namesOf(
  where: Where,
  answers: Iterable<{ readonly field: Field; readonly answer: Answer }>,
): Promise<Names> {
  const units = new Map<string, string>();
  const staff = new Map<string, string>();
  const divisions = new Map<string, string>();
  for (const { field, answer } of answers) {
    if (field.kind === 'unit' || field.kind === 'units')
      for (const code of [answer].flat()) if (typeof code === 'string') units.set(code, await unitName(where, code));
    if (field.kind === 'staff' && typeof answer === 'string') staff.set(answer, await staffName(where, answer));
    const place = field.kind === 'residence' ? (answer as { division?: unknown } | null)?.division : answer;
    if ((field.kind === 'division' || field.kind === 'residence') && typeof place === 'string')
      divisions.set(place, await divisionName(where, place, field));
  }
  return {
    unit: (code) => units.get(code),
    staff: (code) => staff.get(code),
    division: (code) => divisions.get(code),
  };
}

async function unitName({ units }: Where, code: string): Promise<string> {
  return (await units.get(code))?.name.zh ?? code;
}

/** Unit and roles, never a person's name: 衡山县城市管理局经办人. */
async function staffName({ platform }: Where, answer: string): Promise<string> {
  const [code = '', account = ''] = answer.split('/');
  const { state } = await load(platform, unit, code);
  const roles = (state?.staff[account] ?? []).map((role) => wordFor('role', role)).join('、');
  return `${state?.facts.name.zh ?? ''}${roles || '工作人员'}`;
}

/** Of the region by town and village, else from the province down. */
async function divisionName({ platform, region }: Where, code: string, field: Field): Promise<string> {
  const { state } = await load(platform, dataset, `${region}/divisions`);
  const rows = (state?.facts.rows ?? []) as readonly { readonly code?: unknown; readonly name?: unknown }[];
  const inRegion = [code.slice(0, 9), code]
    .filter((each, i, all) => each.length > 6 && all.indexOf(each) === i)
    .flatMap((each) => rows.filter((row) => row.code === each).map(({ name }) => String(name)));
  const country = field.kind === 'residence' || field.area === 'country';
  if (!country && inRegion.length > 0) return inRegion.join('');
  // Read when a name of it is asked for: most papers name places of the region.
  const { divisionPath } = await import('../../lowcode/divisions/country.ts');
  return [...divisionPath(code).map(({ name }) => name), ...inRegion].join('') || code;
}
