import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useDesk } from '../shell/desk.tsx';
import { UnitSelect } from '../ui/ActionInput.tsx';

/** Where and when a new version is tried first (试运行). */
export function PilotDialog({
  busy,
  close,
  begin,
}: {
  busy: boolean;
  close: () => void;
  begin: (units: readonly string[], from: string, to: string) => void;
}) {
  const { region } = useDesk();
  const [units, setUnits] = useState<string[]>([]);
  const [from, setFrom] = useState(region.today);
  const [to, setTo] = useState('');
  const day = (id: string, label: string, value: string, set: (day: string) => void) => (
    <div className="property">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <Input id={id} type="date" min={region.today} value={value} onChange={(event) => set(event.target.value)} />
    </div>
  );
  return (
    <Modal
      open
      title="先试运行"
      okText="开始试运行"
      cancelText="取消"
      okButtonProps={{ disabled: units.length === 0 || from === '' || to === '' || to < from }}
      confirmLoading={busy}
      onOk={() => begin(units, from, to)}
      onCancel={close}
    >
      <p className="quiet">
        只在选定的单位（含下级）和日期按新版办理，办件标明“试运行”，不计入效能、开放数据和统计；其他地方仍按原来的版本办。网上申请要选实施主体。
      </p>
      <div className="property">
        <label className="field-label" htmlFor="pilot-units">
          在哪些单位试
        </label>
        <UnitSelect<string[]> id="pilot-units" multiple value={units} onChange={setUnits} />
      </div>
      {day('pilot-from', '从哪天起', from, setFrom)}
      {day('pilot-to', '到哪天止', to, setTo)}
    </Modal>
  );
}
