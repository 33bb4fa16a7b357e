import { rebuilt } from '../definition/rebuild.ts';
import { packagedKind } from './kinds.ts';
import { type DefinitionPackage, type PackageFile, packageInfo } from './package.ts';
import { writeYaml } from './yaml.ts';

/** Where editors find the schemas, from a file in a folder of the package. */
const SCHEMAS = '../../schema';

/** The files of a package. The same package has the same bytes, whoever writes it and whenever. */
export function filesOf({ info, definitions }: DefinitionPackage): readonly PackageFile[] {
  const units = info.units.length > 0 ? { units: info.units } : {};
  return [
    {
      path: 'package.yaml',
      text: writeYaml(
        rebuilt(packageInfo, { ...info, units: undefined, ...units }),
        'yaml-language-server: $schema=../schema/package.json',
      ),
    },
    ...definitions.map(({ kind, key, definition }) => {
      const { folder, shape } = packagedKind(kind);
      const comment = `yaml-language-server: $schema=${SCHEMAS}/${kind}.json`;
      return { path: `${folder}/${key}.yaml`, text: writeYaml(rebuilt(shape, definition), comment) };
    }),
  ];
}
