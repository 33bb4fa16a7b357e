import type { Field, Item, Page, Section } from '../../../lowcode/form/definition.ts';
import type { Prefilled } from '../api/filing.ts';
import { FieldLine } from './FieldLine.tsx';
import type { TakeFile } from './FileControl.tsx';
import { GroupRows } from './GroupRows.tsx';
import type { Filling } from './use-form.ts';

interface Part {
  readonly filling: Filling;
  readonly takeFile: TakeFile | null;
  /** What is known by key of field: who applies is shown, not asked again; what records say can be changed unless it is fixed. */
  readonly known?: ReadonlyMap<string, Prefilled>;
}

/** Which pages are filled in here, by key; all where nothing is said. */
interface Whole extends Part {
  readonly pages?: ReadonlySet<string>;
}

/** A form to be filled by staff: all pages one under another, fields as the rules show them. */
export function FormFiller({ filling, takeFile, known, pages }: Whole) {
  const { form, problems } = filling;
  return (
    <div className="filler">
      {form.intro && <p className="quiet">{form.intro.zh}</p>}
      {problems.length > 0 && (
        <div className="notice notice-danger" role="alert">
          <strong>还有 {problems.length} 处需要改正</strong>
          <ul>
            {problems.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <a href={`#${fieldId(path)}`} onClick={(event) => jump(event, path)}>
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {form.pages
        .filter(({ key }) => pages?.has(key) ?? true)
        .map((page) => (
          <FormPage key={page.key} page={page} filling={filling} takeFile={takeFile} known={known} />
        ))}
    </div>
  );
}

/** The id of a field's control in the document. */
export function fieldId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`;
}

function jump(event: React.MouseEvent, path: string): void {
  const control = document.getElementById(fieldId(path));
  if (!control) return;
  event.preventDefault();
  control.scrollIntoView({ block: 'center' });
  control.focus({ preventScroll: true });
}

function isShown(item: Item, filling: Filling): boolean {
  return filling.evaluation.visible.has(item.key);
}

function FormPage({ page, filling, takeFile, known }: { page: Page } & Part) {
  const sections = page.sections.filter((section) => section.items.some((item) => isShown(item, filling)));
  if (sections.length === 0) return null;
  return (
    <section className="block">
      <h2>{page.title.zh}</h2>
      {sections.map((section) => (
        <FormSection key={section.key} section={section} filling={filling} takeFile={takeFile} known={known} />
      ))}
    </section>
  );
}

function FormSection({ section, filling, takeFile, known }: { section: Section } & Part) {
  return (
    <fieldset className="form-section">
      {section.title && <legend>{section.title.zh}</legend>}
      {section.hint && <p className="quiet">{section.hint.zh}</p>}
      <div className="fields">
        {section.items.map((item) => {
          if (!isShown(item, filling)) return null;
          if (item.kind === 'group')
            return <GroupRows key={item.key} group={item} path={item.key} filling={filling} takeFile={takeFile} />;
          return (
            <FieldLine
              key={item.key}
              field={item as Field}
              place={{ key: item.key }}
              filling={filling}
              takeFile={takeFile}
              known={known?.get(item.key)}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
