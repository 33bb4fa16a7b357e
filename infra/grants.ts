import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { DataStack } from './data.ts';

/** The calls that a function makes, and no others. Transactions are granted by the calls they are made of. */
const LOOK = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const KEEP = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

export interface Needs {
  /** `append` reads as well; guards are released by deleting them. */
  readonly log?: 'read' | 'append';
  readonly views?: 'read' | 'write';
  readonly state?: boolean;
  /** Opens and seals personal data. */
  readonly subjects?: boolean;
  readonly files?: boolean;
}

/** Grants what a function needs of the data, each resource by name. */
export function grantData(data: DataStack, to: IGrantable, needs: Needs): void {
  const { tables } = data;
  if (needs.log)
    allow(to, tables.log, needs.log === 'read' ? LOOK : [...LOOK, 'dynamodb:PutItem', 'dynamodb:DeleteItem']);
  if (needs.views)
    allow(to, tables.views, needs.views === 'read' ? LOOK : [...LOOK, ...KEEP, 'dynamodb:BatchWriteItem']);
  if (needs.state) allow(to, tables.state, [...LOOK, ...KEEP, 'dynamodb:BatchWriteItem']);
  if (needs.subjects) {
    allow(to, tables.keys, [...LOOK, ...KEEP]);
    data.subjectKey.grant(to, 'kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt');
  }
  if (needs.files) {
    for (const bucket of [data.files, data.intake])
      allowObjects(to, bucket, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']);
    // Without it S3 answers 'forbidden' for an object that is not there.
    const buckets = [data.files.bucketArn, data.intake.bucketArn];
    to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: buckets }));
  }
  // DynamoDB and S3 use the key at rest in the caller's name.
  data.dataKey.grant(
    to,
    'kms:Decrypt',
    'kms:Encrypt',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
    'kms:GenerateDataKey',
    'kms:DescribeKey',
  );
}

function allow(to: IGrantable, table: Table, actions: string[]): void {
  to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [table.tableArn] }));
}

function allowObjects(to: IGrantable, bucket: Bucket, actions: string[]): void {
  to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [bucket.arnForObjects('*')] }));
}
