import type { FormDefinition } from '../form/definition.ts';
import { isFieldKey } from '../form/names.ts';
import { itemsOf } from '../form/walk.ts';
import { creditCodeProblem } from '../identifier/credit-code.ts';
import { type Problem, problem } from '../problem.ts';
import { checkValidity } from './check-validity.ts';
import type { LicenceTypeDefinition } from './definition.ts';

/**
 * Everything that blocks the publication of a licence type: names, a type code that identifiers could not be made from
 * (GB/T 36904), fields without a label or taken twice, a period that is said twice. With the form that it is issued from also fields that the form
 * does not have.
 */
export function checkLicenceType(type: LicenceTypeDefinition, form?: FormDefinition): readonly Problem[] {
  const found: Problem[] = [];
  const say = (code: string, path: string, zh: string) => found.push(problem(code, path, zh));
  if (type.name.zh.trim() === '') say('NO_TEXT', 'name', '缺少证照名称');
  if (type.definer.zh.trim() === '') say('NO_TEXT', 'definer', '缺少证照定义机构');
  if (type.issuer.trim() === '') say('NO_ISSUER', 'issuer', '缺少证照颁发机构');
  found.push(...typeCodeProblems(type.typeCode));
  found.push(...checkValidity(type, form));
  if (type.fields.length === 0) say('NO_FIELDS', 'fields', '证照面没有任何字段');
  const answers = form && new Set(itemsOf(form).map(({ item }) => item.key));
  const keys = new Set<string>();
  type.fields.forEach(({ key, label, from }, i) => {
    if (!isFieldKey(key)) say('BAD_KEY', `fields.${i}.key`, `字段标识“${key}”应以小写字母开头，只含字母和数字`);
    if (keys.has(key)) say('DUPLICATE_KEY', `fields.${i}.key`, `字段标识“${key}”重复`);
    keys.add(key);
    if (label.zh.trim() === '') say('NO_TEXT', `fields.${i}.label`, '缺少字段名称');
    if (from.trim() === '') say('NO_SOURCE', `fields.${i}.from`, `“${label.zh}”没有写明取自申请表的哪个字段`);
    else if (answers && !answers.has(from)) say('UNKNOWN_FIELD', `fields.${i}.from`, `申请表没有字段“${from}”`);
  });
  return found;
}

function typeCodeProblems(code: string): readonly Problem[] {
  if (!/^[0-9A-Z]{18}[0-9]{3}$/.test(code)) {
    return [problem('BAD_TYPE_CODE', 'typeCode', '证照类型代码应为定义机构统一社会信用代码（18位）加3位数字')];
  }
  const wrong = creditCodeProblem(code.slice(0, 18));
  if (!wrong) return [];
  const hint = wrong.code === 'CHECK_CHARACTER' ? `，第18位应为${wrong.expected}` : '';
  return [problem('BAD_TYPE_CODE', 'typeCode', `证照类型代码前18位不是有效的统一社会信用代码${hint}`)];
}
