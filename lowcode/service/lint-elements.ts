import { isPhone } from '../identifier/patterns.ts';
import type { ServiceDefinition } from './definition.ts';
import type { Say } from './known.ts';
import { THEMES, themeProblem } from './themes.ts';
import { vacuousPart } from './vacuous.ts';

/** The eight elements (name, basis, conditions, materials, place, hours, phone, process), audience and fees. */
export function lintElements(service: ServiceDefinition, say: Say): void {
  const given = (text: string | undefined, path: string, what: string): void => {
    if (text === undefined || text.trim() === '') {
      say('error', 'MISSING_ELEMENT', path, `缺少${what}`);
      return;
    }
    const part = vacuousPart(text);
    if (part) say('error', 'VACUOUS', path, `${what}中的“${part}”没有实际内容，请写明具体名称`);
  };
  const some = (list: readonly unknown[], path: string, what: string) => {
    if (list.length === 0) say('error', 'MISSING_ELEMENT', path, `缺少${what}`);
  };
  given(service.name.zh, 'name', '事项名称');
  some(service.basis, 'basis', '办理依据');
  service.basis.forEach(({ law, article }, i) => {
    given(law, `basis.${i}.law`, '依据的法律法规名称');
    given(article, `basis.${i}.article`, `《${law}》的具体条款`);
  });
  some(service.conditions, 'conditions', '受理条件');
  service.conditions.forEach(({ zh }, i) => {
    given(zh, `conditions.${i}`, '受理条件');
  });
  some(service.materials, 'materials', '申请材料');
  given(service.place.zh, 'place', '办理地点');
  given(service.hours.zh, 'hours', '办理时间');
  lintPhones(service, say);
  lintProcess(service, say);
  service.fees.forEach((fee, i) => {
    given(fee.name.zh, `fees.${i}.name`, '收费项目名称');
    given(fee.standard.zh, `fees.${i}.standard`, '收费标准');
    given(fee.basis, `fees.${i}.basis`, '收费依据');
  });
  lintAudience(service, say);
  service.faq.forEach(({ question, answer }, i) => {
    if (question.zh.trim() === '')
      say('error', 'MISSING_ELEMENT', `faq.${i}.question`, `缺少第${i + 1}个常见问题的提问`);
    if (answer.zh.trim() === '') say('error', 'MISSING_ELEMENT', `faq.${i}.answer`, `缺少第${i + 1}个常见问题的解答`);
  });
}

function lintPhones({ consultPhone, complaintPhone }: ServiceDefinition, say: Say): void {
  for (const [phone, path, what] of [
    [consultPhone, 'consultPhone', '咨询电话'],
    [complaintPhone, 'complaintPhone', '监督投诉电话'],
  ] as const) {
    if (phone.trim() === '') say('error', 'MISSING_ELEMENT', path, `缺少${what}`);
    else if (!isPhone(phone)) say('error', 'BAD_PHONE', path, `${what}“${phone}”不是有效的电话号码，应如0734-5812345`);
  }
  if (consultPhone !== '' && consultPhone === complaintPhone) {
    say('error', 'SAME_PHONES', 'complaintPhone', '监督投诉电话不能与咨询电话相同');
  }
}

function lintProcess({ process, kind, faq }: ServiceDefinition, say: Say): void {
  if (process.length === 0) say('error', 'MISSING_ELEMENT', 'process', '缺少办理流程');
  process.forEach(({ name, who }, i) => {
    if (name.zh.trim() === '') say('error', 'MISSING_ELEMENT', `process.${i}.name`, `缺少第${i + 1}个办理环节的名称`);
    if (who.zh.trim() === '')
      say('error', 'MISSING_ELEMENT', `process.${i}.who`, `办理环节“${name.zh}”没有写明由谁办理`);
  });
  if (kind !== 'permit') return;
  if (process.length > 0 && process.length < 5) {
    say('error', 'PERMIT_FEW_STEPS', 'process', `行政许可的办理流程至少5个环节，现有${process.length}个`);
  }
  if (faq.length === 0) say('error', 'PERMIT_WITHOUT_FAQ', 'faq', '行政许可事项至少需要1个常见问题');
}

function lintAudience({ audience, themes, keywords }: ServiceDefinition, say: Say): void {
  if (audience.length === 0) say('error', 'NO_AUDIENCE', 'audience', '缺少服务对象：个人或法人');
  if (themes.length === 0) say('warning', 'NO_THEME', 'themes', '没有主题分类，群众按主题找不到');
  if ((keywords ?? []).length === 0) say('warning', 'NO_KEYWORDS', 'keywords', '没有关键词，群众用平常说法可能搜不到');
  themes.forEach((theme, i) => {
    const unknown = themeProblem(theme);
    if (unknown) say('warning', 'UNKNOWN_THEME', `themes.${i}`, unknown);
    const { only } = (Object.hasOwn(THEMES, theme) && THEMES[theme]) || {};
    if (only && !audience.includes(only)) {
      const whom = only === 'person' ? '个人' : '法人';
      say('warning', 'THEME_AUDIENCE', `themes.${i}`, `主题“${theme}”面向${whom}，与服务对象不一致`);
    }
  });
}
