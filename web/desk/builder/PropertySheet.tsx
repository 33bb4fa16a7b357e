import type { ReactNode } from 'react';
import type { Scope } from '../../../lowcode/rule/scope.ts';
import type { Problem } from '../api/model.ts';
import { PropertyField } from './PropertyField.tsx';
import type { Property } from './properties.ts';
import { at, joinPath, put } from './tree.ts';
import { problemAt } from './use-editor.ts';

/** The properties of one part of a definition. */
export function PropertySheet<Kind>({
  title,
  about,
  definition,
  path,
  properties,
  scope,
  problems,
  change,
  setAs,
  children,
}: {
  title: string;
  about?: string;
  definition: Kind;
  path: string;
  properties: readonly Property[];
  scope: Scope;
  problems: readonly Problem[];
  change: (definition: Kind) => void;
  /** Where setting a property means more than putting its value. */
  setAs?: (property: Property, value: unknown) => Kind;
  children?: ReactNode;
}) {
  return (
    <>
      <header className="sheet-head">
        <h2>{title || '（未命名）'}</h2>
        {about && <span className="faint">{about}</span>}
      </header>
      {children}
      {properties.map((property) => {
        const place = joinPath(path, property.name);
        return (
          <PropertyField
            key={`${path} ${property.name}`}
            property={property}
            path={place}
            scope={scope}
            value={at(definition, place)}
            set={(value) => change(setAs ? setAs(property, value) : put(definition, place, value))}
            problem={problemAt(problems, place) ?? problemAt(problems, joinPath(place, 'zh'))}
          />
        );
      })}
    </>
  );
}
