import { useMemo } from 'react';
import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { scopeOf } from '../../../lowcode/form/scope.ts';
import { emptyScope } from '../../../lowcode/rule/scope.ts';
import { applicationForm } from '../../../lowcode/service/application-form.ts';
import type { ServiceDefinition } from '../../../lowcode/service/definition.ts';
import { openableColumns } from '../../../lowcode/service/open-columns.ts';
import type { GuideQuestion } from '../../../lowcode/service/questions.ts';
import { DEFINITION, DEFINITIONS } from '../api/definitions.ts';
import type { Definition, DefinitionKind } from '../api/model.ts';
import { useAsk } from '../api/use-ask.ts';
import { useDocuments } from './documents/use-documents.tsx';
import { GuidePreview } from './GuidePreview.tsx';
import { OpenDefinition } from './OpenDefinition.tsx';
import { PartsEditor } from './PartsEditor.tsx';
import type { Property } from './properties.ts';
import { SERVICE_PARTS, servicePartOf } from './service-properties.ts';
import { useEditor } from './use-editor.ts';
import { useServerCheck } from './use-server-check.ts';

/** The editor of a service item: its guide, limits, materials, and the form and flow it is bound to. */
export function ServiceScreen({ definitionKey }: { definitionKey: string }) {
  return (
    <OpenDefinition kind="service" definitionKey={definitionKey} show={(opened) => <ServiceEditor opened={opened} />} />
  );
}

function ServiceEditor({ opened }: { opened: Definition }) {
  const editor = useEditor<ServiceDefinition>(opened);
  const { definition: service } = editor;
  const problems = useServerCheck(opened, service);
  const asked = useAsk(service.form ? DEFINITION : null, { kind: 'form', key: service.form ?? '' });
  const form = asked.data?.definition?.definition as FormDefinition | undefined;
  const openable = form
    ? openableColumns(form, service).map(({ key, field }) => ({ value: key, label: field.label.zh }))
    : [];
  const choices = {
    form: useChoices('form'),
    flow: useChoices('flow'),
    'result.licenceType': useChoices('licenceType'),
    'openData.columns': openable,
  } as Readonly<Record<string, readonly { value: string; label: string }[]>>;
  const scope = useMemo(
    () => (form ? scopeOf(applicationForm(form, service), defaultCalendar) : emptyScope(defaultCalendar)),
    [form, service],
  );
  const documents = useDocuments(editor, form ?? null, scope, problems);
  const parts = SERVICE_PARTS.map((part) => ({
    ...part,
    ...(part.key === 'documents' ? documents : {}),
    properties: part.properties.map((property) => withChoices(property, choices, service.questions ?? [])),
  }));
  return (
    <PartsEditor
      editor={editor}
      title={service.name.zh}
      parts={parts}
      partOf={servicePartOf}
      problems={problems}
      scope={scope}
      canvas={<GuidePreview service={service} />}
    />
  );
}

/** A property with what can be chosen for it here: other definitions, answers to this item's questions. */
function withChoices(
  property: Property,
  choices: Readonly<Record<string, Property['options']>>,
  questions: readonly GuideQuestion[],
): Property {
  if (property.kind === 'definition' || property.name === 'openData.columns')
    return { ...property, options: choices[property.name] ?? [] };
  if (property.kind === 'situation' || property.kind === 'situations') return { ...property, questions };
  if (!property.each) return property;
  return { ...property, each: property.each.map((each) => withChoices(each, choices, questions)) };
}

function useChoices(kind: DefinitionKind): readonly { value: string; label: string }[] {
  const definitions = useAsk(DEFINITIONS, { kind }).data?.definitions ?? [];
  return definitions.map((each) => ({ value: each.key, label: each.title.zh }));
}
