import { Refusal } from '../../events/stream.ts';
import { appoint, register, type UnitFacts, unit } from '../../events/unit/stream.ts';
import { notFound, require } from '../access.ts';
import { STAFF_ROLES } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { load, transact } from '../transact.ts';

const CODE = /^[0-9]{6}(-[a-z0-9]{1,30}){0,3}$/;
const SHORT = /^[A-Z]{2,4}$/;
const ACCOUNT = /^[A-Za-z0-9._@-]{1,64}$/;
const LEVELS: readonly string[] = ['city', 'county', 'town', 'village'];
const KINDS: readonly string[] = ['government', 'department', 'centre', 'hotline', 'station', 'utility'];
const ROLES: readonly string[] = STAFF_ROLES;

export interface UnitWish extends Omit<UnitFacts, 'region' | 'ancestors' | 'name'> {
  readonly name: string;
  readonly commandId: string;
}

/**
 * Registers a unit. The first one, without a parent, is the region's own government and has the region's code; all others
 * stand under one that is there. Throws BAD_UNIT with what is wrong, NOT_FOUND for the parent, KEY_TAKEN.
 */
export async function registerUnit(context: CommandContext, wish: UnitWish): Promise<string> {
  const { code, parent, commandId, name, ...rest } = wish;
  require(context.actor, 'unit.manage', [context.region]);
  if (!CODE.test(code) || !code.startsWith(context.region)) throw bad(`单位代码应以区划代码 ${context.region} 开头`);
  if ((parent === null) !== (code === context.region)) throw bad('只有本级政府没有上级单位，其他单位都要写明上级');
  if (name.trim().length < 2 || name.length > 100) throw bad('请填写2至100个字的单位名称');
  if (!LEVELS.includes(rest.level)) throw bad(`层级应为 ${LEVELS.join('、')} 之一`);
  if (!KINDS.includes(rest.kind)) throw bad(`类别应为 ${KINDS.join('、')} 之一`);
  if (!SHORT.test(rest.shortCode)) throw bad('办件编号中的简称应为2至4个大写字母');
  const above = parent === null ? null : await context.units.get(parent);
  if (parent !== null && above?.region !== context.region) throw notFound('上级单位');
  const ancestors = above ? [above.code, ...above.ancestors] : [];
  const facts: UnitFacts = { ...rest, region: context.region, code, name: { zh: name.trim() }, parent, ancestors };
  await transact(context, commandId, async () => {
    const read = await load(context.platform, unit, code);
    if (read.state && !read.did(commandId)) throw new Refusal('KEY_TAKEN', '这个单位代码已经使用');
    return { changes: [{ read, events: register(read.state, facts) }] };
  });
  return code;
}

/** Gives an account its roles in a unit, in place of those it held there; none takes them away. Throws BAD_ROLE, BAD_ACCOUNT, NOT_FOUND. */
export async function appointStaff(
  context: CommandContext,
  wish: {
    readonly unit: string;
    readonly account: string;
    readonly roles: readonly string[];
    readonly commandId: string;
  },
): Promise<void> {
  require(context.actor, 'unit.manage', [context.region]);
  needAccount(wish.account);
  const unknown = wish.roles.find((role) => !ROLES.includes(role));
  if (unknown !== undefined) throw new Refusal('BAD_ROLE', `没有 ${unknown} 这个角色；可用：${STAFF_ROLES.join('、')}`);
  await transact(context, wish.commandId, async () => {
    const read = await load(context.platform, unit, wish.unit);
    // Units of other regions are in the same log; theirs administer them.
    if (read.state?.facts.region !== context.region) throw notFound('这个单位');
    const events = read.did(wish.commandId) ? [] : appoint(read.state, wish.account, [...new Set(wish.roles)]);
    return { changes: [{ read, events }] };
  });
}

/** Throws BAD_ACCOUNT for what no identity provider calls anybody. */
export function needAccount(account: string): void {
  if (!ACCOUNT.test(account))
    throw new Refusal('BAD_ACCOUNT', '账号应为登录系统给出的标识，1至64个字母、数字或 . _ @ -');
}

function bad(sentence: string): Refusal {
  return new Refusal('BAD_UNIT', sentence);
}
