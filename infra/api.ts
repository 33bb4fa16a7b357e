import { Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { type CfnStage, HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { DataStack } from './data.ts';
import { makeFunction } from './function.ts';
import { grantData } from './grants.ts';
import { acknowledge } from './rules.ts';
import type { Settings } from './settings.ts';

/**
 * What people and programs reach: `web` (portal, desk, sign-in, files) and `api` (GraphQL), behind one HTTP API. Function URLs would do, but
 * the China regions have none. In `aws`, CloudFront stands before it; in China a domain with an ICP licence must be set up first.
 */
export class ApiStack extends Stack {
  readonly web: LambdaFunction;
  readonly api: LambdaFunction;
  readonly gateway: HttpApi;

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings; data: DataStack }) {
    super(scope, id, props);
    const { settings, data } = props;
    const make = (name: string, memory: number): LambdaFunction => {
      const fn = makeFunction(this, {
        name,
        settings,
        key: data.dataKey,
        memory,
        timeout: Duration.seconds(29),
        config: { ...data.names(settings), ...data.site },
      });
      grantData(data, fn, { log: 'append', views: 'read', state: true, subjects: true, files: true });
      for (const arn of ['files6F97A25DArn20FAC0C5', 'intakeB8A8F412ArnD33919EF']) {
        const finding = `AwsSolutions-IAM5[Resource::HengyunData:ExportsOutputFnGetAtt${arn}/*]`;
        acknowledge(fn.role ?? fn, finding, 'The keys of the objects in a bucket are not known beforehand.');
      }
      return fn;
    };
    this.web = make('web', 1024);
    this.api = make('api', 1024);

    this.gateway = new HttpApi(this, 'gateway', {
      description: 'Hengyun',
      defaultIntegration: new HttpLambdaIntegration('web-integration', this.web),
      defaultAuthorizer: new HttpNoneAuthorizer(),
    });
    // What programs and scripts post; whoever opens the address in a browser is shown GraphiQL by `web`.
    this.gateway.addRoutes({
      path: '/graphql',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('api-integration', this.api),
    });
    acknowledge(
      this.gateway,
      'AwsSolutions-APIG4',
      'Visitors need no account; who may do what is decided in the commands.',
    );
    this.keepAccessLog(data);
    if (settings.partition === 'aws') this.distribute();
  }

  private keepAccessLog(data: DataStack): void {
    const log = new LogGroup(this, 'access-log', { retention: RetentionDays.SIX_MONTHS, encryptionKey: data.dataKey });
    const stage = this.gateway.defaultStage?.node.defaultChild as CfnStage;
    // No query strings: people type names into searches.
    const fields = ['requestId', 'requestTime', 'httpMethod', 'path', 'status', 'responseLength', 'responseLatency'];
    stage.accessLogSettings = {
      destinationArn: log.logGroupArn,
      format: JSON.stringify(Object.fromEntries(fields.map((field) => [field, `$context.${field}`]))),
    };
    stage.defaultRouteSettings = { throttlingRateLimit: 500, throttlingBurstLimit: 1000 };
  }

  /** Caches what never changes (names that carry a hash), passes on all else. */
  private distribute(): void {
    const host = Fn.select(2, Fn.split('/', this.gateway.apiEndpoint));
    const origin = new HttpOrigin(host, { originSslProtocols: undefined });
    const common = { origin, viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS, compress: true };
    const cached = { ...common, cachePolicy: CachePolicy.CACHING_OPTIMIZED };
    const distribution = new Distribution(this, 'distribution', {
      comment: 'Hengyun',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_200,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        ...common,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
      additionalBehaviors: { '/assets/*': cached, '/desk/assets/*': cached },
    });
    acknowledge(distribution, 'AwsSolutions-CFR1', 'A public service is open to everyone, also from abroad.');
    acknowledge(
      distribution,
      'AwsSolutions-CFR2',
      'A firewall is a choice of whoever deploys; the gateway limits the rate.',
    );
    acknowledge(distribution, 'AwsSolutions-CFR3', 'The gateway behind keeps the access log, without query strings.');
    acknowledge(
      distribution,
      'AwsSolutions-CFR4',
      'The default domain allows no newer minimum; a domain of your own uses TLS 1.2.',
    );
  }
}
