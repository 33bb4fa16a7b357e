// The doors of the house: which folder may import from which. Fails with one line for each import that goes around.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'vite';
import { root } from './node24.mjs';

/** Folder -> what it may import beside itself. The longest name that matches a file is its room. */
const DOORS = {
  lowcode: [],
  'platform/contract': [],
  events: ['lowcode', 'platform/contract'],
  commands: ['events', 'lowcode', 'platform/contract'],
  // The clock asks what is due.
  policies: ['commands', 'views', 'events', 'lowcode', 'platform/contract'],
  views: ['events', 'lowcode', 'platform/contract'],
  graphql: ['commands', 'views', 'events', 'lowcode', 'platform/contract'],
  web: ['lowcode', 'graphql/contract.ts'],
  // Sessions and sign-in: the server side that pages stand on.
  'web/server': [
    'web/portal/contract.ts',
    'lowcode',
    'graphql/contract.ts',
    'adapters/identity/contract.ts',
    'platform/contract',
  ],
  adapters: ['lowcode', 'platform/contract'],
  probes: ['events', 'lowcode', 'platform/contract'],
  platform: ['platform/contract'],
};

/** Composition roots, tests, data and scripts may import from every room. */
const ANYWHERE = ['functions', 'local', 'infra', 'test', 'bench', 'bin', 'samples', 'systems', 'platform/conformance'];

/** Packages that name a platform, and the rooms that may know one. */
const PLATFORM_PACKAGES = /^(@aws-sdk\/|aws-cdk|@middy\/|node:sqlite$)/;
const KNOW_PLATFORMS = ['platform', ...ANYWHERE];

/** Rooms that also run in the browser: nothing of Node. */
const IN_BROWSER = ['lowcode', 'web/desk'];

const files = sourceFiles(root).sort();
const problems = files.flatMap((file) => problemsOf(file, importsOf(file)));
for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${problems.length} imports around the doors`);
process.exitCode = problems.length > 0 ? 1 : 0;

function problemsOf(file, imports) {
  // A spec may put rooms together: that is how the whole is tested.
  if (/\.spec\.tsx?$/.test(file) || inside(file, 'web/desk/fixtures')) return [];
  return imports.flatMap((wanted) => {
    const why = wanted.startsWith('.') ? fileProblem(file, join(dirname(file), wanted)) : packageProblem(file, wanted);
    return why ? [`${file} imports ${wanted}: ${why}`] : [];
  });
}

function fileProblem(file, target) {
  if (ANYWHERE.some((room) => inside(file, room))) return null;
  const room = roomOf(file);
  if (!room) return 'its folder is not one of the rooms in bin/doors.mjs';
  if (inside(target, room) && roomOf(target) === room) return null;
  if (DOORS[room].some((door) => inside(target, door))) return null;
  return `${room} may import ${DOORS[room].join(', ') || 'nothing else'}`;
}

function packageProblem(file, name) {
  if (PLATFORM_PACKAGES.test(name) && !KNOW_PLATFORMS.some((room) => inside(file, room)))
    return 'only platform/ and the composition roots know platforms';
  if (name.startsWith('node:') && IN_BROWSER.some((room) => inside(file, room))) return 'this also runs in the browser';
  return null;
}

function roomOf(file) {
  return Object.keys(DOORS)
    .filter((room) => inside(file, room))
    .sort((a, b) => b.length - a.length)[0];
}

function inside(file, room) {
  return file === room || file.startsWith(`${room}/`);
}

function importsOf(file) {
  const { module, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const text = readFileSync(join(root, file), 'utf8');
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start, moduleRequest.end));
  return [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap((each) => each.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...dynamic.filter((each) => /^['"]/.test(each)).map((each) => each.slice(1, -1)),
  ];
}

function sourceFiles(folder) {
  const skip = new Set(['node_modules', 'build', 'data', 'cdk.out', 'coverage']);
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || skip.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return existsSync(join(path, 'package.json')) ? [] : sourceFiles(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) && folder !== root ? [relative(root, path).replaceAll('\\', '/')] : [];
  });
}
