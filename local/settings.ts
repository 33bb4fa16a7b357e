import { resolve } from 'node:path';

/** What the person who starts the cloud may say. */
export interface Settings {
  readonly port: number;
  readonly dataDir: string;
  /** The key-encryption key when it is kept outside the data folder. */
  readonly keyFile?: string;
  /** Start without the sample county. */
  readonly empty: boolean;
  /** Public address when a reverse proxy stands before the machine. */
  readonly origin: string;
  /** Domains whose websites may be watched, instead of `gov.cn`. */
  readonly siteDomains?: readonly string[];
}

/** Reads PORT, DATA_DIR, KEY_FILE, ORIGIN, SITE_DOMAINS and `--empty`. Throws with one line for people. */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const port = Number(env.PORT ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('PORT 应为 1 至 65535 的整数');
  const unknown = args.find((arg) => arg !== '--empty');
  if (unknown) throw new Error(`不认识的参数：${unknown}（可用：--empty）`);
  const origin = env.ORIGIN ?? `http://localhost:${port}`;
  if (!URL.canParse(origin) || !/^https?:$/.test(new URL(origin).protocol)) throw new Error('ORIGIN 应为完整的网址');
  const siteDomains = env.SITE_DOMAINS?.split(',').map((domain) => domain.trim().toLowerCase());
  if (siteDomains?.some((domain) => !/^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(domain)))
    throw new Error('SITE_DOMAINS 应为逗号分隔的域名，例如 gov.cn,edu.cn');
  return {
    port,
    dataDir: resolve(env.DATA_DIR ?? 'data'),
    ...(env.KEY_FILE ? { keyFile: resolve(env.KEY_FILE) } : {}),
    empty: args.includes('--empty'),
    origin: new URL(origin).origin,
    ...(siteDomains ? { siteDomains } : {}),
  };
}
