/**
 * Why a data folder cannot be opened. `message` is one line that says what is wrong with which file and what helps;
 * nothing in the folder was changed.
 */
export class DataDirError extends Error {
  readonly code: DataDirCode;
  readonly path: string;
  constructor(code: DataDirCode, path: string, detail: string, options?: ErrorOptions) {
    super(`${code}: ${SENTENCES[code]}（${path}）：${detail.replace(/\s+/g, ' ')}`, options);
    this.name = 'DataDirError';
    this.code = code;
    this.path = path;
  }
}

/** What the operating system means, in our words; its code where we have none. */
export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? message : (REASONS[code] ?? code);
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: '没有这个文件或文件夹',
  ENOTDIR: '不是文件夹',
  EISDIR: '是文件夹，不是文件',
  EACCES: '没有权限',
  EPERM: '没有权限',
  EROFS: '磁盘只读',
  ENOSPC: '磁盘已满',
  EEXIST: '已经存在',
};

export type DataDirCode = keyof typeof SENTENCES;

const SENTENCES = {
  DATA_DIR_IN_USE: '数据目录正被另一个进程使用',
  DATA_DIR_UNWRITABLE: '数据目录不可写',
  DATA_DAMAGED: '数据文件损坏或缺失，未作任何改动，请用备份恢复',
  KEY_WRONG: '密钥文件与数据不符或缺失，未作任何改动',
} as const;
