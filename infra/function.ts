import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type AwsConfig, VARIABLES } from '../platform/aws/config.ts';
import { bundle } from './bundle.ts';
import type { Settings } from './settings.ts';

export interface FunctionProps {
  /** File name in `functions/aws/`, and id of the construct. */
  readonly name: string;
  readonly settings: Settings;
  readonly key: IKey;
  readonly memory: number;
  readonly timeout: Duration;
  readonly config: Partial<{ [key in keyof AwsConfig]: string }>;
  readonly concurrency?: number;
}

/** A Lambda function made from a bundle, with a role that starts with nothing but writing its own log lines. */
export function makeFunction(scope: Construct, props: FunctionProps): LambdaFunction {
  const { name, settings, config } = props;
  const logGroup = new LogGroup(scope, `${name}-log`, {
    retention: RetentionDays.SIX_MONTHS,
    encryptionKey: props.key,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const role = new Role(scope, `${name}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  const environment: Record<string, string> = { AWS_NODEJS_CONNECTION_REUSE_ENABLED: '1', TZ: 'UTC' };
  for (const [key, value] of Object.entries(config)) environment[VARIABLES[key as keyof AwsConfig]] = value;
  return new LambdaFunction(scope, name, {
    description: `Hengyun ${name} (${Stack.of(scope).stackName})`,
    runtime: Runtime.NODEJS_24_X,
    architecture: settings.architecture,
    handler: 'index.handler',
    code: Code.fromAsset(bundle(name)),
    memorySize: props.memory,
    timeout: props.timeout,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    environment,
    environmentEncryption: props.key,
    ...(props.concurrency === undefined ? {} : { reservedConcurrentExecutions: props.concurrency }),
  });
}
