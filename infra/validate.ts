import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

const REGIONS = { aws: 'ap-southeast-1', 'aws-cn': 'cn-northwest-1' } as const;

/** What CloudFormation would reject in a template (severity FATAL or ERROR), a line each; checked without a network. */
export function findings(template: string, partition: keyof typeof REGIONS): string[] {
  const engine = new RegoEngine();
  try {
    const report = engine.validateStandard(new TemplateFile(template), {
      severityLevel: 'ERROR',
      pseudoParameterOverrides: { region: REGIONS[partition], partition },
    });
    return report.diagnostics.map(
      (each) =>
        `${each.severity} ${each.ruleId} ${each.entity?.logicalId ?? ''} ${each.propertyPath ?? ''}: ${each.message}`,
    );
  } finally {
    engine.free();
  }
}
