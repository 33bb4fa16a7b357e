import { dateWords } from '../../../lowcode/dates.ts';
import { saysOnly, takesFiles } from '../../../lowcode/form/kinds.ts';
import { fieldsOf } from '../../../lowcode/form/walk.ts';
import { wordFor } from '../../../lowcode/words.ts';
import type { CasePage } from '../api/model.ts';

/** What a supplement notice can name: the materials of the item, then the fields of the form. */
export function partsOf(page: CasePage): readonly { readonly value: string; readonly label: string }[] {
  const materials = (page.service.guide?.materials ?? []).map((each) => ({
    value: each.key,
    label: `材料：${each.name.zh}`,
  }));
  const fields = fieldsOf(page.formVersion.definition)
    .filter(({ field }) => !saysOnly(field.kind) && !takesFiles(field.kind) && !field.computed)
    .map(({ field, groups, name }) => ({
      value: name,
      label: `填写项：${[...groups, field].map(({ label }) => label.zh).join(' · ')}`,
    }));
  return [...materials, ...fields];
}

/** What should happen next and who does it, in one sentence. */
export function nextStep(page: CasePage): string {
  const mine = page.stages.filter((stage) => stage.mine);
  const signing = page.stages.filter((stage) => stage.signsHere);
  const waiting = mine.flatMap((stage) => stage.signers.filter(({ agrees }) => agrees === null));
  switch (page.state) {
    case 'received':
      return page.actions.includes('accept')
        ? '请审查材料是否齐全、是否符合法定形式，然后受理、一次性告知补正或不予受理。'
        : '等待受理单位审查材料。';
    case 'supplementRequested':
      return `已告知申请人补正，等待补正材料${page.supplementTerm ? `（${dateWords(page.supplementTerm.due)}前）` : ''}。补正后重新计算受理期限。`;
    case 'suspended':
      return page.actions.includes('restartClock')
        ? '特别程序进行中，计时已停止。程序结束后请继续计时。'
        : '特别程序进行中，计时已停止。';
    case 'accepted':
      if (signing.length > 0) return `请您加签“${signing.map((stage) => stage.title.zh).join('”“')}”。`;
      if (waiting.length > 0)
        return `等待加签：${waiting.map(({ unit, role }) => `${unit.name.zh}${wordFor('role', role)}`).join('、')}。签署齐后办结“${mine[0]?.title.zh}”。`;
      if (mine.length > 0) return `轮到您办理“${mine.map((stage) => stage.title.zh).join('”“')}”。`;
      return page.stages.length > 0
        ? `等待${page.stages.map((stage) => `${stage.unit.name.zh}办理“${stage.title.zh}”`).join('、')}。`
        : '办理中。';
    case 'granted':
      if (mine.length > 0) return `已准予。轮到您办理“${mine.map((stage) => stage.title.zh).join('”“')}”。`;
      return page.licence ? '已准予，证照已生成，可以打印或通知申请人领取。' : '已准予。';
    case 'refused':
      return '已作出不予许可决定，理由和救济途径见下。';
    case 'notAccepted':
      return '已决定不予受理，理由和救济途径见下。';
    case 'withdrawn':
      return '申请人已撤回申请。';
  }
}
