import type { DefinitionKind } from '../../events/definition/events.ts';
import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';

/** What the designer starts from: sound in structure, not yet fit to be published. */
export function emptyDefinition(kind: DefinitionKind, title: Text, unit: string): JsonObject {
  const named = { ...title } as unknown as JsonObject;
  const text = (zh: string): JsonObject => ({ zh });
  switch (kind) {
    case 'form':
      return {
        title: named,
        pages: [{ key: 'page1', title: text('第一页'), sections: [{ key: 'section1', items: [] }] }],
      };
    case 'flow':
      return {
        title: named,
        steps: [
          { kind: 'stage', stage: { key: 'review', title: text('审查'), role: 'clerk', kind: 'review' } },
          { kind: 'stage', stage: { key: 'decide', title: text('决定'), role: 'head', kind: 'decide' } },
        ],
      };
    case 'service':
      return {
        name: named,
        kind: 'permit',
        unit,
        audience: ['person'],
        themes: [],
        mode: 'promised',
        legalDays: 20,
        promisedDays: 10,
        basis: [],
        conditions: [],
        materials: [],
        fees: [],
        process: [],
        place: text(''),
        hours: text(''),
        consultPhone: '',
        complaintPhone: '',
        visits: 0,
        onlineDepth: 3,
        faq: [],
      };
    case 'licenceType':
      return { name: named, typeCode: '', issuer: unit, definer: text(''), holder: 'both', fields: [] };
    case 'register':
      return {
        name: named,
        form: '',
        kind: 'list',
        columns: ['case_number', 'case_state', 'case_submittedOn'],
        sort: [{ column: 'case_submittedOn', descending: true }],
      };
    case 'system':
      return {
        name: named,
        about: text(''),
        unit,
        form: '',
        flow: '',
        begins: [{ role: 'clerk' }],
        titleFrom: '',
        registers: [{ key: 'all', title: text('全部'), columns: ['$number', '$unit', '$begun', '$stage', '$due'] }],
      };
  }
}

/** The title within a definition. */
export function titleOf(kind: DefinitionKind, definition: JsonObject): Text {
  return (kind === 'form' || kind === 'flow' ? definition.title : definition.name) as unknown as Text;
}
