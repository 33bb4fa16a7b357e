import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { UnavailableError } from '../contract/log.ts';

const [CORRUPT, NOTADB] = [11, 26];

/** What a view's file holds cannot be what was written into it. */
export class ViewsDamagedError extends Error {
  readonly code = 'VIEWS_DAMAGED';
}

/** Whether SQLite, or a row that is no JSON, says that the file is damaged (https://www.sqlite.org/rescode.html). */
export function isDamage(error: unknown): boolean {
  const primary = ((error as { errcode?: number } | null)?.errcode ?? 0) & 0xff;
  return error instanceof ViewsDamagedError || error instanceof SyntaxError || [CORRUPT, NOTADB].includes(primary);
}

/**
 * Looks at the errors of a file of views. Damage is written down beside the file, so that the next start makes it anew from
 * the log, and said once in a line for the operator; until then what meets it is refused, never answered by guessing.
 */
export class ViewsDamage {
  readonly #file: string;
  readonly #say: (line: string) => void;
  #said = false;

  constructor(file: string, say: (line: string) => void = (line) => void process.stderr.write(line)) {
    this.#file = file;
    this.#say = say;
  }

  /** The error to go on with: the same one, or for damage `UnavailableError`. */
  seen(error: unknown): unknown {
    if (!isDamage(error)) return error;
    writeFileSync(markOf(this.#file), '');
    const detail = error instanceof Error ? error.message : String(error);
    if (!this.#said) {
      const words = '视图文件损坏：请重新启动，届时由日志自动重建；数据没有丢失';
      this.#say(
        `${JSON.stringify({ level: 'error', at: 'views', code: 'VIEWS_DAMAGED', error: `${words}（${this.#file}：${detail}）` })}\n`,
      );
    }
    this.#said = true;
    return new UnavailableError(`views are damaged, and made anew at the next start: ${detail}`);
  }
}

/** Whether damage of the file was written down and it was not made anew since. */
export function isMarked(file: string): boolean {
  return existsSync(markOf(file));
}

/** Takes a file of views away, with what belongs to it; the mark last, so that an interrupted removal is repeated. */
export function removeViews(file: string): void {
  for (const name of [file, `${file}-wal`, `${file}-shm`, markOf(file)]) rmSync(name, { force: true });
}

function markOf(file: string): string {
  return `${file}.damaged`;
}
