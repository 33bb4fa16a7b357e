import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { DataStack } from './data.ts';

/** The calls that a function makes, and no others. Transactions are granted by the calls they are made of. */
const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const APPEND = [...READ, 'dynamodb:PutItem', 'dynamodb:DeleteItem'];
const PROJECT = [...APPEND, 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem', 'dynamodb:BatchWriteItem'];
const STATE = [...APPEND, 'dynamodb:UpdateItem'];
const KEYS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'];

const LOG = { read: READ, append: APPEND, repair: [...APPEND, 'dynamodb:Scan'] };

export interface Needs {
  /** `append` reads as well; guards are released by deleting them. `repair` also reads the whole table. */
  readonly log?: 'read' | 'append' | 'repair';
  readonly views?: 'read' | 'write';
  readonly state?: boolean;
  /** Opens and seals personal data. */
  readonly subjects?: boolean;
  readonly files?: boolean;
}

/** Grants what a function needs of the data, each resource by name. */
export function grantData(data: DataStack, to: IGrantable, needs: Needs): void {
  const { tables } = data;
  if (needs.log) allow(to, tables.log, LOG[needs.log]);
  if (needs.views) allow(to, tables.views, needs.views === 'read' ? READ : PROJECT);
  if (needs.state) allow(to, tables.state, STATE);
  if (needs.subjects) {
    allow(to, tables.keys, KEYS);
    data.subjectKey.grant(to, 'kms:GenerateDataKey', 'kms:Decrypt');
  }
  if (needs.files) {
    for (const bucket of [data.files, data.intake])
      allowObjects(to, bucket, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']);
    // Without it S3 answers 'forbidden' for an object that is not there.
    const buckets = [data.files.bucketArn, data.intake.bucketArn];
    to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: buckets }));
  }
  allowAtRest(data, to, needs.files ? ['dynamodb', 's3'] : ['dynamodb']);
}

const AT_REST = ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey'];

/** DynamoDB and S3 use the key at rest in the caller's name; the caller itself may not. */
function allowAtRest(data: DataStack, to: IGrantable, services: string[]): void {
  // Which of the two suffixes KMS sees in China is not documented clearly: both are allowed.
  const suffixes = ['amazonaws.com', data.urlSuffix];
  const via = services.flatMap((service) => suffixes.map((suffix) => `${service}.${data.region}.${suffix}`));
  const statement = new PolicyStatement({
    actions: AT_REST.map((action) => `kms:${action}`),
    resources: [data.dataKey.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': via } },
  });
  to.grantPrincipal.addToPrincipalPolicy(statement);
}

function allow(to: IGrantable, table: Table, actions: string[]): void {
  to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [table.tableArn] }));
}

function allowObjects(to: IGrantable, bucket: Bucket, actions: string[]): void {
  to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [bucket.arnForObjects('*')] }));
}
