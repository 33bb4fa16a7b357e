import type { FieldKind } from '../form/definition.ts';
import { words } from '../vocabularies.ts';

/** Words for types as tables of systems and offices write them, beside our own. */
const TYPE_WORDS: readonly (readonly [RegExp, FieldKind])[] = [
  [/多选|复选|多项/, 'choices'],
  [/单选|下拉|枚举|选择|代码|字典|单项/, 'choice'],
  [/多行|长文本|大文本|文本域|备注型|textarea|clob/i, 'longText'],
  [/起止|期间|日期范围|时间段/, 'dateRange'],
  [/日期|年月日|^date|^d$/i, 'date'],
  [/^时间|时分|^time/i, 'time'],
  [/金额|货币|价款|人民币|money|currency/i, 'money'],
  [/整数|整型|^int/i, 'integer'],
  [/数字|数值|小数|浮点|number|numeric|decimal|float|double|^n$/i, 'number'],
  [/布尔|是\/?否|逻辑|bool/i, 'boolean'],
  [/附件|文件|上传|图片|照片|扫描|file|image/i, 'file'],
  [/身份证/, 'identityNumber'],
  [/信用代码/, 'creditCode'],
  [/手机/, 'mobilePhone'],
  [/电话/, 'phone'],
  [/邮箱|邮件|email/i, 'email'],
  [/承诺|声明/, 'declaration'],
  [/说明文字|提示文字/, 'note'],
  [/地址/, 'address'],
  [/文本|字符|文字|string|char|text|^c$/i, 'text'],
];

/** The kind a word in a column of types means; null when it means nothing to us. */
export function kindOfType(word: string): FieldKind | null {
  const written = word.trim();
  if (written === '') return null;
  const own = Object.entries(words.fieldKind).find(([, text]) => text.zh === written);
  return (own?.[0] as FieldKind | undefined) ?? TYPE_WORDS.find(([pattern]) => pattern.test(written))?.[1] ?? null;
}

/** What a Chinese label asks for. The first that fits counts: what is more exact stands earlier. */
const LABELS: readonly (readonly [RegExp, FieldKind])[] = [
  [
    /(复印件|扫描件|照片|相片|图纸|附件|证明材料|证明文件|材料清单|原件|影像|截图|平面图|位置图|示意图|效果图)$/,
    'file',
  ],
  [/^(附件|上传|提交).{0,20}(材料|文件|证明)?$/, 'file'],
  [/(承诺|声明)(书|内容|事项)?$|^本人(郑重)?(承诺|声明)/, 'declaration'],
  [/身份证(件)?(号|号码)?$|公民身份号码|居民身份证号/, 'identityNumber'],
  [/(社会)?信用代码/, 'creditCode'],
  [/邮政编码|邮编/, 'postcode'],
  [/电子邮箱|电子邮件|邮箱|e-?mail/i, 'email'],
  [/手机|移动电话/, 'mobilePhone'],
  [/电话|联系方式|座机|传真/, 'phone'],
  [/银行(卡|账)号|开户账号|收款账号|账号$/, 'bankCard'],
  [/车牌|号牌号码/, 'licencePlate'],
  [/(行政区划|所属区域|所在区县|县（市、区）|乡镇（街道）|籍贯|户籍所在地)$/, 'division'],
  [/经纬度|坐标|地理位置/, 'place'],
  [/(地址|住址|住所|坐落|地点|所在地|门牌)$/, 'address'],
  [/(起止|有效|经营|使用|占用|租赁|施工|任职|起迄).{0,4}(日期|时间|期限|年月)$|期间$|起止$/, 'dateRange'],
  [/(几点|时刻|上午|下午|开放时间)$/, 'time'],
  [/(日期|年月日|出生年月|时间|年月|生日)$|^(何时|什么时候)/, 'date'],
  [
    /(金额|费用|总价|单价|收入|工资|资金|投资|造价|注册资本|产值|税额|补贴|补助|价款|押金|租金|经费)(合计|总额)?$/,
    'money',
  ],
  [/(人数|户数|个数|台数|辆数|次数|件数|份数|数量|层数|床位数|年龄|天数|月数|年限|栋数|座数)$/, 'integer'],
  [/(面积|长度|宽度|高度|深度|重量|体积|比例|占比|率|用量|产量|容积|里程|吨位|距离|功率)$/, 'number'],
  [/^(是否|有无|能否|可否)/, 'boolean'],
  [/(性别|民族|婚姻状况|学历|文化程度|政治面貌|类型|类别|种类|性质|等级|级别|方式|证件类型|状态|渠道|关系)$/, 'choice'],
  [
    /^(姓名|法定代表人|法人代表|负责人|联系人|经办人|委托人|被委托人|代理人|监护人|户主|申请人)(姓名)?$|姓名$/,
    'personName',
  ],
  [/(理由|原因|说明|情况|内容|简介|概况|描述|简历|经历|备注|意见|建议|事项|方案|措施|范围|依据|用途说明)$/, 'longText'],
];

/** Options of labels that everybody fills in the same way. */
export const USUAL_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  性别: ['男', '女'],
  婚姻状况: ['未婚', '已婚', '丧偶', '离婚'],
  政治面貌: ['中共党员', '共青团员', '民主党派', '群众'],
  学历: ['小学及以下', '初中', '高中', '大专', '本科', '研究生'],
  文化程度: ['小学及以下', '初中', '高中', '大专', '本科', '研究生'],
};

/** The kind a label asks for, by its words; text when they say nothing. */
export function kindOfLabel(label: string): FieldKind {
  return LABELS.find(([pattern]) => pattern.test(label))?.[1] ?? 'text';
}
