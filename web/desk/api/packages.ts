import type { words } from '../../../lowcode/words.ts';
import { document } from './ask.ts';
import type { DefinitionKind } from './model.ts';

export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

export interface PackageLine {
  readonly key: string;
  readonly name: { readonly zh: string };
  readonly version: string;
  readonly about: { readonly zh: string };
  readonly contains: readonly { readonly kind: DefinitionKind; readonly key: string }[];
  readonly importedOn: string;
}

export interface PackagePlan {
  readonly name: { readonly zh: string } | null;
  readonly version: string | null;
  readonly definitions: readonly {
    readonly kind: DefinitionKind;
    readonly key: string;
    readonly title: string;
    readonly what: keyof typeof words.plannedChange;
    readonly changes: readonly string[];
  }[];
  readonly units: readonly {
    readonly code: string;
    readonly name: string;
    readonly to: string | null;
    readonly toName: string | null;
  }[];
  readonly problems: readonly {
    readonly file: string;
    readonly code: string;
    readonly path: string;
    readonly message: string;
  }[];
}

export interface UnitMapping {
  readonly from: string;
  readonly to: string;
}

const plan = `name { zh } version definitions { kind key title what changes } units { code name to toName }
  problems { file code path message }`;

export const PACKAGES = document<{ packages: readonly PackageLine[] }>(
  `query Packages { packages { key name { zh } version about { zh } contains { kind key } importedOn } }`,
);

export const PACKAGE_FILES = document<{ packageFiles: readonly PackageFile[] }, { keys: readonly string[] }>(
  `query PackageFiles($keys: [ID!]!) { packageFiles(keys: $keys) { path text } }`,
);

export const PACKAGE_DIFF = document<
  { packageDiff: PackagePlan },
  { files: readonly PackageFile[]; units: readonly UnitMapping[] }
>(
  `query PackageDiff($files: [PackageFileInput!]!, $units: [UnitMappingInput!]) {
    packageDiff(files: $files, units: $units) { ${plan} }
  }`,
);

export const IMPORT_PACKAGE = document<
  { importPackage: PackagePlan },
  { files: readonly PackageFile[]; units: readonly UnitMapping[]; commandId: string }
>(
  `mutation ImportPackage($files: [PackageFileInput!]!, $units: [UnitMappingInput!], $commandId: ID) {
    importPackage(files: $files, units: $units, commandId: $commandId) { ${plan} }
  }`,
);

export const UNIT_NAMES = document<{
  units: readonly { readonly code: string; readonly name: { readonly zh: string } }[];
}>('query UnitNames { units { code name { zh } } }');
