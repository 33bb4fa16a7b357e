import type { FlowDefinition } from '../../../lowcode/flow/definition.ts';
import { checkForm } from '../../../lowcode/form/check-form.ts';
import { runTests } from '../../../lowcode/form/check-tests.ts';
import { type CompiledForm, compileForm } from '../../../lowcode/form/compile.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { Definition } from '../api/model.ts';
import { flowChanges, partChanges } from '../builder/changes.ts';
import { LICENCE_TYPE_PARTS } from '../builder/LicenceTypeScreen.tsx';
import { SERVICE_PARTS } from '../builder/service-properties.ts';
import { systemParts } from '../builder/system-properties.ts';

/** What publishing a draft would change, in words; null for the first version, of which all is new. */
export function changesOf(part: Definition): readonly string[] | null {
  const { kind, published, definition } = part;
  if (!published) return null;
  switch (kind) {
    case 'form':
      return part.changes;
    case 'flow':
      return flowChanges(published as FlowDefinition, definition as FlowDefinition);
    case 'service':
      return partChanges(published, definition, SERVICE_PARTS);
    case 'licenceType':
      return partChanges(published, definition, LICENCE_TYPE_PARTS);
    case 'register':
      // Used as it is saved: what it shows is looked at, not its parts.
      return null;
    case 'system':
      return partChanges(published, definition, systemParts(NO_CHOICES));
  }
}

const NO_CHOICES = { forms: [], flows: [], first: [], fields: [], stages: [], answered: [] };

/** One example kept with a form, and what is wrong with what comes out; null when it is as expected. */
export interface TestResult {
  readonly name: string;
  readonly fault: string | null;
}

/** Runs the form's own examples. Null for a form that cannot run, which its problems say. */
export function testResultsOf(form: FormDefinition): readonly TestResult[] | null {
  if (checkForm(form).some(({ code }) => code !== 'TEST_FAILED')) return null;
  const compiled: CompiledForm = compileForm(form);
  const faults = new Map(runTests(compiled).map(({ path, message }) => [path, message.zh]));
  return (form.tests ?? []).map(({ name }, at) => ({ name, fault: faults.get(`tests.${at}`) ?? null }));
}
