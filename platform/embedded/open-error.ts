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

export type DataDirCode = keyof typeof SENTENCES;

const SENTENCES = {
  DATA_DIR_IN_USE: '数据目录正被另一个进程使用',
  DATA_DIR_UNWRITABLE: '数据目录不可写',
  DATA_DAMAGED: '数据文件损坏或缺失，未作任何改动，请用备份恢复',
  KEY_WRONG: '密钥文件与数据不符或缺失，未作任何改动',
} as const;
