import type { Answers, Row } from '../../../lowcode/form/definition.ts';
import type { Scene } from './scene.ts';

const row = (index: number, fields: Omit<Row, 'id'>): Row => ({ id: `r${index + 1}`, ...fields }) as Row;

/** What shops and companies answer to the forms of licences and works, beside who they are. */
export const businessAnswers: { readonly [service: string]: (scene: Scene) => Answers } = {
  'ge-ti-gong-shang-hu-deng-ji': (scene) => {
    const shop = scene.shop();
    const tenure = scene.random.pick(['own', 'rent', 'rent', 'free'] as const);
    return {
      form: 'personal',
      hasName: true,
      businessName: shop.name,
      scope: shop.scope,
      staff: String(scene.random.between(1, 6)),
      capital: scene.fen(5000, 300_000),
      division: scene.plan.village,
      premisesAddress: scene.applicant.address,
      tenure,
      ...(tenure === 'rent' ? { leaseUntil: scene.day(scene.random.between(200, 1500)) } : {}),
    };
  },

  'gong-gong-chang-suo-wei-sheng-xu-ke': (scene) => {
    const placeKind = scene.random.pick(['hotel', 'hair', 'hair', 'bath', 'shop', 'cinema'] as const);
    return {
      ...codeOf(scene),
      legalRepresentative: scene.name(),
      placeKind,
      area: String(scene.random.between(20, 1200)),
      ...(placeKind === 'hotel' ? { beds: String(scene.random.between(10, 120)) } : {}),
      ...(placeKind === 'bath' ? { waterSource: 'circulate' } : {}),
      centralAir: false,
      staff: Array.from({ length: scene.random.between(1, 3) }, (_, i) =>
        row(i, {
          staffName: scene.name(),
          certificate: `示例健${scene.plan.serial}${i + 1}`,
          healthUntil: scene.day(scene.random.between(60, 360)),
        }),
      ),
    };
  },

  'shi-pin-jing-ying-xu-ke': (scene) => {
    const businessKind = scene.random.pick(['sale', 'sale', 'catering', 'catering', 'canteen'] as const);
    const items =
      businessKind === 'sale' ? ['bulk'] : scene.random.pick([['hot'], ['hot', 'cold'], ['pastry', 'drink']]);
    return {
      ...codeOf(scene),
      legalRepresentative: scene.name(),
      legalIdentity: scene.identity(),
      businessKind,
      items,
      totalArea: String(scene.random.between(30, 600)),
      ...(items.includes('cold') ? { specialRoomArea: String(scene.random.between(5, 20)) } : {}),
      ...(businessKind === 'sale' ? {} : { diners: String(scene.random.between(10, 300)) }),
      online: false,
      staff: ['manager', 'worker'].map((job, i) =>
        row(i, {
          staffName: scene.name(),
          staffIdentity: scene.identity(18, 60),
          job,
          healthUntil: scene.day(scene.random.between(60, 360)),
        }),
      ),
    };
  },

  'dao-lu-ke-yun-jing-ying': (scene) => {
    const transportKind = scene.random.pick(['regular', 'charter', 'tour'] as const);
    const vehicles = scene.random.between(1, 4);
    return {
      businessLicenceDate: scene.day(-scene.random.between(30, 3000)),
      legalRepresentative: scene.name(),
      transportKind,
      ...(transportKind === 'regular'
        ? { routes: [row(0, { from: '衡山汽车站', to: '白果镇汽车站', distance: '38.5', trips: '12' })] }
        : {}),
      vehicles: Array.from({ length: vehicles }, (_, i) =>
        row(i, { seats: String(scene.random.between(19, 49)), level: 'middle', technical: 'one' }),
      ),
      drivers: Array.from({ length: vehicles + 1 }, (_, i) =>
        row(i, {
          driverName: scene.name(),
          driverIdentity: scene.identity(25, 58),
          qualificationNumber: `示例从业${scene.plan.serial}${i + 1}`,
          licenceClass: 'A1',
          noGraveAccident: true,
        }),
      ),
    };
  },

  'xiao-fang-she-ji-shen-cha': (scene) => ({
    legalRepresentative: scene.name(),
    parties: [
      row(0, {
        partyRole: 'design',
        partyName: scene.company(),
        partyCode: scene.creditCode(),
        qualification: '甲级',
        leader: scene.name(),
      }),
    ],
    projectName: '示例商业综合体',
    projectAddress: '衡山县开云镇示例大道',
    projectKind: scene.random.pick(['new', 'extension', 'alteration']),
    specialKinds: [scene.random.pick(['crowd', 'highrise', 'underground'])],
    needsPlanning: false,
    hasSpecialDesign: false,
    buildings: [
      row(0, {
        ...{ buildingName: '1号楼', usage: '商业', structure: 'frame' },
        height: String(scene.random.between(12, 60)),
        floorsAbove: String(scene.random.between(3, 15)),
        floorsBelow: '1',
        areaAbove: String(scene.random.between(3000, 20_000)),
        areaBelow: String(scene.random.between(1000, 4000)),
      }),
    ],
  }),

  'zhan-yong-wa-jue-dao-lu': (scene) => {
    const purpose = scene.random.pick(['dig', 'dig', 'occupy'] as const);
    const company = scene.applicant.kind === 'company';
    return {
      applicantKind: scene.applicant.kind,
      ...(company ? { legalRepresentative: scene.name() } : {}),
      projectKind: scene.random.pick(['construction', 'repair', 'repair', 'fitting']),
      projectName: scene.random.pick(scene.phrases.projects),
      reason: '管线老化需要更换，施工期间需要临时占用、开挖部分路面。',
      startDate: scene.day(scene.random.between(30, 60)),
      roadSections: Array.from({ length: scene.random.between(1, 2) }, (_, i) =>
        row(i, {
          roadName: scene.random.pick(scene.phrases.roads),
          position: `示例路口至${scene.random.between(10, 200)}号门前`,
          purpose,
          surface: scene.random.pick(['asphalt', 'concrete', 'pavement']),
          length: String(scene.random.between(5, 120)),
          width: String(scene.random.between(1, 4)),
          days: String(scene.random.between(3, 60)),
        }),
      ),
      restorationText: '按原路面结构分层回填夯实，恢复基层和面层，完工后清理现场并申请验收。',
    };
  },
};

/** A person who applies for a shop has the shop's code; a company's is filled in already. */
function codeOf(scene: Scene): Answers {
  return scene.applicant.kind === 'person' ? { creditCode: scene.creditCode() } : {};
}
