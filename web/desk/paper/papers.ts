import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import { shortDateWords, workingDaysWords } from '../../../lowcode/dates.ts';
import { compose, type DocumentSource, type Printed } from '../../../lowcode/document/compose.ts';
import type { DocumentTemplate, Occasion } from '../../../lowcode/document/definition.ts';
import { documentsOf } from '../../../lowcode/document/standard.ts';
import type { Answers } from '../../../lowcode/form/definition.ts';
import { moneyFigure } from '../../../lowcode/money.ts';
import type { CasePage } from '../api/model.ts';

/** A document of a case as it is printed: dated with the day of the fact it tells, not of printing, without the day of the week (GB/T 9704). */
export interface Paper extends Printed {
  readonly on: string;
  /** The official number that it was given with the decision. */
  readonly official: string | null;
}

/**
 * The documents that the case has come to, newest occasion first, by the templates of the item's version that the case is bound to.
 * Each is made of what the log says, so that reprints are the same.
 */
export function papersOf(page: CasePage, region: string): readonly Paper[] {
  return documentsOf(page.service.documents).flatMap((template) => {
    const on = dayOf(template, page);
    if (on === null) return [];
    const official = page.documentNumbers.find(({ document }) => document === template.key)?.official ?? null;
    return [{ ...compose(template, sourceOf(page, region, on, official)), on, official }];
  });
}

/** The day of the fact that a template tells; null when the case has not come to it. */
function dayOf({ occasion }: DocumentTemplate, page: CasePage): string | null {
  const days: { readonly [one in Occasion]: string | null } = {
    application: page.answers ? page.submittedOn : null,
    supplement: page.defects.length > 0 ? (fact(page, 'SupplementRequested')?.on ?? null) : null,
    acceptance: page.acceptedOn,
    suspension: page.state === 'suspended' ? (fact(page, 'ClockStopped')?.on ?? null) : null,
    notAccepted: page.state === 'notAccepted' ? page.decidedOn : null,
    granted: page.state === 'granted' ? page.decidedOn : null,
    refused: page.state === 'refused' ? page.decidedOn : null,
  };
  return days[occasion];
}

/** The last fact of a kind. */
const fact = (page: CasePage, event: string) => page.timeline.filter((entry) => entry.event === event).at(-1);
const words = (date: string | null | undefined) => (date ? shortDateWords(date) : null);

function sourceOf(page: CasePage, region: string, on: string, official: string | null): DocumentSource {
  const permit = page.service.kind === 'permit';
  const stopped = fact(page, 'ClockStopped');
  const grounds = [
    { label: '理由和依据', text: page.reasons ?? '' },
    { label: '救济途径', text: page.remedies ?? '' },
  ];
  return {
    facts: {
      number: page.number,
      documentNumber: official,
      service: page.service.name.zh,
      unit: page.unit.name.zh,
      applicant: page.applicantName ?? '申请人',
      submittedOn: shortDateWords(page.submittedOn),
      acceptedOn: words(page.acceptedOn),
      acceptance: page.deemedAccepted
        ? '因未在法定期限内告知是否受理，自收到申请材料之日起即为受理。'
        : '经审查，申请材料齐全、符合法定形式，现予以受理。',
      // As told at acceptance: the due date of today may have moved, and the clock may stand.
      promisedDue: words(page.acceptance?.promisedDue),
      legalDue: words(page.acceptance?.legalDue),
      procedure: stopped?.text.split('，')[0] ?? null,
      procedureReason: stopped?.detail ?? null,
      decidedOn: words(page.decidedOn),
      daysUsed: page.daysUsed === null ? null : workingDaysWords(page.daysUsed),
      fee: page.fee === null ? null : moneyFigure(page.fee),
      licenceType: page.licence?.typeName.zh ?? null,
      licence: page.licence?.number ?? null,
      permit: permit ? '行政许可' : null,
      act: permit ? '许可' : '办理',
      on: shortDateWords(on),
    },
    lists: {
      defects: page.defects.map(({ label, reason }) => ({ label, text: reason })),
      grounds: grounds.filter(({ text }) => text !== ''),
      materials: page.attachments.map(({ name, material }) => ({ label: materialName(page, material), text: name })),
    },
    form: page.formVersion.definition,
    answers: (page.answers ?? {}) as Answers,
    context: {
      today: page.submittedOn,
      channel: page.channel,
      applicantKind: page.applicant?.kind ?? 'person',
      region,
    },
    calendar: defaultCalendar,
  };
}

function materialName(page: CasePage, key: string | null): string {
  return page.service.guide?.materials.find((material) => material.key === key)?.name.zh ?? '材料';
}
