import type { Situation } from '../../../lowcode/service/questions.ts';
import type { DataText } from '../parts/reading.tsx';

export interface UnitSummary {
  readonly code: string;
  readonly name: DataText;
}
export interface ServiceSummary {
  readonly key: string;
  readonly name: DataText;
  readonly kind: string;
  readonly unit: UnitSummary;
  readonly audience: readonly string[];
  readonly mode: string;
  readonly legalDays: number;
  readonly promisedDays: number;
  readonly online: boolean;
  readonly onCommitment: boolean;
}
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const SUMMARY = `key name { zh en } kind unit { code name { zh en } } audience mode legalDays promisedDays online onCommitment`;

export const REGION = `query Region { region { code name { zh en } today demonstration serviceCount } }`;
export interface RegionAnswer {
  readonly region: {
    readonly code: string;
    readonly name: DataText;
    readonly today: string;
    readonly demonstration: boolean;
    readonly serviceCount: number;
  };
}

/** 一件事: what happens in a life, in people's own words, each leading to the items it takes. */
export const LIFE_EVENTS = [
  { zh: '孩子出生', en: 'A child is born', search: '出生' },
  { zh: '生育收养', en: 'Having a family', search: '生育' },
  { zh: '结婚成家', en: 'Getting married', search: '结婚' },
  { zh: '开店创业', en: 'Opening a shop', search: '经营' },
  { zh: '建房装修', en: 'Building a home', search: '宅基地' },
  { zh: '买房卖房', en: 'Buying or selling a home', search: '不动产' },
  { zh: '看病就医', en: 'Seeing a doctor', search: '就医' },
  { zh: '求职就业', en: 'Finding work', search: '失业' },
  { zh: '安享晚年', en: 'Growing old', search: '高龄' },
  { zh: '困难求助', en: 'Help in hardship', search: '救助' },
] as const;

/** Life events by their place in `LIFE_EVENTS`, so that one without any service is not offered. */
const EVENTS = LIFE_EVENTS.map(
  ({ search }, at) => `event${at}: services(filter: { search: "${search}" }, first: 1) { totalCount }`,
);

export const HOME = `query Home {
  ${EVENTS.join('\n  ')}
  region { name { zh en } serviceCount }
  themes { theme count }
  datasets { key name { zh en } asOf }
  serviceChanges(first: 4) { on kind count services { key name { zh en } } }
  holidays { from to name }
}`;
export interface ServiceChange {
  readonly on: string;
  readonly kind: 'added' | 'revised';
  readonly count: number;
  readonly services: readonly { readonly key: string; readonly name: DataText }[];
}
export interface HomeAnswer {
  readonly region: { readonly name: DataText; readonly serviceCount: number };
  readonly themes: readonly { readonly theme: string; readonly count: number }[];
  readonly datasets: readonly { readonly key: string; readonly name: DataText; readonly asOf: string }[];
  readonly serviceChanges: readonly ServiceChange[];
  readonly holidays: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  readonly [event: `event${number}`]: { readonly totalCount: number };
}

export const DIRECTORY = `query Directory($filter: ServiceFilter, $after: String) {
  services(filter: $filter, first: 20, after: $after) {
    totalCount
    edges { cursor node { ${SUMMARY} } }
    pageInfo { hasNextPage endCursor }
  }
  themes { theme count }
  units(level: county) { code name { zh en } serviceCount }
}`;
export interface DirectoryAnswer {
  readonly services: Connection<ServiceSummary> & { readonly totalCount: number };
  readonly themes: readonly { readonly theme: string; readonly count: number }[];
  readonly units: readonly (UnitSummary & { readonly serviceCount: number })[];
}

export const UNITS = `query Units($level: UnitLevel, $parent: ID) {
  units(level: $level, parent: $parent) { code name { zh en } level phone address hours serviceCount }
}`;
export interface UnitsAnswer {
  readonly units: readonly (UnitSummary & {
    readonly level: string;
    readonly phone: string | null;
    readonly address: string | null;
    readonly hours: string | null;
    readonly serviceCount: number;
  })[];
}

