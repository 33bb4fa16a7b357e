import { systemReason } from '../platform/embedded/open-error.ts';

/** What a person said cannot be done: one line that begins with its code. */
export class ToolError extends Error {
  readonly code: string;
  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(`${code}: ${sentence}`, options);
    this.name = 'ToolError';
    this.code = code;
  }
}

/** Says in our terms why a file could not be read or written; any other error as it is. */
export function fileError(code: 'FILE_UNREADABLE' | 'FILE_UNWRITABLE', file: string, error: unknown): Error {
  const { code: system, syscall } = error as NodeJS.ErrnoException;
  if (!system || !syscall) return error as Error;
  const what = code === 'FILE_UNREADABLE' ? '无法读取文件' : '无法写入文件';
  return new ToolError(code, `${what}（${file}）：${systemReason(error)}`, { cause: error });
}
