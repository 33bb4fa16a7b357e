import { resolve } from 'node:path';
import { ask, tool } from './ask.ts';

const USAGE =
  '用法：npm run -s cloud -- status | rebuild [视图] | verify | redrive [视图] | erase 主体 | export 文件 | import 文件 [--json]';

/** `npm run -s cloud -- COMMAND`: looks after the running cloud of the data folder. */
await tool(async (args) => {
  const json = args.includes('--json');
  const [command = '', argument] = args.filter((arg) => arg !== '--json');
  const body = bodyOf(command, argument);
  if (!body) throw new Error(USAGE);
  const result = await ask<unknown>(command, body);
  console.log(json ? JSON.stringify(result) : readable(command, result));
  if (command === 'verify' && (result as { ok: boolean }[]).some((lane) => !lane.ok)) process.exitCode = 1;
});

function bodyOf(command: string, argument: string | undefined): Record<string, string> | null {
  switch (command) {
    case 'status':
    case 'verify':
      return {};
    case 'rebuild':
    case 'redrive':
      return argument ? { view: argument } : {};
    case 'erase':
      if (!argument) return null;
      return /^[0-9A-Z]{18}$/.test(argument)
        ? { identifier: argument }
        : { subject: argument.replace(/^subject\//, '') };
    case 'export':
    case 'import':
      return argument ? { file: resolve(argument) } : null;
    default:
      return null;
  }
}

function readable(command: string, result: unknown): string {
  if (command === 'status') {
    const { version, commits, views } = result as { version: string; commits: number; views: ViewLine[] };
    const lines = views.map((view) => `  ${view.name}@${view.version}  落后 ${view.behind}  搁置 ${view.parked}`);
    return [`衡云 ${version}，日志 ${commits} 次提交`, ...lines].join('\n');
  }
  if (command === 'rebuild') {
    return (result as { name: string; events: number; rows: number; seconds: number }[])
      .map((one) => `${one.name}：${one.events} 个事件，${one.rows} 行，${one.seconds.toFixed(1)} 秒`)
      .join('\n');
  }
  if (command === 'verify') {
    return (result as ({ lane: number; ok: boolean } & Record<string, unknown>)[])
      .map((one) =>
        one.ok
          ? `第${one.lane}道：${one.commits} 次提交，校验一致`
          : `第${one.lane}道：位置 ${one.position}（${one.stream}）不一致：${one.why}`,
      )
      .join('\n');
  }
  return JSON.stringify(result);
}

interface ViewLine {
  readonly name: string;
  readonly version: number;
  readonly behind: number;
  readonly parked: number;
}
