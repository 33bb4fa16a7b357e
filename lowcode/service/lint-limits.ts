import { longestWay } from '../flow/longest.ts';
import { isCreditCode } from '../identifier/credit-code.ts';
import type { ServiceDefinition } from './definition.ts';
import type { KnownDefinitions, Say } from './known.ts';

/** Limits, visits, depth online, result and codes: the cross-field rules of the item tables. */
export function lintLimits(service: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const { mode, legalDays, promisedDays, legalLimitText } = service;
  if (legalDays === 0 && mode !== 'immediate' && legalLimitText === undefined) {
    say('error', 'NO_LEGAL_LIMIT', 'legalDays', '缺少法定办结时限');
  }
  if (legalDays > 0 && promisedDays > legalDays) {
    say(
      'error',
      'LEGAL_LESS_THAN_PROMISED',
      'promisedDays',
      `承诺时限${promisedDays}个工作日超过法定时限${legalDays}个工作日`,
    );
  }
  if (mode === 'immediate' && promisedDays !== 0) {
    say('error', 'IMMEDIATE_WITH_DAYS', 'promisedDays', '即办件的承诺时限应为0');
  }
  if (mode !== 'immediate' && promisedDays === 0) {
    say('error', 'PROMISED_WITHOUT_DAYS', 'promisedDays', '不是即办件，缺少承诺办结时限');
  }
  const steps = service.process.reduce((sum, { days }) => sum + days, 0);
  if (promisedDays > 0 && steps > promisedDays) {
    say('warning', 'PROCESS_LONGER', 'process', `各环节合计${steps}个工作日，超过承诺时限${promisedDays}个工作日`);
  }
  lintFlowLimits(service, known, say);
  lintVisits(service, say);
  lintResult(service, say);
  lintCodes(service, say);
}

/** What the stages of the flow may take together, beside what the law and the promise allow. */
function lintFlowLimits({ flow, legalDays, promisedDays }: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const steps = flow === undefined ? undefined : known.flows.get?.(flow);
  const days = steps ? longestWay(steps) : 0;
  if (legalDays > 0 && days > legalDays) {
    const zh = `办理流程各环节时限合计${days}个工作日，超过法定办结时限${legalDays}个工作日`;
    say('error', 'FLOW_LONGER_THAN_LEGAL', 'flow', zh);
  } else if (promisedDays > 0 && days > promisedDays) {
    const zh = `办理流程各环节时限合计${days}个工作日，超过承诺办结时限${promisedDays}个工作日`;
    say('warning', 'FLOW_LONGER_THAN_PROMISED', 'flow', zh);
  }
}

function lintVisits({ visits, visitReason, onlineDepth, form }: ServiceDefinition, say: Say): void {
  if (visits > 0 && (visitReason === undefined || visitReason.zh.trim() === '')) {
    say('error', 'VISITS_WITHOUT_REASON', 'visitReason', `需要到现场${visits}次，缺少必须到场的原因说明`);
  }
  if (onlineDepth === 4 && visits > 0) {
    say('error', 'DEPTH_WITH_VISITS', 'visits', '网办深度四级（全程网办）的事项到现场次数应为0');
  }
  if (onlineDepth >= 3 && form === undefined) {
    say('warning', 'DEPTH_WITHOUT_FORM', 'onlineDepth', '网办深度三级以上，但没有配置网上申请表');
  }
}

function lintResult({ kind, result, mode }: ServiceDefinition, say: Say): void {
  if (result === undefined) {
    if (kind === 'permit')
      say(
        'error',
        'NO_RESULT',
        'result',
        `行政许可缺少办理结果（${mode === 'reported' ? '上级机关' : '本机关'}核发什么）`,
      );
    return;
  }
  if (result.name.zh.trim() === '') say('error', 'MISSING_ELEMENT', 'result.name', '缺少办理结果名称');
  if (result.sample === undefined || result.sample.zh.trim() === '') {
    say('error', 'RESULT_WITHOUT_SAMPLE', 'result.sample', `办理结果“${result.name.zh}”缺少样本`);
  }
}

/** 31 digits: credit code of the body, level, basic code; 33 with the sub-item. */
function lintCodes({ basicCode, implementationCode }: ServiceDefinition, say: Say): void {
  if (basicCode !== undefined && !/^[0-9]{12}$/.test(basicCode)) {
    say('error', 'BAD_CODE', 'basicCode', '基本编码应为12位数字');
  }
  if (implementationCode === undefined) return;
  const match = /^([0-9A-Z]{18})([1-9])([0-9]{12})(?:[0-9]{2})?$/.exec(implementationCode);
  if (!match || !isCreditCode(match[1] as string)) {
    say(
      'error',
      'BAD_CODE',
      'implementationCode',
      '实施编码应为实施主体统一社会信用代码（18位）+行使层级（1位）+基本编码（12位），可加2位',
    );
  } else if (basicCode !== undefined && match[3] !== basicCode) {
    say('error', 'BAD_CODE', 'implementationCode', '实施编码中的基本编码与事项的基本编码不一致');
  }
}
