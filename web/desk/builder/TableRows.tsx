import { Button, Input } from 'antd';
import type { Rule } from '../../../lowcode/rule/tree.ts';

type Table = Extract<Rule, { op: 'table' }>;

/** A tariff: a number for each option, and one for what is not listed. */
export function TableRows({
  rule,
  options,
  change,
}: {
  rule: Table;
  options: readonly { readonly value: string; readonly label: string }[] | undefined;
  change: (rule: Rule) => void;
}) {
  const values = options?.map((option) => option.value) ?? Object.keys(rule.rows);
  const set = (value: string, number: string) => {
    const { [value]: _old, ...others } = rule.rows;
    change({ ...rule, rows: number === '' ? others : { ...rule.rows, [value]: number } });
  };
  const rename = (from: string, to: string) =>
    change({
      ...rule,
      rows: Object.fromEntries(
        Object.entries(rule.rows).map(([value, number]) => [value === from ? to : value, number]),
      ),
    });
  return (
    <table className="rule-table">
      <thead>
        <tr>
          <th scope="col">取值</th>
          <th scope="col">数</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the value itself is what is typed here
          <tr key={index}>
            <td>
              {options ? (
                options[index]?.label
              ) : (
                <Input
                  aria-label={`第 ${index + 1} 个取值`}
                  value={value}
                  onChange={(event) => rename(value, event.target.value)}
                />
              )}
            </td>
            <td>
              <Input
                aria-label={`${options?.[index]?.label ?? value}的数`}
                inputMode="decimal"
                value={rule.rows[value] ?? ''}
                onChange={(event) => set(value, event.target.value.trim())}
              />
            </td>
          </tr>
        ))}
        <tr>
          <td>其他取值</td>
          <td>
            <Input
              aria-label="其他取值的数"
              inputMode="decimal"
              placeholder="算不出"
              value={rule.otherwise ?? ''}
              onChange={(event) => {
                const otherwise = event.target.value.trim();
                const { otherwise: _old, ...rest } = rule;
                change(otherwise === '' ? rest : { ...rest, otherwise });
              }}
            />
          </td>
        </tr>
      </tbody>
      {!options && (
        <tfoot>
          <tr>
            <td colSpan={2}>
              <Button size="small" onClick={() => set(`取值${values.length + 1}`, '0')}>
                加一行
              </Button>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
