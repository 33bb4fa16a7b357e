import { workingDaysWords } from '../../../lowcode/dates.ts';
import type { ServiceDefinition } from '../../../lowcode/service/definition.ts';
import { wordFor } from '../../../lowcode/words.ts';
import { Facts } from '../ui/Facts.tsx';

/** The guide in the order people ask: can I, what do I bring, how long, what does it cost, where. */
export function GuidePreview({ service }: { service: ServiceDefinition }) {
  return (
    <div className="block guide">
      <h2>{service.name.zh}</h2>
      <h3>谁能办</h3>
      <ul className="bullets">
        {service.conditions.map((condition) => (
          <li key={condition.zh}>{condition.zh}</li>
        ))}
      </ul>
      <h3>带什么</h3>
      <ul className="bullets">
        {service.materials.map((material) => (
          <li key={material.key}>
            {material.name.zh}
            <span className="faint">
              （{wordFor('necessity', material.necessity)}，{wordFor('materialSource', material.source)}
              {material.whenText && `，${material.whenText.zh}`}）
            </span>
          </li>
        ))}
      </ul>
      <h3>多久、多少钱、在哪里</h3>
      <Facts
        facts={[
          ['承诺时限', workingDaysWords(service.promisedDays)],
          ['法定时限', service.legalLimitText?.zh ?? workingDaysWords(service.legalDays)],
          [
            '费用',
            service.fees.length === 0
              ? '不收费'
              : service.fees.map((fee) => `${fee.name.zh}：${fee.standard.zh}`).join('；'),
          ],
          ['地点', service.place.zh],
          ['时间', service.hours.zh],
          ['咨询', service.consultPhone],
          ['投诉', service.complaintPhone],
        ]}
      />
      <h3>依据</h3>
      <ul className="bullets">
        {service.basis.map((basis) => (
          <li key={`${basis.law} ${basis.article}`}>
            《{basis.law}》{basis.article}
          </li>
        ))}
      </ul>
    </div>
  );
}
