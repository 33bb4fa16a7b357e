import type { LicenceTypeDefinition } from '../licence/definition.ts';
import { type Problem, problem } from '../problem.ts';
import { saysWhoApplies } from './applicant.ts';
import { type Field, type FormDefinition, isPersonal, type TakenFrom } from './definition.ts';
import { answerFits, factFits, LICENCE_FACTS, type LicenceFact, mayBeTaken, readFromFace } from './taken-from.ts';
import { itemsOf } from './walk.ts';

type Say = (code: string, at: string, zh: string) => void;

/** In what a field that takes its answer from a record contradicts itself, whatever the record. */
export function checkTaken(field: Field, say: Say, inGroup: boolean): void {
  if (field.takenFrom === undefined) return;
  const name = field.label.zh;
  if (field.computed !== undefined) say('COMPUTED_PREFILL', 'takenFrom', `“${name}”是自动计算的，不能预填`);
  if (!mayBeTaken(field.kind)) say('NOT_FOR_KIND', 'takenFrom', `“${name}”这类填写项不能从以前的记录预填`);
  if (inGroup) say('NOT_IN_GROUP', 'takenFrom', `“${name}”在重复组里，不能从以前的记录预填`);
  if (saysWhoApplies(field))
    say('TWO_PREFILLS', 'takenFrom', `“${name}”说的是申请人是谁，只取自登录信息，不能再从以前的记录预填`);
  if (!isChosen(field.takenFrom)) say('NO_SOURCE', 'takenFrom', `“${name}”没有写明从哪一份记录的哪一项预填`);
}

function isChosen(taken: TakenFrom): boolean {
  const record = taken.from === 'licence' ? taken.licenceType : taken.from === 'register' ? taken.register : 'own';
  return record !== '' && taken.field !== '';
}

/** The published definitions that a form takes answers from, by key; a register with the form it is kept over. */
export interface KnownRecords {
  readonly licenceTypes: ReadonlyMap<string, LicenceTypeDefinition>;
  readonly forms: ReadonlyMap<string, FormDefinition>;
  readonly registers: ReadonlyMap<string, { readonly name: string; readonly form: FormDefinition }>;
}

/** What a form names as its records, each once: to be looked up for `checkRecords`. */
export function recordsNamed(form: FormDefinition): {
  readonly licenceTypes: readonly string[];
  readonly forms: readonly string[];
  readonly registers: readonly string[];
} {
  const all = taking(form).flatMap(({ field: { takenFrom } }) => (takenFrom && isChosen(takenFrom) ? [takenFrom] : []));
  const once = (keys: readonly string[]) => [...new Set(keys)];
  return {
    licenceTypes: once(all.flatMap((one) => (one.from === 'licence' ? [one.licenceType] : []))),
    forms: once(all.flatMap((one) => (one.from === 'earlierCase' && one.form ? [one.form] : []))),
    registers: once(all.flatMap((one) => (one.from === 'register' ? [one.register] : []))),
  };
}

/**
 * Records that are not there, or that do not have what a field takes from them: another kind of answer, or a personal one
 * that the field would keep in the open.
 */
export function checkRecords(form: FormDefinition, known: KnownRecords): readonly Problem[] {
  return taking(form).flatMap(({ field, path }) => {
    const { takenFrom } = field;
    if (!takenFrom || !isChosen(takenFrom)) return [];
    const found: Problem[] = [];
    const say: Say = (code, at, zh) => found.push(problem(code, `${path}.takenFrom.${at}`, `“${field.label.zh}”${zh}`));
    if (takenFrom.from === 'licence') {
      const type = known.licenceTypes.get(takenFrom.licenceType);
      if (type) checkFace(field, takenFrom.field, type, say);
      else say('UNKNOWN_DEFINITION', 'licenceType', '预填要用的证照类型还没有发布，或者已经停用');
    } else if (takenFrom.from === 'register') {
      const register = known.registers.get(takenFrom.register);
      if (register) checkSource(field, takenFrom.field, register.form, `台账“${register.name}”的表单`, say);
      else say('UNKNOWN_DEFINITION', 'register', '预填要用的台账还没有发布，或者已经停用');
    } else {
      const source = takenFrom.form === undefined ? form : known.forms.get(takenFrom.form);
      const name = source === form ? '本表单' : `表单“${source?.title.zh}”`;
      if (source) checkSource(field, takenFrom.field, source, name, say);
      else say('UNKNOWN_DEFINITION', 'form', '预填要用的表单还没有发布，或者已经停用');
    }
    return found;
  });
}

function checkSource(field: Field, key: string, form: FormDefinition, where: string, say: Say): void {
  const source = itemsOf(form).find(({ item }) => item.key === key)?.item;
  if (!source || source.kind === 'group') {
    say('UNKNOWN_FIELD', 'field', `预填要用的填写项不在${where}里（原标识“${key}”）`);
  } else if (!answerFits(source, field)) {
    say('PREFILL_DOES_NOT_FIT', 'field', `与${where}的“${source.label.zh}”不是同一类内容，不能预填`);
  } else if (isPersonal(source) && !isPersonal(field)) {
    say('PREFILL_PERSONAL', 'field', `取自个人信息“${source.label.zh}”，自己也要设为个人信息`);
  }
}

function checkFace(field: Field, key: string, type: LicenceTypeDefinition, say: Say): void {
  if (Object.hasOwn(LICENCE_FACTS, key)) {
    const fact = key as LicenceFact;
    if (!factFits(fact, field)) say('PREFILL_DOES_NOT_FIT', 'field', `不能填“${LICENCE_FACTS[fact]}”这类内容`);
    return;
  }
  const printed = type.fields.find((one) => one.key === key);
  if (!printed) say('UNKNOWN_FIELD', 'field', `预填要用的内容不在“${type.name.zh}”的照面上（原标识“${key}”）`);
  else if (!readFromFace(field.kind))
    say('PREFILL_DOES_NOT_FIT', 'field', `这类内容不能从证照照面上的文字“${printed.label.zh}”读出`);
  else if (printed.personal && !isPersonal(field))
    say('PREFILL_PERSONAL', 'field', `取自个人信息“${printed.label.zh}”，自己也要设为个人信息`);
}

function taking(form: FormDefinition): readonly { readonly field: Field; readonly path: string }[] {
  return itemsOf(form).flatMap(({ item, path }) =>
    item.kind !== 'group' && item.takenFrom ? [{ field: item, path }] : [],
  );
}
