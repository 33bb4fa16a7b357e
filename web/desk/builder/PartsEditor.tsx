import { type ReactNode, useMemo, useState } from 'react';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import type { Problem } from '../api/model.ts';
import { EditorFrame } from './EditorFrame.tsx';
import { showProperty } from './jump.ts';
import { Outline } from './Outline.tsx';
import { PropertySheet } from './PropertySheet.tsx';
import type { Property } from './properties.ts';
import type { Editor } from './use-editor.ts';

interface EditedPart {
  readonly key: string;
  readonly label: string;
  readonly properties: readonly Property[];
  /** In the place of properties, and of the canvas, where a part is more than a list of them. */
  readonly content?: ReactNode;
  readonly canvas?: ReactNode;
}

/** An editor for what is always made of the same parts: service items and licence types. */
export function PartsEditor<Kind>({
  editor,
  title,
  parts,
  partOf,
  problems,
  scope,
  canvas,
  first,
}: {
  editor: Editor<Kind>;
  title: string;
  parts: readonly EditedPart[];
  partOf: (path: string) => string;
  problems: readonly Problem[];
  scope: Scope;
  canvas: ReactNode;
  /** Above the properties of every part. */
  first?: ReactNode;
}) {
  const [chosen, setChosen] = useState(parts[0]?.key ?? '');
  const part = parts.find((each) => each.key === chosen) ?? parts[0];
  const counts = useMemo(
    () => new Map(parts.map(({ key }) => [key, problems.filter((each) => partOf(each.path) === key).length])),
    [parts, partOf, problems],
  );
  return (
    <EditorFrame
      editor={editor}
      layout="parts"
      title={title}
      problems={problems}
      jump={(path) => {
        setChosen(partOf(path));
        showProperty(path);
      }}
      outline={
        <Outline
          entries={parts.map(({ key, label }) => ({
            path: key,
            depth: 0,
            label,
            about: counts.get(key) ? `${counts.get(key)} 处` : '',
          }))}
          selected={chosen}
          select={setChosen}
          wrong={(key) => problems.some((each) => each.level === 'error' && partOf(each.path) === key)}
          actions={null}
          add={null}
        />
      }
      canvas={part?.canvas ?? canvas}
      properties={
        part &&
        (part.content ?? (
          <PropertySheet
            title={part.label}
            definition={editor.definition}
            path=""
            properties={part.properties}
            scope={scope}
            problems={problems}
            change={(next) => editor.change(next)}
          >
            {first}
          </PropertySheet>
        ))
      }
    />
  );
}
