import type { Applicant } from '../../events/application/events.ts';
import { Refusal } from '../../events/stream.ts';
import { isCreditCode } from '../../lowcode/identifier/credit-code.ts';
import { isIdentityNumber } from '../../lowcode/identifier/identity-number.ts';
import { isPhone } from '../../lowcode/identifier/patterns.ts';
import type { Claims } from '../../platform/contract/claims.ts';
import { forbidden, unitsWith } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { unitsToFile } from './who-files.ts';

/** For whom an application is filed, and by whom. */
export interface Filing {
  readonly applicant: Applicant;
  readonly kind: 'person' | 'company';
  readonly subject: string;
  readonly channel: 'web' | 'window' | 'agent' | 'import';
  /** Actor that files for somebody else. */
  readonly filedBy: string | null;
  /** Units of that actor: they may see the case. */
  readonly filingUnits: readonly string[];
}

export interface ApplicantInput extends Applicant {
  readonly kind: 'person' | 'company';
}

/**
 * The applicant is the person who signed in, or, for staff and agents who may file for this item, whom they name. Throws
 * FORBIDDEN for others, NOT_FOUND without such an item, INVALID_APPLICANT with the fields that are wrong.
 */
export async function filingBy(
  context: CommandContext,
  claims: Claims | null,
  input: ApplicantInput | null,
  service: string,
): Promise<Filing> {
  const { actor, platform } = context;
  if (!input) {
    if (!actor.subject || !claims?.identifier || actor.kind === 'staff') throw forbidden();
    const { name, identifier, phone, address } = claims;
    const kind = actor.kind === 'company' ? 'company' : 'person';
    const applicant = { name, identifier, phone: phone ?? '', ...(address ? { address } : {}) };
    return { applicant, kind, subject: actor.subject, channel: 'web', filedBy: null, filingUnits: [] };
  }
  if (actor.kind !== 'system' && unitsWith(actor, 'case.file').length === 0) throw forbidden();
  const pilot = await context.definitions.pilot(service);
  const current = await context.definitions.current('service', service);
  const { definition } = current ?? (await context.definitions.need('service', service, pilot?.version));
  const filingUnits = await unitsToFile(context, definition);
  if (actor.kind !== 'system' && filingUnits.length === 0) throw forbidden();
  checkApplicant(input);
  const { kind, ...applicant } = input;
  const { subject } = await platform.vault.subjectFor(input.identifier);
  const isAgent = actor.roles.some((held) => held.role === 'agent' || held.role === 'village');
  const channel = actor.kind === 'system' ? 'import' : isAgent ? 'agent' : 'window';
  return { applicant, kind, subject, channel, filedBy: actor.id, filingUnits };
}

function checkApplicant(input: ApplicantInput): void {
  const wrong: { path: string; code: string; message: string }[] = [];
  const name = input.name.trim();
  if (name.length < 2 || name.length > 100)
    wrong.push({ path: 'applicant.name', code: 'INVALID_FORMAT', message: '请填写姓名或单位名称（2至100个字）' });
  const valid = input.kind === 'company' ? isCreditCode(input.identifier) : isIdentityNumber(input.identifier);
  if (!valid) {
    const label = input.kind === 'company' ? '统一社会信用代码' : '公民身份号码';
    wrong.push({ path: 'applicant.identifier', code: 'CHECK_DIGIT', message: `${label}不正确，请核对每一位` });
  }
  if (!isPhone(input.phone))
    wrong.push({ path: 'applicant.phone', code: 'INVALID_FORMAT', message: '请填写有效的联系电话' });
  if (wrong.length > 0) throw new Refusal('INVALID_APPLICANT', '申请人信息有误', wrong);
}
