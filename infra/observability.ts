import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ApiStack } from './api.ts';
import type { DataStack } from './data.ts';
import type { ProjectionsStack } from './projections.ts';
import type { WatchStack } from './watch.ts';

export interface Observed {
  readonly data: DataStack;
  readonly projections: ProjectionsStack;
  readonly api: ApiStack;
  readonly watch: WatchStack;
}

/** What operators look at, and what calls them: messages set aside, views that lag, failing functions, throttled tables. */
export class ObservabilityStack extends Stack {
  readonly alarms: Topic;

  constructor(scope: Construct, id: string, props: StackProps & { observed: Observed }) {
    super(scope, id, props);
    const { data, projections, api, watch } = props.observed;
    this.alarms = new Topic(this, 'alarms', { displayName: 'Hengyun', enforceSSL: true, masterKey: data.dataKey });
    const functions = [api.web, api.api, projections.wake, projections.project, watch.tick, watch.watch];
    const dead = [projections.projectHints.dead, projections.wakeFailed, watch.missed];

    for (const queue of dead) this.alarmOnMessages(queue);
    this.alarm('views-behind', 'Hints wait for over five minutes: views are behind the log', {
      metric: projections.projectHints.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 300,
      periods: 3,
    });
    for (const fn of functions) this.alarmOnErrors(fn);
    for (const table of Object.values(data.tables))
      this.alarm(`throttled-${table.node.id}`, `Calls to the table ${table.node.id} are throttled`, {
        metric: table.metric('ThrottledRequests', { period: Duration.minutes(5), statistic: 'Sum' }),
        threshold: 10,
        periods: 1,
      });

    const graph = (title: string, metrics: IMetric[]) => new GraphWidget({ title, left: metrics, width: 12 });
    new Dashboard(this, 'dashboard', {
      widgets: [
        [
          graph(
            'Calls',
            functions.map((fn) => fn.metricInvocations()),
          ),
          graph(
            'Errors',
            functions.map((fn) => fn.metricErrors()),
          ),
        ],
        [
          graph(
            'Duration (p95)',
            functions.map((fn) => fn.metricDuration({ statistic: 'p95' })),
          ),
          graph('Age of the oldest hint (s)', [projections.projectHints.queue.metricApproximateAgeOfOldestMessage()]),
        ],
        [
          graph(
            'Set aside',
            dead.map((queue) => queue.metricApproximateNumberOfMessagesVisible()),
          ),
          graph('Log: units written', [data.tables.log.metricConsumedWriteCapacityUnits()]),
        ],
      ],
    });
  }

  private alarmOnMessages(queue: Queue): void {
    const metric = queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    });
    this.alarm(`set-aside-${queue.node.id}`, `Messages were set aside in ${queue.node.id}`, {
      metric,
      threshold: 1,
      periods: 1,
    });
  }

  private alarmOnErrors(fn: LambdaFunction): void {
    const metric = fn.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' });
    this.alarm(`errors-${fn.node.id}`, `The function ${fn.node.id} fails`, { metric, threshold: 5, periods: 1 });
  }

  private alarm(
    id: string,
    alarmDescription: string,
    when: { metric: IMetric; threshold: number; periods: number },
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric: when.metric,
      threshold: when.threshold,
      evaluationPeriods: when.periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.alarms));
  }
}
