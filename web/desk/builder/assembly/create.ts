import { useRef, useState } from 'react';
import { simplestFlow } from '../../../../lowcode/flow/starters.ts';
import { type ServiceStart, startService } from '../../../../lowcode/service/start.ts';
import { ask, newCommandId } from '../../api/ask.ts';
import { DRAFT_DEFINITION, REVISE_DEFINITION } from '../../api/definitions.ts';
import type { Definition, DefinitionKind } from '../../api/model.ts';
import type { Pasted } from './PasteForm.tsx';

/**
 * Begins form, flow and item of a new service. Pressed again after a fault it goes on with what was made before, so that
 * nothing is made twice.
 */
export function useCreate() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const made = useRef(new Map<DefinitionKind, Definition>());
  const put = async (kind: DefinitionKind, title: string, unit: string, definition: unknown): Promise<string> => {
    const before = made.current.get(kind);
    const commandId = newCommandId();
    const now = before
      ? (await ask(REVISE_DEFINITION, { kind, key: before.key, definition, expect: before.revision, commandId }))
          .reviseDefinition
      : (await ask(DRAFT_DEFINITION, { kind, title, unit, definition, commandId })).draftDefinition;
    made.current.set(kind, now);
    return now.key;
  };
  const run = async (start: ServiceStart, paste: Pasted): Promise<string | null> => {
    const name = start.name.trim();
    const form = paste.formOf(paste.paste?.title ?? `${name}申请表`);
    if (!form) return null;
    setBusy(true);
    setError(null);
    try {
      const unit = start.unit.code;
      const flow = simplestFlow(name, start.promisedDays === 0);
      const item = {
        ...startService(start, form, flow),
        form: await put('form', form.title.zh, unit, form),
        flow: await put('flow', flow.title.zh, unit, flow),
      };
      return await put('service', name, unit, item);
    } catch (problem) {
      setError(problem);
      setBusy(false);
      return null;
    }
  };
  return { run, busy, error };
}
