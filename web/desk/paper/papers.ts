import { dateWords, workingDaysWords } from '../../../lowcode/dates.ts';
import type { CasePage } from '../api/model.ts';

/** A notice or decision to the applicant on one sheet (行政许可法 32, 38): signed and dated by the deciding body. */
export interface Paper {
  readonly key: string;
  readonly title: string;
  /** The day of the fact it tells, not of printing. */
  readonly on: string;
  readonly paragraphs: readonly string[];
  /** Several of a kind are numbered. */
  readonly numbered?: boolean;
  readonly list?: readonly { readonly label: string; readonly text: string }[];
  readonly after?: readonly string[];
}

/** The papers that the case has come to, newest first. Each is made of what the log says, so that reprints are the same. */
export function papersOf(page: CasePage): readonly Paper[] {
  const papers = [decision(page), notAccepted(page), stopped(page), acceptance(page), supplement(page)];
  return papers.filter((paper) => paper !== null);
}

const opening = (page: CasePage) =>
  `你（单位）于${dateWords(page.submittedOn)}提出的“${page.service.name.zh}”申请（编号 ${page.number}）`;
const permit = (page: CasePage) => page.service.kind === 'permit';
/** The last fact of a kind. */
const fact = (page: CasePage, event: string) => page.timeline.filter((entry) => entry.event === event).at(-1);

function supplement(page: CasePage): Paper | null {
  const told = fact(page, 'SupplementRequested');
  if (!told || page.defects.length === 0) return null;
  return {
    key: 'supplement',
    title: '申请材料补正告知书',
    on: told.on,
    paragraphs: [`${opening(page)}，经审查，材料不齐全或者不符合法定形式。现一次告知需要补正的全部内容：`],
    numbered: page.defects.length > 1,
    list: page.defects.map(({ label, reason }) => ({ label, text: reason })),
    after: ['请补正后提交。补正材料收到之日起重新计算受理期限。'],
  };
}

function acceptance(page: CasePage): Paper | null {
  if (!page.acceptedOn) return null;
  // As told then: the due date of today may have moved, and the clock may stand.
  const told = [
    page.acceptance?.promisedDue && `本机关承诺于${dateWords(page.acceptance.promisedDue)}前办结`,
    page.acceptance?.legalDue && `法定期限为${dateWords(page.acceptance.legalDue)}`,
  ].filter(Boolean);
  return {
    key: 'acceptance',
    title: '受理通知书',
    on: page.acceptedOn,
    paragraphs: [
      page.deemedAccepted
        ? `${opening(page)}，因未在法定期限内告知是否受理，自收到申请材料之日起即为受理。`
        : `${opening(page)}，经审查，申请材料齐全、符合法定形式，现予以受理。`,
      `${told.length > 0 ? `${told.join('，')}。` : ''}特别程序所需时间不计算在内，另行书面告知。`,
    ],
  };
}

function stopped(page: CasePage): Paper | null {
  const entry = fact(page, 'ClockStopped');
  if (!entry || page.state !== 'suspended') return null;
  return {
    key: 'stopped',
    title: '特别程序告知书',
    on: entry.on,
    paragraphs: [
      `${opening(page)}，办理中依法需要${entry.text.split('，')[0]}，所需时间不计算在办理期限内。程序结束后继续计算。`,
    ],
    ...(entry.detail ? { list: [{ label: '理由', text: entry.detail }] } : {}),
  };
}

function notAccepted(page: CasePage): Paper | null {
  if (page.state !== 'notAccepted' || !page.decidedOn) return null;
  return {
    key: 'decision',
    title: '不予受理决定书',
    on: page.decidedOn,
    paragraphs: [`${opening(page)}，经审查，决定不予受理。`],
    list: reasonsOf(page),
  };
}

function decision(page: CasePage): Paper | null {
  const { state, decidedOn, licence } = page;
  if ((state !== 'granted' && state !== 'refused') || !decidedOn) return null;
  const what = permit(page) ? '行政许可' : '';
  const used = page.daysUsed === null ? '' : `办理用时${workingDaysWords(page.daysUsed)}。`;
  if (state === 'refused')
    return {
      key: 'decision',
      title: `不予${what || '办理'}决定书`,
      on: decidedOn,
      paragraphs: [`${opening(page)}，经审查，决定不予${what ? '许可' : '办理'}。${used}`],
      list: reasonsOf(page),
    };
  return {
    key: 'decision',
    title: `准予${what}决定书`,
    on: decidedOn,
    paragraphs: [
      `${opening(page)}，经审查，符合法定条件，决定准予${what ? '许可' : '办理'}。${used}`,
      ...(licence ? [`颁发《${licence.typeName.zh}》，证照编号：${licence.number}。`] : []),
    ],
  };
}

function reasonsOf({ reasons, remedies }: CasePage): Paper['list'] {
  return [
    { label: '理由和依据', text: reasons ?? '' },
    { label: '救济途径', text: remedies ?? '' },
  ].filter(({ text }) => text !== '');
}
