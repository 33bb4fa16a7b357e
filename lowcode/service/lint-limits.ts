import { isCreditCode } from '../identifier/credit-code.ts';
import type { ServiceDefinition } from './definition.ts';
import type { Say } from './known.ts';

/** Limits, visits, depth online, result and codes: the cross-field rules of the item tables. */
export function lintLimits(service: ServiceDefinition, say: Say): void {
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
  lintVisits(service, say);
  lintResult(service, say);
  lintCodes(service, say);
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
