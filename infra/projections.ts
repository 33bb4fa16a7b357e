import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DataStack } from './data.ts';
import { makeFunction } from './function.ts';
import { grantData } from './grants.ts';
import { acknowledge } from './rules.ts';
import type { Settings } from './settings.ts';

/** A queue and where its messages end that could not be handled. */
export interface Hints {
  readonly queue: Queue;
  readonly dead: Queue;
}

/**
 * Facts become views here: the log's stream -> `wake` -> a queue of hints -> `project`. Once a minute a sweep message is
 * sent as well, for hints that were lost.
 */
export class ProjectionsStack extends Stack {
  readonly wake: LambdaFunction;
  readonly project: LambdaFunction;
  readonly projectHints: Hints;
  /** Batches of the log's stream that `wake` gave up on. */
  readonly wakeFailed: Queue;

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings; data: DataStack }) {
    super(scope, id, props);
    const { settings, data } = props;
    const key = data.dataKey;

    this.projectHints = makeHints(this, 'project-hints', Duration.seconds(360));
    this.project = makeFunction(this, {
      name: 'project',
      settings,
      key,
      memory: 1024,
      timeout: Duration.seconds(60),
      config: {
        logTable: data.tables.log.tableName,
        viewsTable: data.tables.views.tableName,
        lanes: String(settings.lanes),
      },
    });
    grantData(data, this.project, { log: 'read', views: 'write' });
    // Any number of runners is correct; four are enough to use every lane, and leave the account's concurrency to people.
    const source = {
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      maxConcurrency: 4,
      reportBatchItemFailures: true,
    };
    this.project.addEventSource(new SqsEventSource(this.projectHints.queue, source));

    this.wakeFailed = makeQueue(this, 'wake-failed', { retentionPeriod: Duration.days(14) });
    acknowledge(
      this.wakeFailed,
      'AwsSolutions-SQS3',
      'It is the dead-letter queue of a stream, which the rule does not see.',
    );
    this.wake = makeFunction(this, {
      name: 'wake',
      settings,
      key,
      memory: 256,
      timeout: Duration.seconds(10),
      config: { hintQueues: this.projectHints.queue.queueUrl },
    });
    this.projectHints.queue.grantSendMessages(this.wake);
    this.wake.addEventSource(
      new DynamoEventSource(data.tables.log, {
        startingPosition: StartingPosition.LATEST,
        batchSize: 500,
        retryAttempts: 10,
        // Older hints are of no use: the sweep has been there.
        maxRecordAge: Duration.minutes(5),
        bisectBatchOnError: true,
        onFailure: new SqsDlq(this.wakeFailed),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('l#') } } },
          }),
        ],
      }),
    );

    acknowledge(
      this.wake.role ?? this.wake,
      'AwsSolutions-IAM5[Resource::*]',
      'dynamodb:ListStreams knows no resources.',
    );

    new Rule(this, 'sweep', {
      description: 'Catches what lost hints missed',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        new SqsQueue(this.projectHints.queue, {
          message: RuleTargetInput.fromObject({ sweep: true }),
          deadLetterQueue: this.projectHints.dead,
        }),
      ],
    });
  }
}

/** A queue of hints with its dead-letter queue. `visibility` is six times the reader's time limit, as AWS advises. */
export function makeHints(scope: Construct, name: string, visibility: Duration): Hints {
  const dead = makeQueue(scope, `${name}-dead`, { retentionPeriod: Duration.days(14) });
  const queue = makeQueue(scope, name, {
    visibilityTimeout: visibility,
    retentionPeriod: Duration.hours(1),
    deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
  });
  return { queue, dead };
}

function makeQueue(scope: Construct, name: string, props: ConstructorParameters<typeof Queue>[2]): Queue {
  // Hints name a lane and a position, nothing of anybody: the key of SQS is enough, and EventBridge may use it.
  return new Queue(scope, name, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, ...props });
}
