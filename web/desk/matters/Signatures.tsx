import { wordFor } from '../../../lowcode/words.ts';
import type { MatterStage } from '../api/matters.ts';
import { Tag } from '../ui/tag.tsx';

/** Who was asked to sign before an open stage ends, and what they said. */
export function Signatures({ stages }: { stages: readonly MatterStage[] }) {
  const asked = stages.flatMap((stage) => stage.signers.map((signer) => ({ ...signer, stage })));
  if (asked.length === 0) return null;
  return (
    <section className="block">
      <h2>加签</h2>
      <ul className="bullets">
        {asked.map(({ stage, unit, role, agrees }) => (
          <li key={`${stage.key} ${unit.code} ${role}`}>
            {unit.name.zh}
            {wordFor('role', role)}（{stage.title.zh}）{' '}
            <Tag tone={agrees === null ? 'warn' : agrees ? 'success' : 'danger'}>
              {agrees === null ? '等待加签' : agrees ? '同意' : '不同意'}
            </Tag>
          </li>
        ))}
      </ul>
    </section>
  );
}
