import { makeLicenceIdentifier } from '../identifier/licence-identifier.ts';
import type { Answers, Field, FieldKind, FormContext, FormDefinition, Section } from './definition.ts';

/** A form with every kind of field once, and answers to it as they are kept: what all renderings and schemas are held against. */
const options = [
  { value: 'person', label: { zh: '个人', en: 'Person' } },
  { value: 'company', label: { zh: '单位', en: 'Organisation' } },
];

const FIELDS: { readonly [K in FieldKind]: readonly [label: string, more?: Partial<Field>] } = {
  text: ['项目名称', { max: '40' }],
  longText: ['申请理由', { hint: { zh: '写明时间、地点和原因' } }],
  personName: ['姓名'],
  number: ['长度', { unit: { zh: '米' }, digits: 1 }],
  integer: ['天数', { min: '1', max: '90', unit: { zh: '天' } }],
  money: ['保证金', { capitals: true }],
  boolean: ['是否占用车行道'],
  choice: ['民族', { codeList: 'ethnicity' }],
  choices: ['适用对象', { options }],
  rating: ['办事体验'],
  date: ['证件有效期至', { openEnd: true }],
  dateRange: ['合同期限', { openEnd: true }],
  time: ['开始时间'],
  appointment: ['预约到场', { slots: { times: ['09:00-10:00', '10:00-11:00'], weekdays: [1, 3, 5] } }],
  identityNumber: ['身份证号码'],
  creditCode: ['统一社会信用代码'],
  certificate: ['法定代表人证件', { certificates: ['111', '414', '516', '511'] }],
  person: ['委托代理人'],
  company: ['施工单位'],
  licenceReference: ['营业执照标识'],
  propertyUnit: ['不动产单元号'],
  licencePlate: ['车牌号'],
  bankCard: ['收款账号'],
  mobilePhone: ['手机号码'],
  landline: ['单位座机'],
  phone: ['联系电话'],
  email: ['电子邮箱'],
  postcode: ['邮政编码'],
  division: ['所在村（社区）'],
  residence: ['户籍地'],
  address: ['通信地址'],
  place: ['项目位置'],
  geometry: ['占用范围', { draws: 'polygon' }],
  unit: ['承办单位', { levels: ['county'] }],
  units: ['协办单位', { levels: ['county', 'town'] }],
  staff: ['经办人'],
  file: ['施工方案', { material: 'plan', fileKinds: ['pdf', 'docx'], maxMegabytes: 10, maxFiles: 2 }],
  image: ['现场照片', { maxFiles: 3, maxMegabytes: 5 }],
  hidden: ['内部分类', { computed: { op: 'text', value: '普通' } }],
  heading: ['承诺与签名'],
  note: ['提交后不能修改，请先核对。'],
  consent: [
    '同意核验本人信息',
    {
      terms: {
        version: '2026-1',
        text: { zh: '为办理本事项，授权受理部门向公安、市场监管部门核验本人提供的姓名和证件号码。' },
      },
    },
  ],
  declaration: ['以上内容真实有效，如有虚假，愿意承担法律责任'],
  signature: ['申请人签名'],
};

const PARTS: readonly (readonly [key: string, title: string, first: FieldKind])[] = [
  ['words', '文字和数', 'text'],
  ['times', '选择和时间', 'boolean'],
  ['papers', '证件和号码', 'identityNumber'],
  ['contact', '联系方式和地点', 'mobilePhone'],
  ['office', '单位和附件', 'unit'],
  ['close', '确认', 'hidden'],
];

export const EVERY_KIND = Object.keys(FIELDS) as readonly FieldKind[];

/** The field of a kind; its key is `a` and the kind with a capital, so that no reserved name is taken. */
export function keyOfKind(kind: FieldKind): string {
  return `a${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

export function fieldOfKind(kind: FieldKind): Field {
  const [zh, more = {}] = FIELDS[kind];
  return { kind, key: keyOfKind(kind), label: { zh }, ...more };
}

export const everyKindForm: FormDefinition = {
  title: { zh: '各类填写项示例', en: 'Every kind of field' },
  pages: PARTS.map(([key, zh, first], i) => {
    const end = PARTS[i + 1]?.[2];
    const kinds = EVERY_KIND.slice(EVERY_KIND.indexOf(first), end && EVERY_KIND.indexOf(end));
    const section: Section = { key: `${key}Part`, items: kinds.map(fieldOfKind) };
    return { key, title: { zh }, sections: [section] };
  }),
};

const file = (id: string, name: string, type: string) => ({ id, name, size: 1024, type });

/** Valid answers to all of them, in the form in which they are kept. */
export const everyKindAnswers: Answers = {
  aText: '社区惠民市集',
  aLongText: '周末摆放摊位。\n供居民买卖农产品。',
  aPersonName: '阿依古丽·买买提',
  aNumber: '30.5',
  aInteger: '2',
  aMoney: '120050',
  aBoolean: false,
  aChoice: '15',
  aChoices: ['person', 'company'],
  aRating: '4',
  aDate: '9999-12-31',
  aDateRange: { from: '2026-03-09', to: '9999-12-31' },
  aTime: '08:30',
  aAppointment: { date: '2026-03-09', time: '09:00-10:00' },
  aIdentityNumber: '11010519491231002X',
  aCreditCode: '91350100M000100Y43',
  aCertificate: { certificateKind: '414', certificateNumber: 'E12345678' },
  aPerson: { name: '𠮷田花', certificateKind: '111', certificateNumber: '11010519491231002X' },
  aCompany: { name: '示例建设有限公司', creditCode: '91350100M000100Y43' },
  aLicenceReference: makeLicenceIdentifier({
    typeCode: '91350100M000100Y43001',
    issuer: '91350100M000100Y43',
    serial: 'A1',
    version: 1,
  }),
  aPropertyUnit: '430423001001GB00001F00010001',
  aLicencePlate: '湘AD12345',
  aBankCard: '6200000000000000000',
  aMobilePhone: '13800000001',
  aLandline: '0734-5812345',
  aPhone: '5812345',
  aEmail: 'a@example.com',
  aPostcode: '421300',
  aDivision: '430423100',
  aResidence: { division: '430423', detail: '开云镇金溪社区示例路12号' },
  aAddress: '开云镇示例路12号',
  aPlace: '112.869,27.232',
  aGeometry: '{"type":"Polygon","coordinates":[[[112.869,27.232],[112.87,27.232],[112.87,27.233],[112.869,27.232]]]}',
  aUnit: '430423',
  aUnits: ['430423', '430423-cgj'],
  aStaff: '430423-cgj/clerk',
  aFile: [file('f1', '施工方案.pdf', 'application/pdf')],
  aImage: [file('f2', '现场.jpg', 'image/jpeg')],
  aHidden: '普通',
  aConsent: '2026-1',
  aDeclaration: true,
  aSignature: { name: '𠮷田花', own: true },
};

export const aMonday: FormContext = { today: '2026-03-16', channel: 'web', applicantKind: 'person', region: '430423' };
