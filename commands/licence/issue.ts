import type { Applicant } from '../../events/application/events.ts';
import type { Application } from '../../events/application/fold.ts';
import { issue } from '../../events/licence/decide.ts';
import { licence } from '../../events/licence/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { answersOf } from '../../lowcode/form/walk.ts';
import { makeLicenceIdentifier } from '../../lowcode/identifier/licence-identifier.ts';
import { licenceFace } from '../../lowcode/licence/issue.ts';
import { licencePeriod } from '../../lowcode/licence/validity.ts';
import { namesOf } from '../application/names-of-answers.ts';
import { openAnswers } from '../application/open-answers.ts';
import type { CommandContext } from '../context.ts';
import { idFromCommand } from '../ids.ts';
import { fresh } from '../transact.ts';

/**
 * The licence that a granted case issues, ready to be appended in the same commit as the decision; null when the item
 * issues none. Throws LICENCE_PERIOD_UNKNOWN or LICENCE_PERIOD_OVER when the answers leave it no day. The serial in the identifier is date and number of the day, so it is unique for type and issuer.
 */
export async function prepareLicence(context: CommandContext, caseId: string, commandId: string, state: Application) {
  const { licenceType: pinned, region, subject, applicantKind, item } = state.submitted;
  if (!pinned) return null;
  const { definition } = await context.definitions.need('licenceType', pinned.key, pinned.version);
  const issuer = await context.units.need(definition.issuer);
  const serialOfDay = await context.platform.state.takeNumbers(
    `licence/${issuer.code}/${pinned.key}/${context.today}`,
    1,
  );
  const serial = `${context.today.replaceAll('-', '')}${String(serialOfDay).padStart(4, '0')}`;
  const identifier = makeLicenceIdentifier({
    typeCode: definition.typeCode,
    issuer: issuer.creditCode,
    serial,
    version: 1,
  });
  const opened = await openAnswers(context.platform, state);
  const found = licencePeriod(definition, opened.answers, context.today);
  if (!found.ok) throw new Refusal(found.problem.code, found.problem.message.zh);
  const applicant: Applicant = opened.applicant ?? { name: '', identifier: '', phone: '' };
  const { service, form } = state.submitted;
  const filled = await context.definitions.filledFor(service, form);
  const names = await namesOf(context, answersOf(filled.definition, opened.answers));
  const face = licenceFace(definition, opened.answers, filled.definition, names);
  const read = fresh(licence, idFromCommand(commandId, licence.category));
  const events = issue(null, {
    region,
    identifier,
    number: `${definition.name.zh}〔${context.today.slice(0, 4)}〕第${serial.slice(4)}号`,
    licenceType: pinned,
    typeName: definition.name,
    issuer: issuer.code,
    issuerPath: [issuer.code, ...issuer.ancestors],
    holderCodeType: applicantKind === 'company' ? '001' : '111',
    validFrom: found.period.from,
    validTo: found.period.to,
    application: `application/${caseId}`,
    item,
    values: face.open,
    today: context.today,
    subject,
    personal: { holderName: applicant.name, holderCode: applicant.identifier, values: face.personal },
  });
  return { read, events, prepared: { stream: read.stream, identifier } };
}
