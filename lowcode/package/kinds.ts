import type { Parsed } from '../definition/parse.ts';
import { parseFlow, parseForm, parseLicenceType, parseService, parseSystem } from '../definition/parse.ts';
import type { Shape } from '../definition/shape.ts';
import { flow } from '../flow/shape.ts';
import { recordsNamed } from '../form/check-taken.ts';
import type { FormDefinition } from '../form/definition.ts';
import { form } from '../form/shape.ts';
import { licenceType } from '../licence/shape.ts';
import { service } from '../service/shape.ts';
import { system } from '../system/shape.ts';

/** A kind of definition as packages hold it. */
export interface PackagedKind {
  /** Folder in the package. */
  readonly folder: string;
  readonly title: string;
  readonly shape: Shape;
  parse(json: unknown): Parsed<object>;
  /** Definitions that one of this kind names: they come before it. */
  needs(definition: never): readonly (readonly [kind: string, key: string | undefined])[];
}

const none = () => [];

/**
 * The kinds of definition that a package may hold, those first that others name. Whoever adds a kind of definition adds its
 * line here: files, schemas, order, diff and import follow from it.
 */
export const PACKAGED = {
  form: {
    ...{ folder: 'forms', title: '表单', shape: form, parse: parseForm },
    // Registers (台账) are each office's own and in no package: where there is none, the form is refused with its place.
    needs: (one: FormDefinition) => {
      const { licenceTypes, forms } = recordsNamed(one);
      return [
        ...licenceTypes.map((key) => ['licenceType', key] as const),
        ...forms.map((key) => ['form', key] as const),
      ];
    },
  },
  flow: { folder: 'flows', title: '流程', shape: flow, parse: parseFlow, needs: none },
  licenceType: { folder: 'licence-types', title: '证照类型', shape: licenceType, parse: parseLicenceType, needs: none },
  service: {
    ...{ folder: 'services', title: '事项', shape: service, parse: parseService },
    needs: (one: { form?: string; flow?: string; result?: { licenceType?: string } }) => [
      ['form', one.form],
      ['flow', one.flow],
      ['licenceType', one.result?.licenceType],
    ],
  },
  system: {
    ...{ folder: 'systems', title: '内部系统', shape: system, parse: parseSystem },
    needs: (one: { form: string; flow: string }) => [
      ['form', one.form],
      ['flow', one.flow],
    ],
  },
} as const satisfies { readonly [kind: string]: PackagedKind };

export type PackagedKindName = keyof typeof PACKAGED;

/** The kinds in the order in which they are imported. */
export const PACKAGED_KINDS = Object.keys(PACKAGED) as readonly PackagedKindName[];

export function packagedKind(kind: PackagedKindName): PackagedKind {
  return PACKAGED[kind] as unknown as PackagedKind;
}
