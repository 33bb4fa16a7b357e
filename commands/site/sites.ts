import { siteAddress } from '../../events/site/address.ts';
import { type ProbeFact, probed, register, remove, site } from '../../events/site/stream.ts';
import { Refusal } from '../../events/stream.ts';
import { notFound, require } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { idFromCommand } from '../ids.ts';
import { fresh, load, transact } from '../transact.ts';

/** Registers a website to be watched. Throws BAD_URL for what is no public website in the operator's domains, BAD_NAME. */
export async function registerSite(
  context: CommandContext,
  wish: { readonly name: string; readonly url: string; readonly unit: string; readonly commandId: string },
): Promise<string> {
  require(context.actor, 'site.register', [
    wish.unit,
    context.region,
    ...(await context.units.need(wish.unit)).ancestors,
  ]);
  const url = siteAddress(wish.url, context.sites);
  if (!url) {
    const domains = context.sites.domains.join('、');
    throw new Refusal('BAD_URL', `请填写以 http:// 或 https:// 开头、域名属于 ${domains} 的公开网站地址`);
  }
  if (!wish.name.trim() || wish.name.length > 100) throw new Refusal('BAD_NAME', '请填写网站名称（不超过100个字）');
  const id = idFromCommand(wish.commandId, site.category);
  const data = { region: context.region, site: id, name: { zh: wish.name.trim() }, url: url.href, unit: wish.unit };
  await transact(context, wish.commandId, async () => ({
    changes: [{ read: fresh(site, id), events: register(null, data) }],
  }));
  return id;
}

/** Ends the watch over a website. Throws NOT_FOUND, FORBIDDEN. */
export async function removeSite(context: CommandContext, wish: { readonly id: string; readonly commandId: string }) {
  const appended = await transact(context, wish.commandId, async () => {
    const read = await load(context.platform, site, wish.id);
    if (!read.state) throw notFound('这个网站');
    const { code, ancestors } = await context.units.need(read.state.registered.unit);
    require(context.actor, 'site.register', [code, ...ancestors]);
    return { changes: [{ read, events: read.did(wish.commandId) ? [] : remove(read.state) }] };
  });
  return appended?.commits[0] ?? null;
}

/** Records what a probe found. */
export async function recordProbe(
  context: CommandContext,
  wish: { readonly id: string; readonly fact: ProbeFact; readonly commandId: string },
) {
  const appended = await transact(context, wish.commandId, async () => {
    const read = await load(context.platform, site, wish.id);
    if (!read.state || read.state.removed) throw notFound('这个网站');
    return { changes: [{ read, events: probed(read.state, wish.fact, context.now) }] };
  });
  return appended?.commits[0] ?? null;
}
