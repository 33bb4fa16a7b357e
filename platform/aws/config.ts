/**
 * What a function must be told about the account it runs in. The stacks in `infra/` set these variables, `openAws`
 * reads them; nothing else reads the environment.
 */
export interface AwsConfig {
  readonly logTable: string;
  readonly viewsTable: string;
  readonly stateTable: string;
  readonly keysTable: string;
  /** Sealed attachments, kept. */
  readonly filesBucket: string;
  /** What browsers post; objects expire after a day. */
  readonly intakeBucket: string;
  /** The key-encryption key that wraps subject keys: key id or ARN. */
  readonly kmsKey: string;
  /** Queues of lane hints that `wake` fills, separated by spaces: one for each kind of follower of the log. */
  readonly hintQueues: string;
  readonly lanes: number;
  /** Division code that the cloud serves, e.g. `430423`. */
  readonly division: string;
  /** Public address, e.g. `https://www.example.gov.cn`. */
  readonly origin: string;
  /** The OpenID Connect issuer that people sign in with; any will do. */
  readonly oidcIssuer: string;
  /** A public client there (PKCE, no secret). */
  readonly oidcClient: string;
  /** What bearer tokens of programs must name as their audience. */
  readonly oidcAudience: string;
  /** Who hosts the site, as JSON (`Site` of `web/portal/contract.ts`): nothing in it is secret. */
  readonly site: string;
}

/** The variable of every setting, in one place for the stacks and the functions. */
export const VARIABLES = {
  logTable: 'HENGYUN_LOG_TABLE',
  viewsTable: 'HENGYUN_VIEWS_TABLE',
  stateTable: 'HENGYUN_STATE_TABLE',
  keysTable: 'HENGYUN_KEYS_TABLE',
  filesBucket: 'HENGYUN_FILES_BUCKET',
  intakeBucket: 'HENGYUN_INTAKE_BUCKET',
  kmsKey: 'HENGYUN_KMS_KEY',
  hintQueues: 'HENGYUN_HINT_QUEUES',
  lanes: 'HENGYUN_LANES',
  division: 'HENGYUN_DIVISION',
  origin: 'HENGYUN_ORIGIN',
  oidcIssuer: 'HENGYUN_OIDC_ISSUER',
  oidcClient: 'HENGYUN_OIDC_CLIENT',
  oidcAudience: 'HENGYUN_OIDC_AUDIENCE',
  site: 'HENGYUN_SITE',
} as const satisfies { [key in keyof AwsConfig]: string };

/** Lanes of a new log. A lane carries some 50-100 commits a second; the number cannot be changed afterwards. */
export const DEFAULT_LANES = 64;

/**
 * Reads some settings from the environment; a function names those it is given.
 * Throws a `ConfigError` that lists every variable that is missing or wrong.
 */
export function configFromEnv<Key extends keyof AwsConfig>(
  env: { readonly [name: string]: string | undefined },
  keys: readonly Key[],
): Pick<AwsConfig, Key> {
  const wrong: string[] = [];
  const config: Record<string, string | number> = {};
  for (const key of keys) {
    const name = VARIABLES[key];
    const text = env[name]?.trim();
    if (key === 'lanes') {
      const lanes = text === undefined || text === '' ? DEFAULT_LANES : Number(text);
      if (!Number.isInteger(lanes) || lanes < 1 || lanes > 4096) wrong.push(`${name} (1 to 4096)`);
      config[key] = lanes;
    } else if (!text) wrong.push(name);
    else config[key] = text;
  }
  if (wrong.length > 0) throw new ConfigError(`environment variables missing or wrong: ${wrong.join(', ')}`);
  return config as Pick<AwsConfig, Key>;
}

export class ConfigError extends Error {
  readonly code = 'CONFIG';
  constructor(detail: string) {
    super(detail);
    this.name = 'ConfigError';
  }
}
