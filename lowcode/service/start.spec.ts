import { describe, expect, it } from 'vitest';
import { checkFlow } from '../flow/check.ts';
import { simplestFlow } from '../flow/starters.ts';
import { checkForm } from '../form/check-form.ts';
import { formFromPaste } from '../paste/make.ts';
import { readPaste } from '../paste/read.ts';
import { lintService } from './lint.ts';
import { linesOf, type ServiceStart, startService, withoutFiles } from './start.ts';

const START: ServiceStart = {
  name: '户外广告备案',
  kind: 'publicService',
  audience: ['company'],
  themes: ['准营准办'],
  legalDays: 20,
  promisedDays: 5,
  law: '湖南省城市市容和环境卫生管理条例',
  article: '第二十一条',
  conditions: '1. 在衡山县城区设置。\n\n（二）有合法的场地使用权。',
  materials: '场地使用协议\n效果图',
  unit: { code: 'u', phone: '0734-5550104', address: '衡山县开云镇示例路2号', hours: '工作日 8:30—17:30' },
};

describe('a new service', () => {
  it('is linter-clean when its clerk said what only they know', () => {
    const read = readPaste({
      text: '名称\t类型\t必填\n单位名称\t文本\t是\n设置地点\t文本\t是\n场地使用协议\t附件\t是\n',
    });
    if (!read.ok) throw new Error(read.problem.message.zh);
    const { form, files } = withoutFiles(formFromPaste('户外广告备案申请表', read.value.rows));
    expect(files).toEqual(['场地使用协议']);
    expect(checkForm(form)).toEqual([]);
    for (const onTheSpot of [false, true]) {
      const flow = simplestFlow(START.name, onTheSpot);
      expect(checkFlow(flow)).toEqual([]);
      const start = onTheSpot ? { ...START, promisedDays: 0 } : START;
      const item = { ...startService(start, form, flow), form: 'f', flow: 'l' };
      const known = {
        units: new Map([['u', {}]]),
        forms: new Map([['f', form]]),
        flows: new Map([['l', flow]]),
        licenceTypes: new Map(),
      };
      expect(lintService(item, known)).toEqual([]);
      expect(item.materials.map(({ name }) => name.zh)).toEqual(['场地使用协议', '效果图']);
    }
  });

  it('reads lists as people write them', () => {
    expect(linesOf(START.conditions)).toEqual(['在衡山县城区设置。', '有合法的场地使用权。']);
  });
});
