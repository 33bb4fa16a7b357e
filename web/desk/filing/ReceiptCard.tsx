import { Button } from 'antd';
import { dateWords } from '../../../lowcode/dates.ts';
import type { ApplicantInput, Receipt } from '../api/filing.ts';
import { useDesk } from '../shell/desk.tsx';
import { Icon } from '../shell/icons.tsx';
import { Link } from '../shell/Link.tsx';
import { Facts } from '../ui/Facts.tsx';

/** What the applicant takes home: printed alone, without the desk around it. */
export function ReceiptCard({
  receipt,
  applicant,
  again,
}: {
  receipt: Receipt;
  applicant: ApplicantInput;
  again: () => void;
}) {
  const { viewer, region } = useDesk();
  const unit = viewer.roles.find(({ role }) => role === 'window')?.unit?.name.zh;
  return (
    <>
      <section className="block receipt printed">
        <p className="receipt-place">{region.name.zh}政务服务中心</p>
        <h2>申请收件回执</h2>
        <Facts
          facts={[
            [
              '编号',
              <strong key="n" className="number">
                {receipt.number}
              </strong>,
            ],
            [
              '查询码',
              <strong key="q" className="number">
                {receipt.queryCode}
              </strong>,
            ],
            ['事项', receipt.serviceName.zh],
            ['申请人', applicant.name],
            ['收件日期', dateWords(receipt.submittedOn)],
            ['最迟受理', receipt.acceptBy && `${dateWords(receipt.acceptBy)}，逾期不告知的，自收到之日起即为受理`],
            ['收件人', [unit, viewer.name].filter(Boolean).join(' ')],
          ]}
        />
        <p className="receipt-note">凭编号和查询码可以在门户网站“进度查询”查看办理情况。</p>
        {region.demonstration && <p className="receipt-note">示例数据，非官方</p>}
      </section>
      {receipt.repeated && <p className="notice">这份申请已经提交过，没有重复收件。</p>}
      <div className="form-foot form-foot-left">
        <Button type="primary" icon={<Icon name="print" />} onClick={() => window.print()}>
          打印回执
        </Button>
        <Link to={`/cases/${encodeURIComponent(receipt.number)}`} className="button">
          打开办件
        </Link>
        <Button onClick={again}>收下一件</Button>
      </div>
    </>
  );
}
