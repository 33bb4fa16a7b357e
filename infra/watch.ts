import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DataStack } from './data.ts';
import { makeFunction } from './function.ts';
import { grantData } from './grants.ts';
import { acknowledge } from './rules.ts';
import type { Settings } from './settings.ts';

/** What happens because time passes: `tick` (time limits, acceptance by silence) and `watch` (is the website up). */
export class WatchStack extends Stack {
  readonly tick: LambdaFunction;
  readonly watch: LambdaFunction;
  /** What an operator invokes after a restore, before anybody writes. */
  readonly repair: LambdaFunction;
  /** Ticks that could not be handed over. */
  readonly missed: Queue;

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings; data: DataStack }) {
    super(scope, id, props);
    const { settings, data } = props;
    this.missed = new Queue(this, 'missed', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.missed, 'AwsSolutions-SQS3', 'It is the dead-letter queue of two rules.');
    const make = (name: string, minutes: number): LambdaFunction => {
      const fn = makeFunction(this, {
        name,
        settings,
        key: data.dataKey,
        memory: 512,
        timeout: Duration.minutes(5),
        config: { ...data.names(settings), division: data.site.division },
        // One at a time: a tick that meets another would only do its work twice, and find it done.
        concurrency: 1,
      });
      grantData(data, fn, { log: 'append', views: 'read', state: true, subjects: true });
      new Rule(this, `${name}-rule`, {
        schedule: Schedule.rate(Duration.minutes(minutes)),
        targets: [
          new Target(fn, { deadLetterQueue: this.missed, retryAttempts: 2, maxEventAge: Duration.minutes(10) }),
        ],
      });
      return fn;
    };
    this.repair = makeFunction(this, {
      name: 'repair',
      settings,
      key: data.dataKey,
      memory: 1024,
      timeout: Duration.minutes(15),
      config: data.names(settings),
      concurrency: 1,
    });
    grantData(data, this.repair, { log: 'repair', state: true, subjects: true });
    this.tick = make('tick', 1);
    this.watch = make('watch', 5);
  }
}
