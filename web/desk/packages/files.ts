import type { PackageFile } from '../api/packages.ts';

/** A package as one file that a browser can keep and take back: its files with their paths. */
export function fileOf(files: readonly PackageFile[]): string {
  return `${JSON.stringify({ files }, null, 1)}\n`;
}

/** The files of a package from what somebody chose: the one file of an export, or the files of its folder. */
export async function filesOf(chosen: readonly File[]): Promise<readonly PackageFile[]> {
  const [only] = chosen;
  if (only && chosen.length === 1 && only.name.endsWith('.json')) {
    const whole = unpacked(await only.text());
    if (whole) return whole;
  }
  return Promise.all(
    chosen
      .filter(({ name }) => !name.startsWith('.'))
      .map(async (file) => ({ path: pathOf(file), text: await file.text() })),
  );
}

/** The path inside the package: without the folder that was chosen. */
function pathOf(file: File): string {
  const inside = file.webkitRelativePath.split('/').slice(1).join('/');
  return inside || file.name;
}

function unpacked(text: string): readonly PackageFile[] | null {
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    if (!Array.isArray(files)) return null;
    const sound = files.every((one) => typeof one?.path === 'string' && typeof one?.text === 'string');
    return sound ? files.map(({ path, text: content }) => ({ path, text: content })) : null;
  } catch {
    // No JSON: then it is one of the package's own files, and the cloud says what is wrong with it.
    return null;
  }
}

/** Has the browser keep a text as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
