import { ask } from '../api/ask.ts';
import { CHANGE_LICENCE_STATE } from '../api/licences.ts';
import type { LicencePage, LicenceState } from '../api/model.ts';
import type { Action } from '../ui/action.ts';

interface Move {
  readonly label: string;
  readonly intro: string;
  readonly done: string;
  /** Nothing follows: the licence can never be valid again. */
  readonly ends: boolean;
}

/** What each change means in law (行政许可法 69, 70; 行政处罚法 9), said before one does it. */
const MOVES: Readonly<Partial<Record<LicenceState, Move>>> = {
  withheld: {
    label: '暂扣',
    intro: '依法暂时停止使用，期满或整改后可以恢复。',
    done: '证照已暂扣',
    ends: false,
  },
  valid: { label: '恢复有效', intro: '暂扣的原因已经消除，证照恢复效力。', done: '证照已恢复有效', ends: false },
  annulled: {
    label: '撤销',
    intro: '不应当准予而准予的，或以欺骗、贿赂等不正当手段取得的，依法撤销。',
    done: '证照已撤销',
    ends: true,
  },
  revoked: { label: '吊销', intro: '作为行政处罚取消持有人的许可，应当先有处罚决定。', done: '证照已吊销', ends: true },
  cancelled: {
    label: '注销',
    intro: '有效期届满未延续、持有人终止，或许可依法被撤销、撤回、吊销的，办理注销。',
    done: '证照已注销',
    ends: true,
  },
  transferred: { label: '转出', intro: '证照转到其他发证机关管理，本机关不再管理。', done: '证照已转出', ends: true },
};

/** The changes that the viewer may make, each with its reason; what cannot be undone is confirmed. */
export function licenceActions(page: LicencePage): readonly Action<LicencePage>[] {
  return page.moves.flatMap((to) => {
    const move = MOVES[to];
    return move ? [action(page, to, move)] : [];
  });
}

function action(page: LicencePage, to: LicenceState, { label, intro, done, ends }: Move): Action<LicencePage> {
  return {
    key: to,
    label,
    intro: `${intro}状态变更立即生效，他人核验时即可看到。`,
    submit: label,
    danger: ends,
    fields: [
      { name: 'reason', label: '理由和依据', kind: 'longText', hint: '写入证照的变更记录，持有人可以看到。' },
      {
        name: 'sure',
        label: `我已核对是“${page.number}”，确认${label}${ends ? '。此后不能恢复' : ''}。`,
        kind: 'confirm',
      },
    ],
    done,
    act: (each, values, commandId) =>
      ask(CHANGE_LICENCE_STATE, {
        id: each.id,
        to,
        reason: String(values.reason),
        expect: each.revision,
        commandId,
      }),
  };
}
