import type { Field, FileKind } from './definition.ts';

/** Media types by kind, as sniffing tells them. */
const MEDIA_TYPES: { readonly [K in FileKind]: string } = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  jpg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain',
  zip: 'application/zip',
};
const WORDS: { readonly [K in FileKind]?: string } = { docx: 'Word', xlsx: 'Excel', txt: '文本' };

export const FILE_KINDS = Object.keys(MEDIA_TYPES) as readonly FileKind[];
export const PICTURES: readonly FileKind[] = ['jpg', 'png'];

/** The kinds of file a field takes; null where it takes whatever the cloud does. */
export function fileKindsOf({ kind, fileKinds }: Field): readonly FileKind[] | null {
  return fileKinds ?? (kind === 'image' ? PICTURES : null);
}

export interface FileFact {
  readonly type: string;
  readonly size: number;
}

/** Why a field does not take a file of this type and size; null when it does. */
export function fileProblem(field: Field, { type, size }: FileFact): 'FILE_KIND' | 'FILE_TOO_LARGE' | null {
  const kinds = fileKindsOf(field);
  if (kinds && !kinds.some((kind) => MEDIA_TYPES[kind] === type)) return 'FILE_KIND';
  const { maxMegabytes } = field;
  return maxMegabytes !== undefined && size > maxMegabytes * 1024 * 1024 ? 'FILE_TOO_LARGE' : null;
}

/** The kinds a field takes as people say them: `JPG、PNG`; empty where it takes all. */
export function fileKindWords(field: Field): string {
  return (fileKindsOf(field) ?? []).map(fileKindWord).join('、');
}

export function fileKindWord(kind: FileKind): string {
  return WORDS[kind] ?? kind.toUpperCase();
}

/** For the browser's file dialogue, which then offers these first; empty where the field takes all. */
export function acceptOf(field: Field): string {
  return (fileKindsOf(field) ?? [])
    .flatMap((kind) => [MEDIA_TYPES[kind], `.${kind}`, ...(kind === 'jpg' ? ['.jpeg'] : [])])
    .join(',');
}

/** What a field takes, to be told before somebody chooses: `JPG、PNG，每个不超过5MB`; empty where nothing is said. */
export function fileRuleWords(field: Field, language: 'zh' | 'en' = 'zh'): string {
  const kinds = fileKindWords(field);
  const { maxMegabytes: most } = field;
  if (language === 'en') {
    const english = kinds.replace('文本', 'text').replaceAll('、', ', ');
    return [english, most !== undefined && `up to ${most} MB each`].filter(Boolean).join('; ');
  }
  return [kinds, most !== undefined && `每个不超过${most}MB`].filter(Boolean).join('，');
}
