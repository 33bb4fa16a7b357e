import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/**
 * Checks every stack against the AWS Solutions rules while it is synthesized; a finding fails synthesis. (The Serverless pack asks for
 * X-Ray, which China lacks, and for dead-letter targets on functions that only pollers call.)
 */
export function addRules(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

/** Lives with one finding, for a reason. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}
