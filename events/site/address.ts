/** Which websites may be watched: the operator's choice. */
export interface SiteRules {
  /** Domains that names must lie in, e.g. `gov.cn`. */
  readonly domains: readonly string[];
  /** Hosts (with their port) that may be asked whatever they are: the cloud's own site, tests. */
  readonly hosts: readonly string[];
}

export const GOVERNMENT_SITES: SiteRules = { domains: ['gov.cn'], hosts: [] };

const USUAL_PORTS = new Set(['', '80', '443']);

/**
 * The address of a website that may be asked; null for every other. Whoever registers a site says where the cloud's own
 * network connects to, so only http and https at their usual ports, host names (no numbers), and the operator's domains.
 */
export function siteAddress(text: string, { domains, hosts }: SiteRules): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) return null;
  if (hosts.includes(url.host)) return url;
  const name = url.hostname.replace(/\.$/, '');
  // A URL's host is a number or in brackets when it is an address, however it was typed.
  if (!USUAL_PORTS.has(url.port) || !/[a-z]$/.test(name)) return null;
  return domains.some((domain) => name === domain || name.endsWith(`.${domain}`)) ? url : null;
}
