import type { Answers, Row } from '../../../lowcode/form/definition.ts';
import type { Scene } from './scene.ts';

const row = (index: number, fields: Omit<Row, 'id'>): Row => ({ id: `r${index + 1}`, ...fields }) as Row;

/** What people answer to the forms of welfare, family and dwelling, beside who they are. */
export const peopleAnswers: { readonly [service: string]: (scene: Scene) => Answers } = {
  'gao-ling-jin-tie': (scene) => ({ division: scene.plan.village, byProxy: false, ...scene.bank() }),

  'lin-shi-jiu-zhu': (scene) => {
    const urgent = scene.random.chance(0.2);
    const cause = scene.random.pick(urgent ? ['fire', 'traffic', 'drowning'] : ['illness', 'illness', 'study']);
    const happened = -scene.random.between(3, 60);
    const spent = scene.random.between(3000, 40_000);
    return {
      division: scene.plan.village,
      memberCount: String(scene.random.between(1, 6)),
      allowance: scene.random.chance(0.25),
      urgency: urgent ? 'urgent' : 'expense',
      cause,
      happenedOn: scene.day(happened),
      situation: scene.phrases.situations[cause] ?? '',
      ...(urgent
        ? {}
        : {
            expenses: [
              row(0, {
                item: cause === 'study' ? '学费和住宿费' : '住院自付费用',
                amount: String(spent * 100),
                paidOn: scene.day(Math.min(-1, happened + 2)),
              }),
            ],
          }),
      requested: String(Math.min(20_000, Math.round(spent * 0.6)) * 100),
      ...scene.bank(),
    };
  },

  'sheng-yu-deng-ji': (scene) => {
    const status = scene.random.pick(['planning', 'pregnant', 'pregnant', 'born'] as const);
    const children = Array.from({ length: scene.random.pick([0, 0, 1, 1, 2]) }, (_, i) =>
      row(i, {
        childName: scene.name(),
        childSex: scene.random.pick(['male', 'female']),
        childBirth: scene.day(-scene.random.between(800, 3000)),
      }),
    );
    return {
      married: true,
      spouseName: scene.name(),
      spouseIdentity: scene.identity(22, 50),
      marriageDate: scene.day(-scene.random.between(60, 3500)),
      division: scene.plan.village,
      status,
      ...(status === 'pregnant' ? { dueDate: scene.day(scene.random.between(20, 200)) } : {}),
      ...(status === 'born' ? { birthDay: scene.day(-scene.random.between(2, 60)) } : {}),
      ...(children.length > 0 ? { children } : {}),
    };
  },

  'yi-di-jiu-yi-bei-an': (scene) => {
    const filingKind = scene.random.pick(['transfer', 'temporary', 'temporary', 'settled', 'working'] as const);
    const from = scene.random.between(0, 10);
    const ends = filingKind === 'transfer' || filingKind === 'temporary';
    return {
      insurance: scene.random.pick(['resident', 'resident', 'employee']),
      filingKind,
      toCity: scene.random.pick(['430100', '430100', '430200', '440100', '440300', '310100', '420100']),
      ...(filingKind === 'transfer' ? { hospital: '示例省级医院' } : {}),
      fromDate: scene.day(from),
      ...(ends ? { toDate: scene.day(from + scene.random.between(7, 120)) } : {}),
    };
  },

  'zhai-ji-di-yong-di-shen-pi': (scene) => {
    const landKind = scene.random.pick(['cultivated', 'waste', 'other'] as const);
    const area = scene.random.between(80, { cultivated: 130, waste: 210, other: 180 }[landKind]);
    const floors = scene.random.between(1, 3);
    const rest = scene.random.pick([['spouse'], ['spouse', 'child'], ['spouse', 'child', 'child', 'parent']] as const);
    return {
      division: scene.plan.village,
      members: [
        row(0, {
          memberName: scene.applicant.name,
          memberIdentity: scene.applicant.identifier,
          relation: 'self',
        }),
        ...rest.map((relation, i) =>
          row(i + 1, { memberName: scene.name(), memberIdentity: scene.identity(), relation }),
        ),
      ],
      currentHome: false,
      buildReason: scene.random.pick(['separate', 'rebuild', 'relocate']),
      landKind,
      landArea: String(area),
      position: `${scene.applicant.address}旁，东至村道，南至水塘，西至菜地，北至山脚`,
      floors: String(floors),
      height: String(floors * 3 + 2),
      buildingArea: String(area * floors - scene.random.between(0, 20)),
      neighbours: ['east', 'west'].map((side, i) => row(i, { side, neighbourName: scene.name(), agreed: true })),
    };
  },

  'zui-di-sheng-huo-bao-zhang': (scene) => {
    const cause = scene.random.pick(['illness', 'illness', 'disability', 'unemployment', 'education'] as const);
    const member = (memberName: string, memberIdentity: string, relation: string, health: string) => ({
      ...{ memberName, memberIdentity, relation, health },
      work: scene.random.pick(['farming', 'lost', 'none']),
      monthlyIncome: scene.fen(0, 600),
    });
    const health = cause === 'illness' || cause === 'disability' ? cause : 'good';
    const rest = scene.random.pick([[], ['spouse'], ['spouse', 'child'], ['child', 'parent']] as const);
    return {
      division: scene.plan.village,
      cause,
      situation: scene.phrases.situations[cause] ?? '',
      members: [
        row(0, member(scene.applicant.name, scene.applicant.identifier, 'self', health)),
        ...rest.map((relation, i) => row(i + 1, member(scene.name(), scene.identity(), relation, 'good'))),
      ],
      houses: String(scene.random.between(0, 1)),
      vehicle: false,
      deposits: scene.fen(0, 8000),
      ...scene.bank(),
    };
  },
};
