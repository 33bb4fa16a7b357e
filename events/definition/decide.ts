import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import { canonicalJson } from '../../platform/contract/views.ts';
import { Refusal } from '../stream.ts';
import type { DefinitionEvent, DefinitionKind } from './events.ts';
import type { Definition } from './fold.ts';

interface Which {
  readonly region: string;
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly unit: string;
}

export function draft(
  state: Definition | null,
  which: Which,
  wish: { title: Text; definition: JsonObject },
): DefinitionEvent[] {
  if (!state) return [{ type: 'DefinitionDrafted', v: 1, data: { ...which, ...wish } }];
  throw new Refusal('KEY_TAKEN', '这个标识已经有人使用，请换一个');
}

export function revise(
  state: Definition,
  which: Which,
  wish: { title: Text; definition: JsonObject },
): DefinitionEvent[] {
  if (canonicalJson(state.draft) === canonicalJson(wish.definition)) return [];
  return [{ type: 'DefinitionRevised', v: 1, data: { ...which, ...wish } }];
}

/** Publishes the draft as the next version. Nothing when it was published as it is. */
export function publish(
  state: Definition,
  which: Which,
  wish: { readonly today: string; readonly typeName: string | null },
): DefinitionEvent[] {
  const last = state.published.at(-1);
  if (last && !state.changed && !state.withdrawn) return [];
  return [
    {
      type: 'DefinitionPublished',
      v: 1,
      data: {
        ...which,
        title: state.title,
        version: (last?.version ?? 0) + 1,
        today: wish.today,
        definition: state.draft,
        typeName: state.typeName ?? wish.typeName,
      },
    },
  ];
}

/** Takes it out of use: cases that began with it go on, nothing new begins. */
export function withdraw(state: Definition, which: Which, wish: { today: string; reason: string }): DefinitionEvent[] {
  if (state.withdrawn) return [];
  if (state.published.length === 0) throw new Refusal('WRONG_STATE', '还没有发布过，不需要停用');
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明停用的理由');
  return [{ type: 'DefinitionWithdrawn', v: 1, data: { ...which, ...wish } }];
}
