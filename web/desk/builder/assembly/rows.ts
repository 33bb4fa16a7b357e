import type { FormDefinition } from '../../../../lowcode/form/definition.ts';
import type { ServiceDefinition } from '../../../../lowcode/service/definition.ts';
import { openColumnsOf } from '../../../../lowcode/service/open-columns.ts';
import type { Definition, DefinitionKind, PartProblem } from '../../api/model.ts';

/** What a service is made of, as its assembly page lists it. */
export type RowKey = 'guide' | 'form' | 'flow' | 'materials' | 'fees' | 'licenceType' | 'openData';

export interface Row {
  readonly key: RowKey;
  readonly title: string;
  /** What is there, in a few words. */
  readonly says: string;
  readonly problems: readonly PartProblem[];
  /** The definition it is edited in; null while there is none. */
  readonly part: Definition | null;
}

export interface Parts {
  readonly service: Definition;
  readonly form: Definition | null;
  readonly flow: Definition | null;
  readonly licenceType: Definition | null;
}

const TITLES: Readonly<Record<RowKey, string>> = {
  guide: '办事指南',
  form: '申请表',
  flow: '办理流程',
  materials: '材料和情形引导',
  fees: '收费',
  licenceType: '颁发的证照',
  openData: '开放数据',
};

/** The checklist: every part with what it holds and what is missing. */
export function rowsOf(parts: Parts, problems: readonly PartProblem[]): readonly Row[] {
  const item = parts.service.definition as ServiceDefinition;
  const of = (key: RowKey, says: string, part: Definition | null): Row => ({
    key,
    title: TITLES[key],
    says,
    part,
    problems: problems.filter((one) => rowOf(one) === key),
  });
  const { questions = [], materials, fees, result } = item;
  const questionWords = questions.length > 0 ? `，${questions.length}个引导问题` : '';
  return [
    of('guide', `${item.basis.length}条依据，${item.conditions.length}个条件，承诺${daysOf(item)}`, parts.service),
    of('form', parts.form ? `《${parts.form.title.zh}》` : '还没有申请表，不能网上申请', parts.form),
    of('flow', parts.flow ? `《${parts.flow.title.zh}》` : '还没有办理流程', parts.flow),
    of('materials', `${materials.length}份材料${questionWords}`, parts.service),
    of('fees', fees.length === 0 ? '不收费' : fees.map(({ name }) => name.zh).join('、'), parts.service),
    of('licenceType', parts.licenceType?.title.zh ?? (result ? result.name.zh : '不颁发证照'), parts.licenceType),
    of('openData', openWords(item, parts.form), parts.service),
  ];
}

function openWords(item: ServiceDefinition, form: Definition | null): string {
  if (!item.openData?.published) return '只计入“政务服务办件”数据集';
  const columns = form ? (openColumnsOf(form.definition as FormDefinition, item) ?? []) : [];
  const labels = columns.map(({ field }) => field.label.zh);
  return `另作数据集${labels.length > 0 ? `，按${labels.join('、')}统计` : ''}`;
}

function daysOf({ promisedDays }: ServiceDefinition): string {
  return promisedDays === 0 ? '当场办结' : `${promisedDays}个工作日`;
}

/** Under which heading somebody looks for a problem. */
function rowOf({ kind, path }: PartProblem): RowKey {
  const OTHERS: Partial<Record<DefinitionKind, RowKey>> = { form: 'form', flow: 'flow', licenceType: 'licenceType' };
  const first = path.split('.')[0];
  if (kind !== 'service') return OTHERS[kind] ?? 'guide';
  if (first === 'materials' || first === 'questions') return 'materials';
  if (first === 'fees' || first === 'form' || first === 'flow' || first === 'openData') return first;
  return first === 'result' ? 'licenceType' : 'guide';
}

/** The parts that have something new to publish. */
export function changedParts(parts: Parts): readonly Definition[] {
  const all = [parts.form, parts.flow, parts.licenceType, parts.service];
  return all.filter((part) => part !== null).filter(({ state }) => state !== 'published');
}
