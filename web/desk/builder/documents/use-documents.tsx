import { type ReactNode, useState } from 'react';
import type { DocumentTemplate } from '../../../../lowcode/document/definition.ts';
import { placesFor } from '../../../../lowcode/document/places.ts';
import type { FormDefinition } from '../../../../lowcode/form/definition.ts';
import type { Scope } from '../../../../lowcode/rule/scope.ts';
import type { ServiceDefinition } from '../../../../lowcode/service/definition.ts';
import type { Problem } from '../../api/model.ts';
import { put } from '../tree.ts';
import type { Editor } from '../use-editor.ts';
import { DocumentPreview } from './DocumentPreview.tsx';
import { DocumentsEditor } from './DocumentsEditor.tsx';

/** The documents of an item: the list with the chosen one's editor, and that one as it will lie on A4. */
export function useDocuments(
  editor: Editor<ServiceDefinition>,
  form: FormDefinition | null,
  scope: Scope,
  problems: readonly Problem[],
): { readonly content: ReactNode; readonly canvas: ReactNode } {
  const { definition: service } = editor;
  const documents = service.documents ?? [];
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, documents.length - 1);
  const change = (next: readonly DocumentTemplate[], choose = index) => {
    setChosen(Math.max(0, choose));
    editor.change(put(service, 'documents', next.length === 0 ? undefined : next));
  };
  return {
    content: (
      <DocumentsEditor
        documents={documents}
        index={index}
        choose={setChosen}
        change={change}
        form={form}
        scope={scope}
        places={placesFor(form)}
        problems={problems}
      />
    ),
    canvas: <DocumentPreview document={documents[index] ?? null} service={service} form={form} />,
  };
}
