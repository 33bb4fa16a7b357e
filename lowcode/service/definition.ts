import type { DocumentTemplate } from '../document/definition.ts';
import type { Rule } from '../rule/tree.ts';
import type { Text } from '../text.ts';
import type { GuideQuestion, Situation } from './questions.ts';

/** An implementation item (实施清单, down to the 业务办理项): what the guide shows and what an application is bound to. */
export interface ServiceDefinition {
  readonly name: Text;
  /** 12-digit basic code of the catalogue (基本编码) and 31- or 33-digit implementation code (实施编码). */
  readonly basicCode?: string;
  readonly implementationCode?: string;
  readonly kind: ServiceKind;
  /** Codes of units: who decides, who takes it in when that differs, who decides along. */
  readonly unit: string;
  readonly intakeUnit?: string;
  readonly jointUnits?: readonly string[];
  readonly audience: readonly ('person' | 'company')[];
  readonly themes: readonly string[];
  /** Other words people search by. */
  readonly keywords?: readonly string[];
  readonly mode: 'immediate' | 'promised' | 'joint' | 'reported';
  /** 告知承诺: approval on commitment. */
  readonly onCommitment?: boolean;
  /** Whole working days; 0 for immediate. */
  readonly legalDays: number;
  readonly promisedDays: number;
  /** Says the legal limit in the law's own unit when that is not working days (e.g. 3个月). */
  readonly legalLimitText?: Text;
  readonly basis: readonly Basis[];
  readonly conditions: readonly Text[];
  readonly materials: readonly Material[];
  readonly fees: readonly Fee[];
  readonly process: readonly ProcessStep[];
  readonly place: Text;
  readonly hours: Text;
  readonly consultPhone: string;
  readonly complaintPhone: string;
  /** Visits on site the applicant must make, with the reason when not 0. */
  readonly visits: number;
  readonly visitReason?: Text;
  /** 网办深度 I-IV as 1-4. */
  readonly onlineDepth: 1 | 2 | 3 | 4;
  readonly faq: readonly { readonly question: Text; readonly answer: Text }[];
  readonly result?: {
    readonly name: Text;
    readonly licenceType?: string;
    readonly validYears?: number;
    /** Says how long it holds where the application decides that (e.g. 自开始日期起，按批准的天数). */
    readonly validText?: Text;
    readonly sample?: Text;
  };
  /** Definition keys; the version is fixed when the item is published. Absent: guide only, no online application. */
  readonly form?: string;
  readonly flow?: string;
  /** Official documents and the paper form in the item's own words; for other occasions the standard ones are used. */
  readonly documents?: readonly DocumentTemplate[];
  /** Guided questions (情形引导), asked in this order; the answers choose which materials apply. */
  readonly questions?: readonly GuideQuestion[];
  /** Each material that is sent in gets a place to upload it, without a field in the form. */
  readonly uploadMaterials?: boolean;
  /** Opened as a dataset of its own beside that of all items: its cases in classes, told apart by these fields too. */
  readonly openData?: OpenDataset;
  /** One live application per person and item. */
  readonly onePerPerson?: boolean;
  readonly demonstration?: boolean;
}

/** 开放数据集. */
export interface OpenDataset {
  readonly published?: boolean;
  /** Keys of fields of the application that are not personal: choices, divisions, dates by quarter, numbers as means. */
  readonly columns?: readonly string[];
}

/** The ten kinds of power plus public service; 行政许可 ... 公共服务. */
export type ServiceKind =
  | 'permit' // 行政许可
  | 'penalty' // 行政处罚
  | 'coercion' // 行政强制
  | 'levy' // 行政征收
  | 'benefit' // 行政给付
  | 'inspection' // 行政检查
  | 'confirmation' // 行政确认
  | 'reward' // 行政奖励
  | 'adjudication' // 行政裁决
  | 'other' // 其他行政权力
  | 'publicService'; // 公共服务

export interface Basis {
  readonly law: string;
  /** e.g. 第四十四条. */
  readonly article: string;
  readonly text?: string;
}

export interface Material {
  readonly key: string;
  readonly name: Text;
  readonly necessity: 'required' | 'optional' | 'conditional';
  /** Shown and checked when conditional, over the form's answers. */
  readonly when?: Rule;
  readonly whenText?: Text;
  /** Answers to guided questions under which it applies; all of them must be met. */
  readonly situations?: readonly Situation[];
  readonly form: readonly ('original' | 'copy' | 'electronic')[];
  readonly copies: number;
  readonly source: 'applicant' | 'government' | 'other';
  /** Issuer and specification. */
  readonly issuer?: Text;
  readonly specification?: Text;
  readonly basis?: string;
  readonly acceptance?: Text;
}

export interface Fee {
  readonly name: Text;
  readonly standard: Text;
  readonly basis: string;
  readonly reduction?: Text;
}

export interface ProcessStep {
  readonly name: Text;
  readonly who: Text;
  readonly days: number;
  readonly result?: Text;
}

/** A finding of the guide linter. */
export interface LintFinding {
  readonly level: 'error' | 'warning';
  /** Documented rule code, e.g. `LEGAL_LESS_THAN_PROMISED`. */
  readonly code: string;
  /** Where in the definition, e.g. `materials.2.name`. */
  readonly path: string;
  readonly message: Text;
}
