import { forbidden, unitsWith } from '../commands/access.ts';
import type { Viewer } from '../commands/actor.ts';
import { read } from '../commands/definition/edit.ts';
import { Refusal } from '../events/stream.ts';
import type { Context } from '../graphql/context.ts';
import type { Engine } from '../graphql/execute.ts';
import { cellsOf, registerResult, registerRows, shownColumns } from '../graphql/register/result.ts';
import type { RegisterDefinition } from '../lowcode/register/definition.ts';
import { problemJson } from '../web/server/problem.ts';
import { csvText } from './csv.ts';
import { attachmentNamed } from './disposition.ts';

/** Lines of a file; where personal columns are opened case by case, fewer. */
const MOST_LINES = 20_000;
const MOST_OPENED = 2000;
/** Cases opened at the same time. */
const AT_ONCE = 50;

/** `/registers/<key>.csv`: a register as it is saved, whole, with the viewer's cases only; null for other addresses. */
export function registerCsv(engine: Engine): (request: Request, viewer: Viewer | null) => Promise<Response | null> {
  return async (request, viewer) => {
    const { pathname } = new URL(request.url);
    const [, key] = /^\/registers\/([a-z][a-z0-9-]{0,62})\.csv$/.exec(pathname) ?? [];
    if (!key || request.method !== 'GET') return null;
    const told = await engine.call(viewer, (context) => fileOf(context, key));
    if (!('error' in told)) return told.data;
    const { message, extensions } = told.error;
    const code = String(extensions.code);
    return problemJson(code === 'NOT_FOUND' ? 404 : code === 'FORBIDDEN' ? (viewer ? 403 : 401) : 400, code, message);
  };
}

async function fileOf(context: Context, key: string): Promise<Response> {
  const { state } = await read(context.command, 'register', key);
  if (!state || state.withdrawn) throw new Refusal('NOT_FOUND', '没有找到这本台账');
  if (unitsWith(context.command.actor, 'case.read').length === 0) throw forbidden();
  const register = state.draft as unknown as RegisterDefinition;
  const lines = register.kind === 'cross' ? await crossLines(context, register) : await listLines(context, register);
  return new Response(csvText(lines), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': attachmentNamed(`${state.title.zh}.csv`),
      'cache-control': 'private, no-store',
    },
  });
}

async function listLines(context: Context, register: RegisterDefinition): Promise<string[][]> {
  const { rows, columns } = await registerRows(context, register);
  const shown = shownColumns(register, columns);
  const most = shown.some(({ personal, type }) => personal || type === null) ? MOST_OPENED : MOST_LINES;
  if (rows.length > most)
    throw new Refusal('TOO_LARGE', `符合条件的有${rows.length}件，一次最多导出${most}件，请先筛选`);
  const lines: string[][] = [shown.map(({ label }) => label)];
  for (let i = 0; i < rows.length; i += AT_ONCE)
    for (const { cells } of await cellsOf(context, shown, rows.slice(i, i + AT_ONCE), true)) lines.push(cells);
  const { totals } = await registerResult(context, register, { first: 1 });
  return totals.length === 0 ? lines : [...lines, [], ...totals.map(({ label, text }) => [label, text])];
}

async function crossLines(context: Context, register: RegisterDefinition): Promise<string[][]> {
  const { cross } = await registerResult(context, register, { first: 1 });
  if (!cross) throw new Refusal('INVALID_DEFINITION', '这本台账不是交叉表');
  return [
    [cross.corner, ...cross.columns, '合计'],
    ...cross.rows.map(({ label, cells, total }) => [label, ...cells, total]),
    ['合计', ...cross.totals, cross.total],
  ];
}
