import { resolve } from 'node:path';
import type { Soundness } from '../../platform/contract/platform.ts';
import type { Exported, Imported } from '../transfer.ts';
import { ask, tool } from './ask.ts';
import { packageCommand } from './package.ts';

const USAGE =
  '用法：npm run -s cloud -- status | rebuild [视图] | verify | redrive [视图] | erase 主体 | setup 管理员账号 [政府名称] | package export|diff|import … | export 文件 | import 文件 [--without-keys] [--json]';

/** `npm run -s cloud -- COMMAND`: looks after the running cloud of the data folder. */
await tool(async (args) => {
  if (args[0] === 'package') return packageCommand(args.slice(1));
  const json = args.includes('--json');
  const flags = args.filter((arg) => arg.startsWith('--'));
  const [command = '', argument, ...more] = args.filter((arg) => !flags.includes(arg));
  const withoutKeys = flags.includes('--without-keys');
  const allowed = command === 'import' ? ['--json', '--without-keys'] : ['--json'];
  const body = bodyOf(command, argument);
  const name = command === 'setup' ? more.shift() : undefined;
  if (body && name) body.name = name;
  if (body && withoutKeys) body.keys = 'without';
  if (!body || more.length > 0 || flags.some((flag) => !allowed.includes(flag))) throw new Error(USAGE);
  const result = await ask<unknown>(command, body);
  console.log(json ? JSON.stringify(result) : readable(command, result));
  if (command === 'status' && (result as Status).soundness.damage) process.exitCode = 1;
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
    case 'setup':
      return argument ? { account: argument } : null;
    case 'export':
    case 'import':
      return argument ? { file: resolve(argument) } : null;
    default:
      return null;
  }
}

function readable(command: string, result: unknown): string {
  if (command === 'status') {
    const { version, commits, views, soundness } = result as Status;
    const lines = views.map((view) => `  ${view.name}@${view.version}  落后 ${view.behind}  搁置 ${view.parked}`);
    return [`衡云 ${version}，日志 ${commits} 次提交`, soundnessLine(soundness), ...lines].join('\n');
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
  if (command === 'redrive') {
    const { freed } = result as { freed: number };
    return freed === 0 ? '没有可以继续处理的搁置数据' : `已继续处理搁置的 ${freed} 条数据流`;
  }
  if (command === 'erase') return `已删除主体 ${(result as { erased: string }).erased} 的个人信息`;
  if (command === 'setup') {
    const { unit, account, name } = result as { unit: string; account: string; name: string };
    return `已登记 ${name}（${unit}），${account} 为系统管理员和事项配置员；请登录工作台`;
  }
  if (command === 'export') {
    const { commits, keys, files, key } = result as Exported;
    const lines = [`已导出 ${commits} 次提交、${keys} 把加密保管的密钥、${files} 个文件`];
    if (key) lines.push(`不含主密钥：请把 ${key.file}（编号 ${key.number}）另行安全传送，导入时要先放好`);
    return lines.join('\n');
  }
  const { commits, added, carried, unreadable } = result as Imported;
  if (added + carried + unreadable === 0) return `已有全部 ${commits} 次提交，无须改动`;
  const lost = unreadable > 0 ? `；${unreadable} 个主体的个人信息没有密钥，显示为“已无法读取”` : '';
  return `已导入 ${added} 次提交（文件中共 ${commits} 次）和随附的 ${carried} 项${lost}`;
}

function soundnessLine({ state, commits, checkedAt, damage }: Soundness): string {
  if (damage)
    return `  DATA_DAMAGED: 日志第${damage.lane}道位置${damage.position}已损坏；停止服务，用备份恢复，见 docs/errors.md`;
  return state === 'sound'
    ? `  日志校验一致（${checkedAt} 查看了当时的全部 ${commits} 次提交）`
    : `  日志正在校验（已看过 ${commits} 次提交）`;
}

interface Status {
  readonly version: string;
  readonly commits: number;
  readonly views: readonly ViewLine[];
  readonly soundness: Soundness;
}

interface ViewLine {
  readonly name: string;
  readonly version: number;
  readonly behind: number;
  readonly parked: number;
}
