import type { CasePage } from '../api/model.ts';

/** What the applicant was told to supply, all at once. */
export function Defects({ title, defects }: { title: string; defects: CasePage['defects'] }) {
  return (
    <section className="block">
      <h2>{title}</h2>
      <ol className="defects">
        {defects.map((defect) => (
          <li key={`${defect.at} ${defect.reason}`}>
            <strong>{defect.label}</strong>
            <p>{defect.reason}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
