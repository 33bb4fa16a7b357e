import type { App } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { DEFAULT_LANES } from '../platform/aws/config.ts';

/** What a deployment decides, from the CDK context (`cdk.json`, `--context key=value`). */
export interface Settings {
  /** `aws-cn` leaves out what the China regions lack: CloudFront's default domain, X-Ray. Function URLs are not used at all. */
  readonly partition: 'aws' | 'aws-cn';
  readonly architecture: Architecture;
  /** Lanes of the log; cannot be changed once something is in it. */
  readonly lanes: number;
  /** Origins whose pages may post files, e.g. `https://www.example.gov.cn`; several separated by spaces. */
  readonly origins: readonly string[];
  /** Days that log lines are kept. The cybersecurity law asks for six months at least. */
  readonly logDays: number;
}

/** Reads the settings. Throws with the name of the one that is wrong. */
export function settingsOf(app: App): Settings {
  const text = (name: string, fallback: string) => String(app.node.tryGetContext(name) ?? fallback);
  const partition = text('partition', 'aws');
  if (partition !== 'aws' && partition !== 'aws-cn')
    throw new Error(`context partition: aws or aws-cn, not ${partition}`);
  const architecture = text('architecture', 'arm64');
  if (architecture !== 'arm64' && architecture !== 'x86_64')
    throw new Error(`context architecture: arm64 or x86_64, not ${architecture}`);
  const lanes = Number(text('lanes', String(DEFAULT_LANES)));
  if (!Number.isInteger(lanes) || lanes < 1 || lanes > 4096) throw new Error('context lanes: 1 to 4096');
  return {
    partition,
    architecture: architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
    lanes,
    origins: text('origins', '')
      .split(/\s+/)
      .filter((origin) => origin !== ''),
    logDays: 180,
  };
}
