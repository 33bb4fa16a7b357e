import { chartOf } from '../../lowcode/flow/chart.ts';
import type { ServiceRow } from '../../views/services/view.ts';
import { chartModel } from '../case/chart.ts';
import { pendingCase } from '../case/pending.ts';
import type { Context } from '../context.ts';
import { formVersionModel } from './form-version.ts';
import { unitByCode, unitNeeded } from './units.ts';

/** A service item as the schema has it. */
export function serviceModel(context: Context, row: ServiceRow) {
  const { definition } = row;
  return {
    key: row.key,
    version: row.version,
    name: definition.name,
    kind: definition.kind,
    unit: () => unitNeeded(context, definition.unit),
    audience: definition.audience,
    themes: definition.themes,
    mode: definition.mode,
    legalDays: definition.legalDays,
    promisedDays: definition.promisedDays,
    legalLimitText: definition.legalLimitText ?? null,
    online: isOnline(row),
    onCommitment: definition.onCommitment ?? false,
    pilot: row.pilot && {
      ...row.pilot,
      units: () => Promise.all((row.pilot?.units ?? []).map((code) => unitNeeded(context, code))),
    },
    demonstration: definition.demonstration ?? false,
    documents: definition.documents ?? [],
    pending: () => (definition.onePerPerson ? pendingCase(context, row.key) : null),
    guide: () => (definition.materials.length + definition.basis.length > 0 ? guideModel(context, row) : null),
    form: async () => {
      const current = definition.form ? await context.command.definitions.current('form', definition.form) : null;
      return current && formVersionModel(current);
    },
  };
}

/** Whether an application can be filed in the cloud: it has a form and a flow. */
export function isOnline(row: ServiceRow): boolean {
  return Boolean(row.definition.form && row.definition.flow);
}

function guideModel(context: Context, { definition }: ServiceRow) {
  return {
    implementationCode: definition.implementationCode ?? null,
    basis: definition.basis,
    conditions: definition.conditions,
    questions: definition.questions ?? [],
    materials: definition.materials.map(({ form, situations = [], ...material }) => ({
      ...material,
      forms: form,
      situations,
    })),
    fees: definition.fees,
    process: definition.process,
    intakeUnit: () => (definition.intakeUnit ? unitByCode(context, definition.intakeUnit) : null),
    jointUnits: () => Promise.all((definition.jointUnits ?? []).map((code) => unitNeeded(context, code))),
    place: definition.place,
    hours: definition.hours,
    consultPhone: definition.consultPhone,
    complaintPhone: definition.complaintPhone,
    visits: definition.visits,
    visitReason: definition.visitReason ?? null,
    onlineDepth: definition.onlineDepth,
    faq: definition.faq,
    resultName: definition.result?.name ?? null,
    resultValidYears: definition.result?.validYears ?? null,
    resultValidText: definition.result?.validText ?? null,
    chart: async () => {
      const flow = definition.flow ? await context.command.definitions.current('flow', definition.flow) : null;
      return flow && chartModel(context, chartOf(flow.definition), definition.unit);
    },
  };
}
