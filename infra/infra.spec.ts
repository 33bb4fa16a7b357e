import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VARIABLES } from '../platform/aws/config.ts';
import { makeApp } from './app.ts';
import { PARTITIONS, synthesize } from './synth.ts';
import { findings } from './validate.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const folder = mkdtempSync(join(tmpdir(), 'hengyun-synth-'));
const templates = new Map<string, string[]>();
const resources = new Map<string, [string, Resource][]>();

beforeAll(() => {
  for (const partition of PARTITIONS) {
    const files = synthesize(partition, join(folder, partition));
    templates.set(partition, files);
    const all = files.flatMap((file) => {
      const { Resources } = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, Resource> };
      return Object.entries(Resources).map(([id, each]): [string, Resource] => [`${basename(file)} ${id}`, each]);
    });
    resources.set(partition, all);
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ofType = (partition: string, type: string) =>
  (resources.get(partition) ?? []).filter(([, each]) => each.Type === type);
const list = (value: string | string[]) => (Array.isArray(value) ? value : [value]);

describe.each(PARTITIONS)('the stacks in %s', (partition) => {
  it('hold nothing that CloudFormation would reject', { timeout: 120_000 }, () => {
    const files = templates.get(partition) as string[];
    expect(files.length).toBeGreaterThan(1);
    expect(files.flatMap((file) => findings(file, partition))).toEqual([]);
  });

  it('keep, back up and encrypt every table', () => {
    const tables = ofType(partition, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(4);
    for (const [id, { Properties, DeletionPolicy, UpdateReplacePolicy }] of tables) {
      expect({ id, DeletionPolicy, UpdateReplacePolicy }).toEqual({
        id,
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
      expect(Properties).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        BillingMode: 'PAY_PER_REQUEST',
      });
      expect(Properties.GlobalSecondaryIndexes).toBeUndefined();
    }
  });

  it('keep and close every bucket', () => {
    const buckets = ofType(partition, 'AWS::S3::Bucket');
    expect(buckets.length).toBeGreaterThanOrEqual(3);
    for (const [id, { Properties, DeletionPolicy }] of buckets) {
      expect({ id, DeletionPolicy }).toEqual({ id, DeletionPolicy: 'Retain' });
      const blocked = {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      };
      expect(Properties.PublicAccessBlockConfiguration).toEqual(blocked);
      expect(Properties.BucketEncryption).toBeDefined();
    }
  });

  it('run every function on Node 24 with settings that the code knows', () => {
    const functions = ofType(partition, 'AWS::Lambda::Function');
    expect(functions.length).toBeGreaterThanOrEqual(2);
    const known = new Set<string>([...Object.values(VARIABLES), 'AWS_NODEJS_CONNECTION_REUSE_ENABLED', 'TZ']);
    for (const [id, { Properties }] of functions) {
      expect({ id, Runtime: Properties.Runtime, on: Properties.Architectures }).toEqual({
        id,
        Runtime: 'nodejs24.x',
        on: ['arm64'],
      });
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      expect(Object.keys(Variables).filter((name) => !known.has(name))).toEqual([]);
    }
  });

  it('grant no function a wildcard action, nor all resources but where AWS knows none', () => {
    const noResources = new Set(['dynamodb:ListStreams']);
    const statements = ofType(partition, 'AWS::IAM::Policy').flatMap(
      ([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
    );
    expect(statements.length).toBeGreaterThan(4);
    for (const { Action, Resource } of statements) {
      for (const action of list(Action)) {
        expect(action).not.toMatch(/^\*|:\*$/);
        if (Resource === '*') expect(noResources).toContain(action);
      }
    }
  });

  it('let only those who may open personal data use the key of subjects', () => {
    const users = ofType(partition, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
      /subjectkey/.test(JSON.stringify(Properties)),
    );
    for (const [id] of users) expect(id).not.toMatch(/(wake|project)role/);
  });

  it('use nothing that the China regions lack', () => {
    const text = (templates.get(partition) as string[]).map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(text).not.toMatch(/AWS::Cognito|AWS::Lambda::Url|AWS::XRay|"TracingConfig"|AWS::BedRock/i);
    if (partition === 'aws-cn') expect(text).not.toMatch(/AWS::CloudFront|AWS::WAFv2/);
    expect(text).not.toContain('arn:aws:');
  });
});

describe('synthesis', () => {
  it('notices what CloudFormation would reject', () => {
    const file = join(folder, 'bad.template.json');
    const Properties = { Runtime: 'nodejs4.3', Code: { ZipFile: 'x' }, Handler: 'index.handler' };
    writeFileSync(file, JSON.stringify({ Resources: { Bad: { Type: 'AWS::Lambda::Function', Properties } } }));
    expect(findings(file, 'aws').join('\n')).toMatch(/Role/);
  });

  it('refuses settings that make no sense', () => {
    expect(() => makeApp({ outdir: join(folder, 'x'), context: { partition: 'aws-us-gov' } })).toThrow('partition');
    expect(() => makeApp({ outdir: join(folder, 'x'), context: { lanes: 0 } })).toThrow('lanes');
    expect(() => makeApp({ outdir: join(folder, 'x'), context: { architecture: 'mips' } })).toThrow('architecture');
  });
});
