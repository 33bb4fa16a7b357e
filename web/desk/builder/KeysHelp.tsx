import { Modal } from 'antd';
import type { DefinitionKind } from '../api/model.ts';

type Keys = readonly (readonly [keys: string, does: string])[];

const EVERYWHERE: Keys = [
  ['Ctrl + S', '保存'],
  ['Ctrl + Z、z', '撤销'],
  ['Ctrl + Y、y', '重做'],
  ['p', '预览放大、还原'],
  ['?', '打开这一页'],
  ['Esc', '关闭对话框'],
];
const OUTLINE: Keys = [
  ['↑ ↓', '选上一项、下一项'],
  ['Home、End', '选第一项、最后一项'],
  ['← →', '收起、展开所选的页、分组、重复组'],
  ['Enter', '到属性里修改所选的部分'],
  ['Esc', '从属性回到大纲'],
  ['Alt + ↑ ↓', '上移、下移；到了边上会移进相邻的分组、页'],
  ['Alt + →', '移进上面的重复组'],
  ['Alt + ←', '从重复组里移出来'],
  ['Ctrl + D', '复制一份'],
  ['Delete', '删除（可以撤销）'],
];
const FORM: Keys = [
  ['a', '添加填写项、重复组、分组或页'],
  ['v', '从 Excel、Word 粘贴成表单'],
];

/** Everything that can be done by keyboard, in one place. */
export function KeysHelp({ kind, close }: { kind: DefinitionKind; close: () => void }) {
  return (
    <Modal open title="键盘操作" footer={null} onCancel={close} width={640}>
      <div className="keys-help">
        <Table caption="在大纲里" keys={OUTLINE} />
        {kind === 'form' && <Table caption="在表单里（不在输入框中时）" keys={FORM} />}
        <Table caption="随处（不在输入框中时）" keys={EVERYWHERE} />
      </div>
      <p className="quiet">大纲里的部分也可以用鼠标拖动。</p>
    </Modal>
  );
}

function Table({ caption, keys }: { caption: string; keys: Keys }) {
  return (
    <table>
      <caption>{caption}</caption>
      <tbody>
        {keys.map(([key, does]) => (
          <tr key={key}>
            <th scope="row">
              <kbd>{key}</kbd>
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
