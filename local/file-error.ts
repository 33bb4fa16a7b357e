/** What a person said cannot be done: one line that begins with its code. */
export class ToolError extends Error {
  readonly code: string;
  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(`${code}: ${sentence}`, options);
    this.name = 'ToolError';
    this.code = code;
  }
}

const WHY: { readonly [code: string]: string } = {
  ENOENT: '没有这个文件或文件夹',
  ENOTDIR: '路径中有一段不是文件夹',
  EISDIR: '这是一个文件夹，不是文件',
  EACCES: '没有权限',
  EPERM: '没有权限',
  EROFS: '磁盘只读',
  ENOSPC: '磁盘已满',
  EEXIST: '已经存在',
};

/** Says in our terms why a file could not be read or written; any other error as it is. */
export function fileError(code: 'FILE_UNREADABLE' | 'FILE_UNWRITABLE', file: string, error: unknown): Error {
  const { code: system, syscall } = error as NodeJS.ErrnoException;
  if (!system || !syscall) return error as Error;
  const what = code === 'FILE_UNREADABLE' ? '无法读取文件' : '无法写入文件';
  return new ToolError(code, `${what}（${file}）：${WHY[system] ?? system}`, { cause: error });
}
