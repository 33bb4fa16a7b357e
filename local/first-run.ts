import { type Cloud, contextFor, systemActor } from '../commands/context.ts';
import { load } from '../commands/transact.ts';
import { appointStaff, needAccount, registerUnit } from '../commands/unit/manage.ts';
import { unit } from '../events/unit/stream.ts';
import { readCounty } from '../samples/county.ts';
import { ToolError } from './file-error.ts';

/**
 * The first wish in an empty cloud: the region's own government, and somebody who administers it and goes on from there.
 * Said over the data folder's socket, so only whoever owns the machine can say it. Once there is an administrator, or a
 * government of another name, throws ALREADY_SET_UP; repeating the same wish is harmless, and goes on with what was cut short.
 */
export async function setUp(
  cloud: Cloud,
  { account, name }: { readonly account: string; readonly name: string },
): Promise<{ readonly unit: string; readonly account: string; readonly name: string }> {
  const { region } = cloud;
  const context = contextFor(cloud, systemActor('operator'));
  const called = name || `${nameOfRegion(region)}人民政府`;
  // From the log, not from what was remembered of it a moment ago.
  const there = (await load(cloud.platform, unit, region)).state;
  const admins = Object.entries(there?.staff ?? {}).flatMap(([who, held]) => (held.includes('admin') ? [who] : []));
  if (there && (there.facts.name.zh !== called || (admins.length > 0 && !admins.includes(account))))
    throw new ToolError(
      'ALREADY_SET_UP',
      `已经设置过（${there.facts.name.zh}），不能再次设置；请由系统管理员登记单位和人员`,
    );
  needAccount(account);
  if (!there)
    await registerUnit(context, {
      ...{ code: region, parent: null, name: called, level: 'county', kind: 'government', shortCode: 'ZF' },
      ...{ creditCode: '', phone: '', address: '', hours: '', division: region },
      commandId: `setup/unit/${region}`,
    });
  const roles = ['admin', 'designer'];
  await appointStaff(context, { unit: region, account, roles, commandId: `setup/staff/${region}/${account}` });
  await cloud.platform.runner.catchUp();
  return { unit: region, account, name: called };
}

/** Its name in the table of divisions; the code where the table lacks it. */
function nameOfRegion(region: string): string {
  return readCounty().divisions.find(({ code }) => code === region)?.name ?? region;
}

/** Whether nothing has happened here yet. */
export async function isEmpty(cloud: Cloud): Promise<boolean> {
  return (await cloud.platform.log.heads()).every((head) => head === 0);
}
