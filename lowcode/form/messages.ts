import type { Text } from '../text.ts';
import { MOST_UNITS, mostRows, USUAL_DIGITS, USUAL_FILES } from './bounds.ts';
import type { Field, FieldErrorCode, Group } from './definition.ts';
import { fileKindWords } from './file-kinds.ts';
import { isTick, takesFiles } from './kinds.ts';
import { partsOf, weekdayWords } from './parts.ts';

const CHOSEN = new Set<Field['kind']>([
  'choice',
  'choices',
  'date',
  'dateRange',
  'time',
  'boolean',
  'division',
  'place',
  'unit',
  'units',
  'staff',
  'rating',
  'appointment',
]);

const DEPTHS = {
  province: '省',
  city: '市',
  county: '县（市、区）',
  town: '乡镇（街道）',
  village: '村（社区）',
} as const;

/** What is wrong with one part, by its name; the whole is named before it. */
function partSentence(field: Field, part: Field, code: FieldErrorCode): string {
  const whole = field.label.zh;
  const of = { ...part, label: { zh: part.kind === 'declaration' ? part.label.zh : `${whole}的${part.label.zh}` } };
  if (field.kind === 'appointment' && part.key === 'date' && code === 'NOT_AN_OPTION')
    return `${whole}只能选${weekdayWords(field)}`;
  if (code === 'INCOMPLETE' && part.kind !== 'division') return sentenceFor(of, 'REQUIRED', undefined);
  return sentenceFor(of, code, undefined);
}

/** What the person should do, in plain words; the fault says why something cannot be computed. */
export function messageFor(field: Field, code: FieldErrorCode, fault?: string): Text {
  return { zh: sentenceFor(field, code, fault) };
}

export function groupMessage(group: Group, code: FieldErrorCode): Text {
  const { zh } = group.label;
  switch (code) {
    case 'TOO_FEW_ROWS':
      return { zh: `${zh}至少需要${group.minRows ?? 1}行` };
    case 'TOO_MANY_ROWS':
      return { zh: `${zh}最多${mostRows(group)}行` };
    case 'DUPLICATE_ROW':
      return { zh: `${zh}中有重复的行标识` };
    case 'CANNOT_COMPUTE':
      return { zh: `${zh}是否需要填写，目前无法判断` };
    default:
      return { zh: `${zh}的数据格式不正确` };
  }
}

export function unknownMessage(): Text {
  return { zh: '表单中没有这一项' };
}

function sentenceFor(field: Field, code: FieldErrorCode, fault: string | undefined): string {
  const part = fault === undefined ? undefined : partsOf(field)?.find(({ key }) => key === fault);
  if (part) return partSentence(field, part, code);
  const { zh } = field.label;
  const unit = field.kind === 'money' ? '元' : (field.unit?.zh ?? '');
  const isText = field.kind === 'text' || field.kind === 'longText' || field.kind === 'address';
  switch (code) {
    case 'REQUIRED':
      if (isTick(field.kind)) return `请阅读并勾选“${zh}”`;
      if (field.kind === 'signature') return `请在“${zh}”处签名`;
      if (takesFiles(field.kind)) return `请上传${zh}`;
      return `${CHOSEN.has(field.kind) ? '请选择' : '请填写'}${zh}`;
    case 'NOT_AN_OPTION':
      if (field.kind === 'consent') return `“${zh}”的内容已经更新，请重新阅读后勾选`;
      return `${zh}请从所列选项中选择`;
    case 'TOO_SMALL':
      return field.kind === 'date' || field.kind === 'dateRange'
        ? `${zh}不能早于${field.min ?? ''}`
        : `${zh}不能小于${field.min ?? '0'}${unit}`;
    case 'TOO_LARGE':
      return field.kind === 'date' || field.kind === 'dateRange'
        ? `${zh}不能晚于${field.max ?? ''}`
        : `${zh}不能大于${field.max ?? ''}${unit}`;
    case 'TOO_SHORT':
      return `${zh}至少${field.min ?? ''}个字`;
    case 'TOO_LONG':
      return isText && field.max !== undefined ? `${zh}最多${field.max}个字` : `${zh}过长`;
    case 'TOO_MANY_DIGITS':
      return field.digits === 0 || field.kind === 'integer'
        ? `${zh}应为整数`
        : `${zh}最多${field.digits ?? USUAL_DIGITS}位小数`;
    case 'INVALID_FORMAT':
      if (field.kind === 'geometry')
        return `${zh}应为${field.draws === 'line' ? '至少两个' : '至少三个'}点，每行一个，先经度后纬度，如 112.869,27.232`;
      if (field.kind === 'landline') return `${zh}应为带区号的座机号码，如 0734-5812345`;
      return field.kind === 'dateRange' ? `${zh}的起止日期不正确，结束不能早于开始` : `${zh}的格式不正确，请检查`;
    case 'INCOMPLETE':
      return `${zh}请选到${DEPTHS[field.depth ?? 'county']}`;
    case 'UNKNOWN_STAFF':
      return `${zh}不是本地区工作人员的账号，请重新选择`;
    case 'CHECK_DIGIT':
      return `${zh}有误，校验位不符，请逐位核对`;
    case 'TOO_MANY_FILES':
      return `${zh}最多上传${field.maxFiles ?? USUAL_FILES}个文件`;
    case 'FILE_KIND':
      return `${zh}只能上传${fileKindWords(field)}文件`;
    case 'FILE_TOO_LARGE':
      return `${zh}每个文件不能超过${field.maxMegabytes}MB`;
    case 'UNKNOWN_UNIT':
      return `${zh}中有不存在的单位，请重新选择`;
    case 'TOO_MANY_UNITS':
      return `${zh}最多选${MOST_UNITS}个单位`;
    case 'CANNOT_COMPUTE':
      return fault === 'CALENDAR_NOT_LOADED'
        ? `${zh}暂时无法计算：所涉年度的节假日安排尚未公布`
        : `${zh}无法计算，请检查相关数字和日期`;
    default:
      return `${zh}的数据类型不正确`;
  }
}
