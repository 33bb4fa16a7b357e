import type { Place } from '../../../lowcode/document/template-text.ts';
import type { FlowDefinition, Notice, OutcomeNotice } from '../../../lowcode/flow/definition.ts';
import { noticePlaces } from '../../../lowcode/flow/notice-facts.ts';
import { fieldsByKey } from '../../../lowcode/flow/notice-text.ts';
import { noticeWords } from '../../../lowcode/flow/notice-words.ts';
import { stagesOf } from '../../../lowcode/flow/walk.ts';
import { type FormDefinition, isPersonal } from '../../../lowcode/form/definition.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { Property } from './properties.ts';

const AT_STAGE: readonly Notice['on'][] = ['entered', 'ended', 'sentBack', 'near', 'over'];

/** The messages about a stage: when, whom, in which words. */
export function stageNotices(flow: FlowDefinition, form: FormDefinition | undefined): Property {
  return notices(flow, form, {
    name: 'stage.notices',
    label: '站内消息',
    moments: AT_STAGE,
    own: '本环节的',
    fresh: flow.purpose === 'office' ? 'actors' : 'applicant',
  });
}

/** The messages about how it ended. */
export function outcomeNotices(flow: FlowDefinition, form: FormDefinition | undefined): Property {
  const office = flow.purpose === 'office';
  return notices(flow, form, {
    name: 'notices',
    label: office ? '办结时的站内消息' : '补正和有了结果时的站内消息',
    moments: office ? ['done', 'refused'] : ['granted', 'refused', 'supplement', 'lapsed'],
    own: '本事项承办单位的',
    fresh: office ? 'unit' : 'applicant',
  });
}

function notices(
  flow: FlowDefinition,
  form: FormDefinition | undefined,
  about: {
    readonly name: string;
    readonly label: string;
    readonly moments: readonly (Notice | OutcomeNotice)['on'][];
    readonly own: string;
    readonly fresh: Notice['to'];
  },
): Property {
  const answers = answerPlaces(form);
  const whom = ['applicant', 'actors', 'unit'].filter((to) => to !== 'applicant' || flow.purpose !== 'office');
  return {
    name: about.name,
    label: about.label,
    kind: 'list',
    item: '通知',
    hint: '到时候发一条站内消息，对方在“我的消息”或工作台里看到，办件记录里也有。',
    sentence: (item) => noticeWords(flow, item as Notice, answers),
    eachFor: (item) => {
      const { on, to } = item as Notice | OutcomeNotice;
      return [
        {
          ...choice(
            'on',
            '什么时候',
            about.moments.map((value) => [value, wordFor('noticeMoment', value)]),
          ),
          needed: true,
        },
        ...(on === 'near'
          ? [{ name: 'before', label: '到期前几天', kind: 'integer', min: 1, max: 365, none: '1' } as const]
          : []),
        {
          ...choice(
            'to',
            '告诉谁',
            whom.map((value) => [value, wordFor('noticeTo', value)]),
          ),
          needed: true,
        },
        ...(to === 'applicant'
          ? []
          : [
              {
                ...choice(
                  'stage',
                  '哪个环节的',
                  stagesOf(flow).map(({ stage }) => [stage.key, stage.title.zh]),
                ),
                none: about.own,
              },
            ]),
        {
          name: 'text',
          label: '怎么说',
          kind: 'placedZh',
          needed: true,
          places: [...noticePlaces(flow, on), ...answers],
          hint: '方括号里的话，有一项没有填写就整句省去。',
        },
      ];
    },
    fresh: () => ({ on: about.moments[0], to: about.fresh, text: { zh: '' } }),
  };
}

function choice(name: string, label: string, options: readonly (readonly [string, string])[]): Property {
  return { name, label, kind: 'select', options: options.map(([value, word]) => ({ value, label: word })) };
}

/** Answers that may stand in a message, each under a name of its own. */
function answerPlaces(form: FormDefinition | undefined): readonly Place[] {
  if (!form) return [];
  const taken = new Set<string>();
  return [...fieldsByKey(form).values()].flatMap((field) => {
    if (isPersonal(field) || field.kind === 'note' || field.kind === 'heading' || field.kind === 'file') return [];
    let label = field.label.zh;
    for (let n = 2; taken.has(label); n++) label = `${field.label.zh}（${n}）`;
    taken.add(label);
    return [{ name: field.key, label }];
  });
}
