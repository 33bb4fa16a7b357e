import { type Problem, problem } from '../problem.ts';
import type { Text } from '../text.ts';
import type { Field, FieldKind, FormDefinition, Item, Page } from './definition.ts';
import { saysOnly } from './kinds.ts';
import { fieldsOf, itemsOf } from './walk.ts';

/** Longer names are not read as one; what is more belongs into the hint. */
const LONG_LABEL = 30;
const LONG_HINT = 120;
/** One topic a page; more questions tire people and are left half done on a phone. */
const MANY_QUESTIONS = 12;

const COLOUR = /(标红|红色|绿色|蓝色|黄色|灰色|变红|高亮)(的|部分|内容|项|字|字体|区域|处)/;
const VAGUE = /^(名称|内容|其他|信息|说明|请填写|请选择|输入框|新的.{1,8})$/;
const EXAMPLE = /(例如|比如|如[:：]|格式[:：为]|请输入|请填写|请选择)/;
const BOUNDED: ReadonlySet<FieldKind> = new Set(['number', 'integer', 'money', 'date']);
/** Kinds that the applicant's own sign-in answers, by the words of the label. */
const KNOWN: readonly (readonly [FieldKind, RegExp, string])[] = [
  ['personName', /^(申请人|本人)(姓名)?$|^姓名$/, '申请人名称'],
  ['identityNumber', /^(申请人|本人)?(居民)?身份证(件)?(号码?)?$/, '申请人证件号码'],
  ['mobilePhone', /^(申请人|本人)?(联系)?手机(号码?)?$/, '申请人电话'],
  ['address', /^(申请人|本人)?(联系|通讯)?地址$/, '申请人地址'],
];

/**
 * What makes a form hard to read or to use, beside what forbids its publication: names that are too long or say nothing,
 * limits nobody is told, pages with too many questions, colour as the only sign, headings that are missing, English that
 * is missing where there is some, and questions whose answers are known. Advice: places and sentences as of problems.
 */
export function formHints(form: FormDefinition): readonly Problem[] {
  return [
    ...form.pages.flatMap((page, p) => pageHints(page, `pages.${p}`)),
    ...fieldsOf(form).flatMap(({ field, path, groups }) => fieldHints(field, path, groups.length > 0)),
    ...twice(form),
    ...english(form),
  ];
}

function pageHints(page: Page, path: string): readonly Problem[] {
  const found: Problem[] = [];
  const items = page.sections.flatMap((section) => section.items);
  const questions = items.filter((item) => !saysOnly(item.kind)).length;
  if (questions > MANY_QUESTIONS)
    found.push(
      problem(
        'MANY_QUESTIONS',
        path,
        `“${page.title.zh}”这一页有 ${questions} 项要填，手机上容易中断；建议按主题分成几页`,
      ),
    );
  if (page.sections.length > 1)
    page.sections.forEach((section, s) => {
      if (!section.title && section.items.length > 0)
        found.push(
          problem(
            'NO_HEADING',
            `${path}.sections.${s}.title`,
            `“${page.title.zh}”有几个分组，第 ${s + 1} 个没有标题，读屏软件分不清段落`,
          ),
        );
    });
  const [only] = page.sections;
  if (page.sections.length === 1 && only?.title && only.title.zh.trim() === page.title.zh.trim())
    found.push(
      problem('SAME_HEADING', `${path}.sections.0.title`, `分组标题与页标题“${page.title.zh}”相同，会读两遍；可以去掉`),
    );
  return found;
}

