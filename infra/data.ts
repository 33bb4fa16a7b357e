import { CfnParameter, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { AwsConfig } from '../platform/aws/config.ts';
import { TABLES, type TableName } from '../platform/aws/tables.ts';
import { acknowledge } from './rules.ts';
import type { Settings } from './settings.ts';

export type SiteValues = Pick<AwsConfig, 'division' | 'origin' | 'oidcIssuer' | 'oidcClient' | 'oidcAudience' | 'site'>;
export type Tables = { readonly [name in TableName]: Table };

/** Everything that must outlive a deployment: tables, buckets, keys. Nothing here is deleted with the stack. */
export class DataStack extends Stack {
  readonly tables: Tables;
  /** Sealed attachments. */
  readonly files: Bucket;
  /** What browsers post, for a day. */
  readonly intake: Bucket;
  /** Encrypts tables, buckets, queues and log lines at rest. */
  readonly dataKey: Key;
  /** Wraps the keys of subjects. Apart, because most functions must not open personal data. */
  readonly subjectKey: Key;

  /** What whoever deploys says about the place, in the form functions take it. */
  readonly site: SiteValues;

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings }) {
    super(scope, id, { ...props, terminationProtection: true });
    this.site = this.askForSite();
    const key = (name: string, description: string) =>
      new Key(this, name, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    this.dataKey = key('data-key', 'Hengyun: data at rest');
    this.subjectKey = key('subject-key', 'Hengyun: wraps the keys of subjects');
    this.dataKey.grantEncryptDecrypt(new ServicePrincipal(`logs.${this.region}.${this.urlSuffix}`));

    this.tables = {
      log: this.table('log'),
      views: this.table('views'),
      state: this.table('state'),
      keys: this.table('keys'),
    };

    const access = this.bucket('access-log', {
      lifecycleRules: [{ expiration: Duration.days(180) }],
      // Access logs can only be written to buckets that S3 itself encrypts.
      encryption: BucketEncryption.S3_MANAGED,
    });
    acknowledge(access, 'AwsSolutions-S1', 'This is the bucket that holds the access logs of the others.');
    this.files = this.bucket('files', {
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(35), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      serverAccessLogsBucket: access,
      serverAccessLogsPrefix: 'files/',
    });
    const { origins } = props.settings;
    this.intake = this.bucket('intake', {
      lifecycleRules: [{ expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      serverAccessLogsBucket: access,
      serverAccessLogsPrefix: 'intake/',
      ...(origins.length > 0
        ? {
            cors: [
              { allowedMethods: [HttpMethods.POST], allowedOrigins: [...origins], allowedHeaders: ['*'], maxAge: 3600 },
            ],
          }
        : {}),
    });
  }

  /** The settings that tell a function where everything is. */
  names({ lanes }: Settings) {
    return {
      logTable: this.tables.log.tableName,
      viewsTable: this.tables.views.tableName,
      stateTable: this.tables.state.tableName,
      keysTable: this.tables.keys.tableName,
      filesBucket: this.files.bucketName,
      intakeBucket: this.intake.bucketName,
      kmsKey: this.subjectKey.keyArn,
      lanes: String(lanes),
    };
  }

  private askForSite(): SiteValues {
    const ask = (name: string, description: string, allowedPattern: string) =>
      new CfnParameter(this, name, { type: 'String', description, allowedPattern }).valueAsString;
    return {
      division: ask('Division', 'Division code that the cloud serves, e.g. 430423', '[0-9]{2,12}'),
      origin: ask('Origin', 'Public address, e.g. https://www.example.gov.cn', 'https?://[^/]+'),
      oidcIssuer: ask('OidcIssuer', 'OpenID Connect issuer that people sign in with', 'https?://.+'),
      oidcClient: ask('OidcClient', 'Public client registered there', '.+'),
      oidcAudience: ask('OidcAudience', 'Audience of bearer tokens', '.+'),
      site: ask('Site', 'Who hosts the site, as JSON', '\\{.*\\}'),
    };
  }

  private table(name: TableName): Table {
    const shape = TABLES[name];
    return new Table(this, name, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.dataKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(shape.ttl ? { timeToLiveAttribute: shape.ttl } : {}),
      ...(shape.stream ? { stream: StreamViewType.KEYS_ONLY } : {}),
    });
  }

  private bucket(name: string, props: BucketProps): Bucket {
    return new Bucket(this, name, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      encryption: BucketEncryption.KMS,
      ...(props.encryption === undefined ? { encryptionKey: this.dataKey, bucketKeyEnabled: true } : {}),
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
  }
}
