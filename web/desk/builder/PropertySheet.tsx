import { type ReactNode, useRef } from 'react';
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
  folds = [],
  last,
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
  /** Properties that stand folded away under a heading, by their names; what is first needed stays in sight. */
  folds?: readonly Fold[];
  /** Below everything else. */
  last?: ReactNode;
  children?: ReactNode;
}) {
  const latest = useRef((_property: Property, _place: string, _value: unknown) => {});
  latest.current = (property, place, value) => change(setAs ? setAs(property, value) : put(definition, place, value));
  const field = (property: Property) => {
    const place = joinPath(path, property.name);
    return (
      <PropertyField
        key={`${path} ${property.name}`}
        property={property}
        path={place}
        scope={scope}
        value={at(definition, place)}
        set={(value) => latest.current(property, place, value)}
        stable
        problem={problemAt(problems, place) ?? problemAt(problems, joinPath(place, 'zh'))}
      />
    );
  };
  const away = new Set(folds.flatMap(({ names }) => names));
  return (
    <>
      <header className="sheet-head">
        <h2>{title || '（未命名）'}</h2>
        {about && <span className="faint">{about}</span>}
      </header>
      {children}
      {properties.filter(({ name }) => !away.has(name)).map(field)}
      {folds.map(({ title: heading, names }) => {
        const inside = properties.filter(({ name }) => names.includes(name));
        if (inside.length === 0) return null;
        const set = inside.filter(({ name }) => at(definition, joinPath(path, name)) !== undefined);
        const wrong = problems.some((each) => inside.some(({ name }) => each.path.startsWith(joinPath(path, name))));
        return (
          <details key={heading} className="property-fold">
            <summary>
              {heading}
              <span className="faint">
                {set.length > 0 ? set.map(({ label }) => shortLabel(label)).join('、') : ''}
              </span>
              {wrong && (
                <span className="problem-error">
                  ■<span className="unseen">有问题</span>
                </span>
              )}
            </summary>
            {inside.map(field)}
          </details>
        );
      })}
      {last}
    </>
  );
}

/** Properties under one heading that are not needed at first. */
export interface Fold {
  readonly title: string;
  readonly names: readonly string[];
}

const shortLabel = (label: string): string => label.split(/[：（]/)[0] ?? label;
