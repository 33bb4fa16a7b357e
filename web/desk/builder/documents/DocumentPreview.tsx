import { defaultCalendar } from '../../../../lowcode/calendar/calendar.ts';
import { dateWords } from '../../../../lowcode/dates.ts';
import { compose, type DocumentSource } from '../../../../lowcode/document/compose.ts';
import type { DocumentTemplate } from '../../../../lowcode/document/definition.ts';
import { DOCUMENT_FACTS, type DocumentFacts } from '../../../../lowcode/document/facts.ts';
import type { Answers, FormDefinition } from '../../../../lowcode/form/definition.ts';
import type { ServiceDefinition } from '../../../../lowcode/service/definition.ts';
import { officialNumber, patternProblem } from '../../../../lowcode/system/number.ts';
import { DocumentBody } from '../../paper/DocumentBody.tsx';
import { useDesk } from '../../shell/desk.tsx';

/** The chosen document on A4: filled with the form's first test case where there is one, and with the names of the facts. */
export function DocumentPreview({
  document,
  service,
  form,
}: {
  document: DocumentTemplate | null;
  service: ServiceDefinition;
  form: FormDefinition | null;
}) {
  const { region } = useDesk();
  if (!document)
    return (
      <div className="block">
        <h2>文书样张</h2>
        <p className="quiet">
          还没有自己的文书，打印时用标准样式。可以按表单生成一张套打的申请表，或改写一份标准文书。
        </p>
      </div>
    );
  const source = sourceFor(service, form, region);
  const { title, blocks } = compose(document, source);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a sheet wider than the screen is scrolled by keyboard too
    <section className="paper-preview" aria-label="文书样张" tabIndex={0}>
      <article className="paper printed">
        <p className="paper-unit">{source.facts.unit}</p>
        <h2>{title}</h2>
        <p className="paper-number">{numberShown(document, region.today) ?? `编号 ${source.facts.number}`}</p>
        <DocumentBody blocks={blocks} unit={source.facts.unit ?? ''} on={source.facts.on ?? ''} />
      </article>
    </section>
  );
}

/** The first number of this year, as it will stand on the document. */
function numberShown({ numbering }: DocumentTemplate, today: string): string | null {
  if (!numbering || patternProblem(numbering.pattern) !== null) return null;
  const first = { unit: '', shortCode: '〔单位简码〕', year: today.slice(0, 4), n: 1 };
  return officialNumber({ ...numbering, key: '', title: { zh: '' } }, first);
}

function sourceFor(
  service: ServiceDefinition,
  form: FormDefinition | null,
  region: { readonly code: string; readonly today: string },
): DocumentSource {
  const permit = service.kind === 'permit';
  const named = Object.fromEntries(Object.entries(DOCUMENT_FACTS).map(([fact, label]) => [fact, `〔${label}〕`]));
  const facts = {
    ...named,
    service: service.name.zh,
    permit: permit ? '行政许可' : null,
    act: permit ? '许可' : '办理',
    acceptance: '经审查，申请材料齐全、符合法定形式，现予以受理。',
    on: dateWords(region.today),
  } as DocumentFacts;
  const sample = form?.tests?.find(({ errors }) => Object.keys(errors).length === 0);
  return {
    facts,
    lists: {
      defects: [{ label: '〔材料或填写项〕', text: '〔需要补正的内容〕' }],
      grounds: [
        { label: '理由和依据', text: '〔理由和依据〕' },
        { label: '救济途径', text: '〔救济途径〕' },
      ],
      materials: service.materials.map(({ name }) => ({ label: name.zh, text: '〔文件名〕' })),
    },
    form,
    answers: { ...((sample?.answers ?? {}) as Answers), ...(sample?.computed ?? {}) },
    context: { today: region.today, channel: 'web', applicantKind: 'person', region: region.code },
    calendar: defaultCalendar,
  };
}
