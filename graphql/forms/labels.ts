import { monthWords, quarterWords, shortDateWords } from '../../lowcode/dates.ts';
import { moneyWords } from '../../lowcode/money.ts';
import { type Column, FACTS, isFact } from '../../lowcode/register/columns.ts';
import type { Part } from '../../lowcode/register/question.ts';
import { wordFor } from '../../lowcode/words.ts';
import type { Context } from '../context.ts';
import { divisionByCode } from '../service/divisions.ts';

/** What a value or group is called by people; 未填写 for none. */
export async function labelOf(context: Context, column: Column, code: string | null, part?: Part): Promise<string> {
  if (code === null) return '未填写';
  const { id, type, field } = column;
  if (isFact(id)) {
    const fact = FACTS[id];
    if ('words' in fact) return wordFor(fact.words, code);
  }
  if (id === 'case_unit' || field?.kind === 'unit' || field?.kind === 'units')
    return (await context.loaders.unit(code))?.name.zh ?? '其他单位';
  if (id === 'case_service') return (await context.directory.get(code))?.definition.name.zh ?? '已停用的事项';
  if (type === 'boolean') return code === 'true' ? '是' : '否';
  if (type === 'money') return moneyWords(code);
  if (type === 'date') return dateLabel(code, part);
  if (type === 'division') return (await divisionByCode(context, code)).name;
  return field?.options?.find(({ value }) => value === code)?.label.zh ?? code;
}

function dateLabel(code: string, part: Part | undefined): string {
  if (part === 'year') return `${code}年`;
  if (part === 'quarter') return quarterWords(code);
  return part === 'month' ? monthWords(code) : shortDateWords(code);
}