function fieldHints(field: Field, path: string, inGroup: boolean): readonly Problem[] {
  const { kind, label, hint } = field;
  const found: Problem[] = [];
  const say = (code: string, at: string, zh: string) => found.push(problem(code, `${path}.${at}`, zh));
  const name = label.zh.trim();
  const text = `${name}${hint?.zh ?? ''}`;
  if (COLOUR.test(text)) say('COLOUR_ONLY', 'hint', `“${short(name)}”靠颜色说明，色弱的人看不出来；请用文字或符号`);
  if (saysOnly(kind)) return found;
  if (kind !== 'declaration' && name.length > LONG_LABEL)
    say(
      'LONG_LABEL',
      'label',
      `“${short(name)}”的名称有 ${name.length} 个字；建议不超过 ${LONG_LABEL} 个，其余写进填写提示`,
    );
  if (VAGUE.test(name))
    say('VAGUE_LABEL', 'label', `“${name}”看不出要填什么；请写明是什么的${name.replace(/^新的/, '')}`);
  if (kind !== 'declaration' && EXAMPLE.test(name))
    say('HINT_IN_LABEL', 'label', `“${short(name)}”的名称里有举例或格式；请移到填写提示，名称只说是什么`);
  if ((hint?.zh.length ?? 0) > LONG_HINT)
    say(
      'LONG_HINT',
      'hint',
      `“${short(name)}”的填写提示有 ${hint?.zh.length} 个字，少有人读完；建议不超过 ${LONG_HINT} 个`,
    );
  const bound = field.min ?? field.max;
  if (
    BOUNDED.has(kind) &&
    !field.computed &&
    bound !== undefined &&
    !/[0-9一二三四五六七八九十百千万零最起止前后不超过以内上下早晚]/.test(hint?.zh ?? '')
  )
    say('LIMIT_NOT_SAID', 'hint', `“${short(name)}”有上下限，但填写提示没有说；填错了才知道`);
  const known = KNOWN.find(([of, words]) => of === kind && words.test(name));
  if (known && !field.prefill && !field.takenFrom && !inGroup && !field.computed)
    say('KNOWN_ALREADY', 'prefill', `“${name}”登录后就知道，可以自动带出“${known[2]}”，不用再填`);
  return found;
}

/** Questions of the same name beside each other: nobody knows which is which. */
function twice(form: FormDefinition): readonly Problem[] {
  const found: Problem[] = [];
  const look = (items: readonly { readonly item: Item; readonly path: string }[]) => {
    const seen = new Set<string>();
    for (const { item, path } of items) {
      const name = item.label.zh.trim();
      if (!saysOnly(item.kind) && seen.has(name))
        found.push(problem('SAME_LABEL', `${path}.label`, `有两项都叫“${short(name)}”，填的人分不清`));
      seen.add(name);
      if (item.kind === 'group') look(item.fields.map((inner, i) => ({ item: inner, path: `${path}.fields.${i}` })));
    }
  };
  look(itemsOf(form));
  return found;
}

/** Names and hints without English, when the form speaks English elsewhere. One line for the first; more would hide the rest. */
function english(form: FormDefinition): readonly Problem[] {
  const texts: { readonly text: Text; readonly path: string }[] = [];
  const add = (text: Text | undefined, path: string) => {
    if (text && text.zh.trim() !== '') texts.push({ text, path });
  };
  add(form.title, 'title');
  add(form.intro, 'intro');
  form.pages.forEach((page, p) => {
    add(page.title, `pages.${p}.title`);
    page.sections.forEach((section, s) => {
      add(section.title, `pages.${p}.sections.${s}.title`);
      add(section.hint, `pages.${p}.sections.${s}.hint`);
    });
  });
  for (const { field, path } of fieldsOf(form)) {
    add(field.label, `${path}.label`);
    add(field.hint, `${path}.hint`);
    field.options?.forEach((option, i) => {
      add(option.label, `${path}.options.${i}.label`);
    });
  }
  const missing = texts.filter(({ text }) => !text.en);
  const [first] = missing;
  if (!first || missing.length === texts.length) return [];
  const more = missing.length > 1 ? `等 ${missing.length} 处` : '';
  return [
    problem('NO_ENGLISH', first.path, `“${short(first.text.zh)}”${more}没有英文，而表单别处有；英文页面会中英夹杂`),
  ];
}

const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);
