import type { ReactNode } from 'react';
import { wordFor } from '../../../lowcode/words.ts';
import { type ChaseKind, type MatterPage, type MatterState, SYSTEM, type System } from '../api/matters.ts';
import { useAsk } from '../api/use-ask.ts';
import { Opened } from '../ui/Opened.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';

const TONES: Readonly<Record<MatterState, Tone>> = {
  open: 'primary',
  ended: 'warn',
  done: 'success',
  refused: 'danger',
  withdrawn: 'plain',
};

export function MatterStateTag({ state }: { state: MatterState }) {
  return <Tag tone={TONES[state]}>{wordFor('matterState', state)}</Tag>;
}

const NO_SYSTEM = {
  what: '个系统',
  wanted: '这个系统',
  hint: '可能已经停用，或您的单位没有用到它。',
  to: '/systems',
  list: '内部事务',
};

/** A screen of one system, or that there is none that this person may see. */
export function OpenedSystem({ systemKey, children }: { systemKey: string; children: (system: System) => ReactNode }) {
  const asked = useAsk(SYSTEM, { key: systemKey });
  return (
    <Opened asked={asked} pick={(data) => data.system} none={NO_SYSTEM}>
      {children}
    </Opened>
  );
}

/** That somebody, or the clock, has urged it. */
export function ChasedTag({ kind }: { kind: ChaseKind | null }) {
  return kind && <Tag tone={kind === 'remind' ? 'warn' : 'danger'}>{`已${wordFor('chaseKind', kind)}`}</Tag>;
}

/** What should happen next and who does it, in one sentence. */
export function nextStep(page: MatterPage): string {
  const mine = page.stages.filter((stage) => stage.mine);
  const waiting = mine.flatMap(({ signers }) => signers.filter(({ agrees }) => agrees === null));
  switch (page.state) {
    case 'open': {
      if (page.actions.includes('sign')) return '请您加签：看过内容后写明是否同意。';
      if (waiting.length > 0) return `等待${names(waiting.map(({ unit }) => unit.name.zh))}加签，签完才能办结本环节。`;
      if (mine.length > 0) return `轮到您办理“${names(mine.map(({ title }) => title.zh))}”。`;
      const stages = [...new Set(page.stages.map(({ title }) => title.zh))];
      const units = [...new Set(page.stages.map(({ unit }) => unit.name.zh))];
      return `等待${names(units)}办理“${stages.join('”“')}”。`;
    }
    case 'ended':
      return page.actions.includes('close')
        ? '流程已经走完，请核对后办结（销号）。'
        : '流程已经走完，等待办结（销号）。';
    case 'done':
      return '已办结。';
    case 'refused':
      return '经办人不同意，事务已经终止，理由见办理过程。';
    case 'withdrawn':
      return '发起人已撤回。';
  }
}

function names(all: readonly string[]): string {
  return all.length > 3 ? `${all.slice(0, 3).join('、')}等${all.length}个单位` : all.join('、');
}
