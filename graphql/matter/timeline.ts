import type { MatterEvent } from '../../events/matter/events.ts';
import { dateWords } from '../../lowcode/dates.ts';
import { wordFor } from '../../lowcode/words.ts';
import type { Commit } from '../../platform/contract/log.ts';
import type { Context } from '../context.ts';
import { whomTold } from '../message/whom-told.ts';
import { submitterName } from '../people/names.ts';

/** Every fact of a matter as a sentence. */
export async function matterTimeline(context: Context, commits: readonly Commit[]) {
  const told = await Promise.all(
    commits.flatMap((commit) =>
      commit.events.map(async (stored) => {
        const event = stored as unknown as MatterEvent;
        const sealed = 'personal' in event.data ? event.data.personal : null;
        const box = typeof sealed === 'string' ? ((await context.loaders.open(sealed)) as unknown as Box | null) : null;
        const said = await sentenceOf(context, event, box);
        if (!said) return [];
        const actor = await submitterName(context, commit.actor);
        const { ordinal, at } = commit;
        return [{ ordinal, at, on: event.data.today, ...said, actor, event: event.type }];
      }),
    ),
  );
  return told.flat();
}

/** Personal parts of any of the events. */
interface Box {
  readonly opinion?: string;
  readonly reason?: string;
  readonly question?: string;
  readonly words?: string;
  readonly text?: { readonly zh: string };
}

async function sentenceOf(
  context: Context,
  event: MatterEvent,
  box: Box | null,
): Promise<{ text: string; detail: string | null } | null> {
  const name = async (unit: string) => (await context.loaders.unit(unit))?.name.zh ?? '';
  const names = async (units: readonly string[]) => {
    const first = await Promise.all(units.slice(0, 3).map(name));
    return units.length > 3 ? `${first.join('、')}等${units.length}个单位` : first.join('、');
  };
  switch (event.type) {
    case 'MatterBegun':
      return { text: `${await name(event.data.unit)}发起，登记号 ${event.data.number}`, detail: null };
    case 'MatterStagesEntered': {
      const { stages } = event.data;
      const titles = [...new Set(stages.map(({ title }) => title.zh))].join('、');
      const [due] = stages.flatMap((stage) => stage.due ?? []).sort();
      const until = due ? `，应于${dateWords(due)}前办结` : '';
      return { text: `进入环节：${titles}（${await names(stages.map(({ unit }) => unit))}）${until}`, detail: null };
    }
    case 'MatterLimitsRecounted': {
      const [due] = event.data.stages.flatMap((stage) => stage.due ?? []).sort();
      const until = due ? `，应于${dateWords(due)}前办结` : '';
      return { text: `放假安排已发布，重新计算办理期限${until}`, detail: null };
    }
    case 'MatterStageEnded': {
      const { stageTitle, stageUnit, decision } = event.data;
      const verdict = decision === 'pass' ? '办结' : '不同意';
      return { text: `${await name(stageUnit)}${verdict}“${stageTitle.zh}”`, detail: box?.opinion || null };
    }
    case 'MatterSentBack': {
      const { stageUnit, stageTitle, toTitle } = event.data;
      const text = `${await name(stageUnit)}从“${stageTitle.zh}”退回到“${toTitle.zh}”`;
      return { text, detail: box?.reason ?? null };
    }
    case 'SignerAsked': {
      const { signer, stageTitle } = event.data;
      const whom = `${await name(signer.unit)}${wordFor('role', signer.role)}`;
      return { text: `“${stageTitle.zh}”请${whom}加签`, detail: box?.question || null };
    }
    case 'SignerSigned': {
      const { signer, agrees } = event.data;
      return { text: `${await name(signer.unit)}加签：${agrees ? '同意' : '不同意'}`, detail: box?.opinion || null };
    }
    case 'MatterNumbered': {
      const { title, official } = event.data;
      return { text: `编${title.zh}：${official}`, detail: null };
    }
    case 'MatterChased': {
      const { kind, stageTitle, told } = event.data;
      return {
        text: `${wordFor('chaseKind', kind)}“${stageTitle.zh}”：${await names(told)}`,
        detail: box?.words ?? null,
      };
    }
    case 'MatterStagesDropped':
      return null;
    case 'MatterEnded':
      return { text: `流程办完，等待${await name(event.data.closer.unit)}办结`, detail: null };
    case 'MatterClosed':
      return { text: event.data.outcome === 'done' ? '办结' : '不同意，事务终止', detail: box?.opinion || null };
    case 'MatterWithdrawn':
      return { text: '发起人撤回', detail: box?.reason ?? null };
    case 'MatterNoticeSent': {
      const [first] = event.data.places;
      const unit = first ? await name(first.unit) : '';
      return { text: `站内消息告知${whomTold(event.data, () => unit)}`, detail: box?.text?.zh ?? '（已删除）' };
    }
    case 'MatterNoticesPlanned':
      return null;
  }
}
