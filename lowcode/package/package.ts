import { list, object, oneOf, type Shape, string, text, unitCode } from '../definition/shape.ts';
import type { Text } from '../text.ts';
import { PACKAGED_KINDS, type PackagedKindName } from './kinds.ts';

/** A package (配置包): definitions that together are one system, as files for people and programs. */
export interface DefinitionPackage {
  readonly info: PackageInfo;
  readonly definitions: readonly PackagedDefinition[];
}

/** `package.yaml`. */
export interface PackageInfo {
  readonly key: string;
  readonly name: Text;
  /** The package's own version, as its makers count: `1.2`. */
  readonly version: string;
  readonly about: Text;
  /** What is in it; each has a file of its own. */
  readonly contains: readonly Contained[];
  /** Units that the definitions name, so that whoever receives them can say which of theirs is meant. */
  readonly units: readonly { readonly code: string; readonly name: string }[];
}

export interface Contained {
  readonly kind: PackagedKindName;
  readonly key: string;
  /** The unit that keeps it. */
  readonly owner: string;
}

/** Units are relative to the region: `region` is its government, `region-cgj` the unit `430423-cgj` of 430423. */
export interface PackagedDefinition extends Contained {
  readonly definition: object;
}

export interface PackageFile {
  /** `package.yaml`, `forms/a-key.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** A problem of a file: a documented code, the file, and where in it (`pages.0.title`). */
export interface PackageProblem {
  readonly file: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** At most so many definitions: what is reviewed and published in one commit. */
export const MOST_DEFINITIONS = 12;

const contained = object({ kind: oneOf(PACKAGED_KINDS), key: string(63), owner: unitCode });

/** `package.yaml` as JSON. */
export const packageInfo: Shape = object(
  { key: string(63), name: text, version: string(30), about: text, contains: list(contained, MOST_DEFINITIONS) },
  { units: list(object({ code: unitCode, name: string(100) }), 300) },
);
