import { itemsOf } from '../form/walk.ts';
import { applicationForm } from './application-form.ts';
import type { ServiceDefinition } from './definition.ts';
import type { KnownDefinitions, Say } from './known.ts';
import { openAs } from './open-columns.ts';

/** What is declared open: only fields of the application that are not personal, and told in classes. */
export function lintOpenData(service: ServiceDefinition, known: KnownDefinitions, say: Say): void {
  const { published = false, columns = [] } = service.openData ?? {};
  if (published && service.form === undefined)
    say('error', 'OPEN_DATA', 'openData.published', '不能网上申请的事项没有办件，不能另作数据集');
  const bare = service.form === undefined ? undefined : known.forms.get?.(service.form);
  if (!bare) return;
  const fields = new Map(itemsOf(applicationForm(bare, service)).map(({ item }) => [item.key, item]));
  columns.forEach((key, i) => {
    const wrong = (zh: string) => say('error', 'OPEN_DATA', `openData.columns.${i}`, zh);
    const field = fields.get(key);
    const name = field?.label.zh;
    if (columns.indexOf(key) < i) wrong(`开放数据的“${name ?? key}”选了两次`);
    else if (!field) wrong(`申请表没有“${key}”，不能列入开放数据`);
    else if (field.kind === 'group') wrong(`“${name}”是重复组，不能列入开放数据`);
    else if (openAs(field) === null)
      wrong(`“${name}”是个人信息或者自由填写的内容，不能列入开放数据；可以列入选项、是否、区划、日期和数字`);
  });
}
