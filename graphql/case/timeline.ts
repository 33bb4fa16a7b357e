import type { ApplicationEvent } from '../../events/application/events.ts';
import { dateWords } from '../../lowcode/dates.ts';
import type { SupplementExpiry } from '../../lowcode/flow/definition.ts';
import { expiryWords } from '../../lowcode/flow/supplement-words.ts';
import { words } from '../../lowcode/words.ts';
import { whomTold } from '../message/whom-told.ts';

/** One fact of a case as a sentence. `box` is the opened personal part, null when erased. */
export function sentenceOf(
  event: ApplicationEvent,
  unitName: string,
  box: Box | null,
  around: Around,
): { text: string; detail: string | null } | null {
  switch (event.type) {
    case 'ApplicationSubmitted': {
      const { number, channel } = event.data;
      return { text: `提交申请，编号 ${number}（${words.channel[channel].zh}）`, detail: null };
    }
    case 'SupplementRequested':
      return {
        text: `一次性告知补正内容，共${event.data.defects.length}项${termWords(event.data)}`,
        detail: event.data.defects.map(({ label }, i) => `${label}：${box?.reasons?.[i] ?? '（已删除）'}`).join('；'),
      };
    case 'SupplementLapsed':
      return { text: `${dateWords(event.data.due)}的补正期限已过，没有补正`, detail: null };
    case 'SupplementProvided':
      return { text: '申请人提交补正', detail: null };
    case 'ApplicationAccepted': {
      const { deemed, promisedDue } = event.data;
      const due = promisedDue ? `，应于${dateWords(promisedDue)}前办结` : '，办结日期待定';
      return deemed
        ? { text: `逾期未告知，自收件之日起视为受理${due}`, detail: '行政许可法第三十二条' }
        : { text: `${unitName}受理${due}`, detail: null };
    }
    case 'ApplicationNotAccepted':
      return { text: '不予受理', detail: sentences(box?.reasons, box?.remedies) };
    case 'StagesEntered':
      return { text: `进入环节：${event.data.stages.map((stage) => stage.title.zh).join('、')}`, detail: null };
    case 'StageCompleted': {
      const { stageTitle, decision, flow } = event.data;
      const [yes, no] = around.decides ? ['准予', '不予许可'] : ['通过', '不通过'];
      // What is left to do after a decision is done, not judged.
      const done = flow.outcome !== null && !around.decides;
      const verdict = done ? '办结' : decision === 'pass' ? yes : no;
      return { text: `${stageTitle.zh}：${verdict}`, detail: sentences(box?.opinion, box?.reasons, box?.remedies) };
    }
    case 'StageSentBack': {
      const { stageTitle, toTitle } = event.data;
      return { text: `${stageTitle.zh}：退回“${toTitle.zh}”重办`, detail: box?.reason ?? null };
    }
    case 'SignerAdded': {
      const { stageTitle, signer } = event.data;
      return {
        text: `${stageTitle.zh}：请${around.nameOf(signer.unit)}${words.role[signer.role].zh}加签`,
        detail: box?.reason ?? null,
      };
    }
    case 'SignatureGiven': {
      const { stageTitle, signer, agrees } = event.data;
      const who = `${around.nameOf(signer.unit)}${words.role[signer.role].zh}`;
      return { text: `${stageTitle.zh}：${who}加签，${agrees ? '同意' : '不同意'}`, detail: box?.opinion ?? null };
    }
    case 'ClockStopped':
      return { text: `${words.procedure[event.data.procedure].zh}，计时中止`, detail: box?.reason ?? null };
    case 'ClockRestarted': {
      const { procedure, daysStopped, promisedDue } = event.data;
      const days = daysStopped === null ? '' : `，不计${daysStopped}个工作日`;
      const due = promisedDue ? `，应于${dateWords(promisedDue)}前办结` : '';
      return { text: `${words.procedure[procedure].zh}结束，恢复计时${days}${due}`, detail: box?.result ?? null };
    }
    case 'LimitExtended':
      return { text: `经批准延长${event.data.days}个工作日`, detail: box?.reason ?? null };
    case 'LimitRecounted': {
      const { promisedDue } = event.data;
      const due = promisedDue ? `，应于${dateWords(promisedDue)}前办结` : '';
      return { text: `放假安排已发布，重新计算办理期限${due}`, detail: null };
    }
    case 'ApplicationDecided': {
      const { outcome, licenceIdentifier, daysUsed } = event.data;
      const used = daysUsed === null ? '' : `，用时${daysUsed}个工作日`;
      if (outcome === 'refused') return { text: `决定不予许可${used}`, detail: sentences(box?.reasons, box?.remedies) };
      const licence = licenceIdentifier ? `，颁发证照 ${licenceIdentifier}` : '';
      return { text: `决定准予${used}${licence}`, detail: null };
    }
    case 'DocumentNumbered':
      return { text: `编文号：${event.data.official}`, detail: null };
    case 'CaseMigrated': {
      const { from, to, dropped } = event.data;
      const moved = [
        ...(from.form.version === to.form.version ? [] : [`表单第${from.form.version}版改为第${to.form.version}版`]),
        ...(from.flow.version === to.flow.version ? [] : [`流程第${from.flow.version}版改为第${to.flow.version}版`]),
      ];
      const left = dropped.length > 0 ? `不再保留：${dropped.join('、')}` : undefined;
      return { text: `改按新版本办理：${moved.join('，')}`, detail: sentences(box?.reason, left) };
    }
    case 'ApplicationWithdrawn':
      return { text: around.lapses ? '视为撤回申请' : '申请人撤回申请', detail: box?.reason ?? null };
    case 'ApplicationRated':
      return { text: `评价：${event.data.stars}星`, detail: event.data.tags.join('、') || null };
    case 'NoticeSent':
      return { text: `站内消息告知${whomTold(event.data, around.nameOf)}`, detail: box?.text?.zh ?? '（已删除）' };
    case 'NoticesPlanned':
      return null;
  }
}

/** ，应于2026年3月20日前补正，逾期视为撤回申请. */
function termWords({ due, expiry }: { readonly due: string | null; readonly expiry: SupplementExpiry }): string {
  return due === null ? '' : `，应于${dateWords(due)}前补正，${expiryWords(expiry)}`;
}

/** What a sentence needs to know beside its fact. */
interface Around {
  /** Whether the case was decided in the same commit. */
  readonly decides: boolean;
  /** Whether the term of a supplement passed in the same commit. */
  readonly lapses: boolean;
  readonly nameOf: (unit: string) => string;
}

/** Personal parts of any of the events. */
export interface Box {
  readonly reasons?: string & readonly string[];
  readonly remedies?: string;
  readonly opinion?: string;
  readonly reason?: string;
  readonly result?: string;
  readonly text?: { readonly zh: string };
}

function sentences(...parts: (string | undefined)[]): string | null {
  return parts.filter((part) => part?.trim()).join('；') || null;
}