/** A guided question, as guide and application ask it. */
export const QUESTION = `key label { zh en } hint { zh en } options { value label { zh en } } when { question values }`;

export const GUIDE = `query Guide($key: ID!) {
  service(key: $key) {
    ${SUMMARY} version themes demonstration legalLimitText { zh en }
    unit { code name { zh en } phone address hours }
    pilot { units { name { zh en } } from to only }
    guide {
      implementationCode
      basis { law article text }
      conditions { zh en }
      materials {
        key name { zh en } necessity whenText { zh en } forms copies source
        issuer { zh en } specification { zh en } acceptance { zh en } situations { question values }
      }
      questions { ${QUESTION} }
      fees { name { zh en } standard { zh en } basis reduction { zh en } }
      process { name { zh en } who { zh en } days result { zh en } }
      intakeUnit { code name { zh en } }
      jointUnits { code name { zh en } }
      place { zh en } hours { zh en } consultPhone complaintPhone
      visits visitReason { zh en } onlineDepth
      faq { question { zh en } answer { zh en } }
      resultName { zh en } resultValidYears resultValidText { zh en }
      chart { nodes { key label who column row kind status } edges { from to kind } }
    }
  }
}`;
export interface GuideAnswer {
  readonly service: GuideService | null;
}
export interface GuideService extends ServiceSummary {
  readonly version: number;
  readonly themes: readonly string[];
  readonly demonstration: boolean;
  readonly legalLimitText: DataText | null;
  readonly unit: UnitSummary & {
    readonly phone: string | null;
    readonly address: string | null;
    readonly hours: string | null;
  };
  readonly pilot: {
    readonly units: readonly { readonly name: DataText }[];
    readonly from: string;
    readonly to: string;
    readonly only: boolean;
  } | null;
  readonly guide: Guide | null;
}
export interface Guide {
  readonly implementationCode: string | null;
  readonly basis: readonly { readonly law: string; readonly article: string; readonly text: string | null }[];
  readonly conditions: readonly DataText[];
  readonly questions: readonly Question[];
  readonly materials: readonly Material[];
  readonly fees: readonly {
    readonly name: DataText;
    readonly standard: DataText;
    readonly basis: string;
    readonly reduction: DataText | null;
  }[];
  readonly process: readonly {
    readonly name: DataText;
    readonly who: DataText;
    readonly days: number;
    readonly result: DataText | null;
  }[];
  readonly intakeUnit: UnitSummary | null;
  readonly jointUnits: readonly UnitSummary[];
  readonly place: DataText;
  readonly hours: DataText;
  readonly consultPhone: string;
  readonly complaintPhone: string;
  readonly visits: number;
  readonly visitReason: DataText | null;
  readonly onlineDepth: number;
  readonly faq: readonly { readonly question: DataText; readonly answer: DataText }[];
  readonly resultName: DataText | null;
  readonly resultValidYears: number | null;
  readonly resultValidText: DataText | null;
  readonly chart: ChartData | null;
}
export interface Material {
  readonly key: string;
  readonly name: DataText;
  readonly necessity: string;
  readonly whenText: DataText | null;
  readonly forms: readonly string[];
  readonly copies: number;
  readonly source: string;
  readonly issuer: DataText | null;
  readonly specification: DataText | null;
  readonly acceptance: DataText | null;
  readonly situations: readonly Situation[];
}
export interface Question {
  readonly key: string;
  readonly label: DataText;
  readonly hint: DataText | null;
  readonly options: readonly { readonly value: string; readonly label: DataText }[];
  readonly when: Situation | null;
}
export interface ChartData {
  readonly nodes: readonly {
    readonly key: string;
    readonly label: string;
    readonly who: string | null;
    readonly column: number;
    readonly row: number;
    readonly kind: string;
    readonly status: string;
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: 'next' | 'jump' | 'sendBack';
  }[];
}
