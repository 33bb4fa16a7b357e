import { application } from '../../events/application/fold.ts';
import { licence, stateOn } from '../../events/licence/fold.ts';
import type { Answer, Answers, FormDefinition, TakenFrom } from '../../lowcode/form/definition.ts';
import {
  answerPrinted,
  answerTaken,
  factTaken,
  LICENCE_FACTS,
  type LicenceFact,
  type TakingField,
} from '../../lowcode/form/taken-from.ts';
import type { RecordTold } from '../../lowcode/form/taken-words.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';
import type { Text } from '../../lowcode/text.ts';
import type { CommandContext } from '../context.ts';
import { maySeeLicence } from '../licence/may-see.ts';
import { load } from '../transact.ts';
import { mayIdentify } from './case.ts';
import { openAnswers } from './open-answers.ts';

/** Where the records of a subject are: ids, newest first. Only lists know; what they hold and who may see it is asked of the log. */
export interface Holdings {
  licences(subject: string, licenceType: string): Promise<readonly string[]>;
  /** Applications by a form, in any state. */
  cases(subject: string, form: string): Promise<readonly string[]>;
  /** Granted cases that stand in a register (台账), with its name; null when there is no such register. */
  entries(
    subject: string,
    register: string,
  ): Promise<{ readonly name: Text; readonly cases: readonly string[] } | null>;
}

/** A record that is open to who asks: what it answers to a field, and what is told of it. */
export interface Found {
  readonly told: RecordTold;
  answer(target: TakingField): Answer;
}

/** One name for the same record, so that it is looked up once for all fields of a form. */
export function recordName(taken: TakenFrom, form: string): string {
  if (taken.from === 'licence') return `licence/${taken.licenceType}`;
  return taken.from === 'register' ? `register/${taken.register}` : `case/${taken.form ?? form}`;
}

/** The record that a field of a form names, for a subject; null where there is none, or none that who asks may see. `except` is the case that is filled in. */
export async function findRecord(
  context: CommandContext,
  holdings: Holdings,
  subject: string,
  taken: TakenFrom,
  form: string,
  except: string | undefined,
): Promise<Found | null> {
  if (taken.from === 'licence') return newestLicence(context, await holdings.licences(subject, taken.licenceType));
  if (taken.from === 'earlierCase')
    return newestCase(context, await holdings.cases(subject, taken.form ?? form), except, null);
  const entries = await holdings.entries(subject, taken.register);
  return entries && newestCase(context, entries.cases, except, entries.name);
}

/** The newest licence that is valid today and open to who asks. */
async function newestLicence(context: CommandContext, ids: readonly string[]): Promise<Found | null> {
  for (const id of ids) {
    const { state } = await load(context.platform, licence, id);
    if (!state || !maySeeLicence(state, context.actor)) continue;
    const { issued } = state;
    const valid = stateOn(state.state, issued.validTo, context.today) === 'valid' && issued.validFrom <= context.today;
    const box = valid ? ((await context.platform.vault.open(issued.personal as string)) as Face | null) : null;
    // Erased: nothing is told of whose it was.
    if (!box) continue;
    const face = new Map([...issued.values, ...box.values].map(({ key, value }) => [key, value]));
    const facts: { readonly [fact in LicenceFact]: string | null } = {
      licence_identifier: issued.identifier,
      licence_number: issued.number,
      licence_validFrom: issued.validFrom,
      licence_validTo: issued.validTo,
    };
    return {
      told: { from: 'licence', name: issued.typeName, number: issued.number, on: issued.validFrom },
      answer(target) {
        const { field } = target.takenFrom;
        if (Object.hasOwn(LICENCE_FACTS, field))
          return factTaken(target, field as LicenceFact, facts[field as LicenceFact]);
        const printed = face.get(field);
        return printed === undefined ? null : answerPrinted(target, printed);
      },
    };
  }
  return null;
}

interface Face {
  readonly values: readonly { readonly key: string; readonly value: string }[];
}

/** The newest case that is open to who asks, as an application of their own or as an entry of a register. */
async function newestCase(
  context: CommandContext,
  ids: readonly string[],
  except: string | undefined,
  register: Text | null,
): Promise<Found | null> {
  for (const id of ids) {
    if (id === except) continue;
    const { state } = await load(context.platform, application, id);
    if (!state || !mayIdentify(state, context.actor)) continue;
    const { answers, applicant } = await openAnswers(context.platform, state);
    if (!applicant) continue;
    const { number, today, service, form } = state.submitted;
    const { definition } = await context.definitions.filledFor(service, form);
    const on = register ? (state.decided?.today ?? today) : today;
    return {
      told: register ? { from: 'register', name: register, number, on } : { from: 'earlierCase', number, on },
      answer: (target) => answerOf(definition, answers, target),
    };
  }
  return null;
}

function answerOf(form: FormDefinition, answers: Answers, target: TakingField): Answer {
  const { field } = target.takenFrom;
  const source = itemsOf(form).find(({ item }) => item.key === field)?.item;
  if (!source || source.kind === 'group' || !Object.hasOwn(answers, field)) return null;
  return answerTaken(target, source, answers[field] as Answer);
}
