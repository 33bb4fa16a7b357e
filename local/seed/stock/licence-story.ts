import { idFromCommand } from '../../../commands/ids.ts';
import type { Applicant } from '../../../events/application/events.ts';
import { changeState, issue } from '../../../events/licence/decide.ts';
import { licence } from '../../../events/licence/fold.ts';
import { dateOfDay, dayNumber } from '../../../lowcode/calendar/date.ts';
import type { Answers } from '../../../lowcode/form/definition.ts';
import { makeLicenceIdentifier } from '../../../lowcode/identifier/licence-identifier.ts';
import { licenceFace } from '../../../lowcode/licence/issue.ts';
import { licencePeriod } from '../../../lowcode/licence/validity.ts';
import type { LicencePlan } from '../../../samples/generate/plans.ts';
import { type Story, tellerOf } from './story.ts';
import { actorAt, type Item, PERIOD, type World } from './world.ts';

/** Serials of the stock begin with a 9 and have six digits more: no day's live numbers reach them. */
const serialOf = (date: string, kind: 'stock' | 'case', serial: number) =>
  `${date.replaceAll('-', '')}9${kind === 'case' ? '9' : '0'}${String(serial).padStart(6, '0')}`;

/** A licence of the stock that departments held before the cloud and handed over (存量归集). */
export function licenceStory(world: World, plan: LicencePlan, subject: string): Story {
  const type = world.licenceType(plan.type);
  const { definition } = type;
  const issuer = world.unit(definition.issuer);
  const command = `seed/licence/${plan.serial}`;
  const teller = tellerOf(licence, idFromCommand(command, licence.category), command);
  const values = definition.fields.flatMap(({ key, label, personal = false }) =>
    plan.fields[key] ? [{ personal, value: { key, label, value: plan.fields[key] } }] : [],
  );
  const part = (personal: boolean) => values.filter((one) => one.personal === personal).map(({ value }) => value);
  const identifier = makeLicenceIdentifier({
    typeCode: definition.typeCode,
    issuer: issuer.uscc,
    serial: serialOf(plan.validFrom, 'stock', plan.serial),
    version: 1,
  });
  teller.tell('issue', 'system/import', `${plan.validFrom} ${officeTime(plan.serial)}`, (state) =>
    issue(state, {
      region: world.region,
      identifier,
      number: plan.number,
      licenceType: { key: type.key, version: type.version },
      typeName: definition.name,
      issuer: issuer.code,
      issuerPath: issuer.path,
      holderCodeType: plan.holder.kind === 'company' ? '001' : '111',
      validFrom: plan.validFrom,
      validTo: plan.validTo,
      application: null,
      item: null,
      values: part(false),
      today: plan.validFrom,
      subject,
      personal: { holderName: plan.holder.name, holderCode: plan.holder.identifier, values: part(true) },
    }),
  );
  if (plan.state === 'cancelled') {
    const on = between(plan.validFrom, PERIOD.to, plan.serial);
    const reason = world.phrases.cancelled[plan.serial % world.phrases.cancelled.length] as string;
    const clerk = actorAt(world, issuer.code, 'clerk');
    teller.tell('cancel', clerk, `${on} ${officeTime(plan.serial + 7)}`, (state) =>
      state ? changeState(state, { to: 'cancelled', reason, today: on }) : [],
    );
  }
  return teller.story();
}

/** The licence that a granted case of the stock issues in the commit of its decision; null when its item issues none. */
export function licenceOfCase(
  world: World,
  item: Item,
  about: {
    readonly serial: number;
    readonly caseStream: string;
    readonly today: string;
    readonly subject: string;
    readonly applicant: Applicant;
    readonly kind: 'person' | 'company';
    readonly answers: Answers;
  },
) {
  if (!item.licenceType) return null;
  const { key, version, definition } = item.licenceType;
  const issuer = world.unit(definition.issuer);
  const { today, subject, applicant, answers } = about;
  const serial = serialOf(today, 'case', about.serial);
  const identifier = makeLicenceIdentifier({ typeCode: definition.typeCode, issuer: issuer.uscc, serial, version: 1 });
  const command = `seed/case/${about.serial}/licence`;
  const face = licenceFace(definition, answers);
  const found = licencePeriod(definition, answers, today);
  if (!found.ok) throw new Error(`${command}: ${found.problem.message.zh}`);
  const id = idFromCommand(command, licence.category);
  const events = issue(null, {
    region: world.region,
    identifier,
    number: `${definition.name.zh}〔${today.slice(0, 4)}〕第${serial.slice(4)}号`,
    licenceType: { key, version },
    typeName: definition.name,
    issuer: issuer.code,
    issuerPath: issuer.path,
    holderCodeType: about.kind === 'company' ? '001' : '111',
    validFrom: found.period.from,
    validTo: found.period.to,
    application: about.caseStream,
    item: item.service.key,
    values: face.open,
    today,
    subject,
    personal: { holderName: applicant.name, holderCode: applicant.identifier, values: face.personal },
  });
  return { stream: `${licence.category}/${id}`, identifier, events };
}

/** Some minute of a working morning. */
function officeTime(serial: number): string {
  const minute = serial % 180;
  return `${String(9 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Some day after one and up to another, always the same for a serial. */
function between(from: string, to: string, serial: number): string {
  const first = dayNumber(from);
  const span = Math.max(0, dayNumber(to) - first);
  return dateOfDay(first + Math.ceil((span * ((serial * 7919) % 1000)) / 1000));
}
