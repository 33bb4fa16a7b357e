import { Button, Input } from 'antd';
import { useState } from 'react';
import { wordFor } from '../../../lowcode/words.ts';
import { KEPT_UNITS, type KeptUnit } from '../api/staff.ts';
import { useAsk } from '../api/use-ask.ts';
import { useDesk } from '../shell/desk.tsx';
import { Link } from '../shell/Link.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Await, Empty } from '../ui/states.tsx';
import { RegisterUnit } from './RegisterUnit.tsx';

/** The units of the region, each below the one above it, and from each to who works there: for administrators. */
export function Units() {
  const { region } = useDesk();
  const asked = useAsk(KEPT_UNITS);
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  return (
    <Screen
      title="单位和人员"
      sub="谁在哪个单位担任什么角色，决定他看得到什么、能办什么。"
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          登记单位
        </Button>
      }
    >
      <Await asked={asked}>
        {({ units }) => {
          const rows = inOrder(units, region.code).filter(({ unit }) => unit.name.zh.includes(search.trim()));
          return (
            <>
              <div className="filters">
                <Input
                  className="filter-search"
                  aria-label="按名称查找单位"
                  placeholder="单位名称"
                  allowClear
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                />
              </div>
              {rows.length === 0 ? (
                <Empty title="没有这个名称的单位" hint="换个词试试，或者登记一个。" />
              ) : (
                <div className="queue queue-units">
                  <div className="row-head" aria-hidden="true">
                    <span>单位</span>
                    <span>层级</span>
                  </div>
                  <ul aria-label="单位">
                    {rows.map(({ unit, depth }) => (
                      <li key={unit.code}>
                        <Link className="row" to={`/units/${encodeURIComponent(unit.code)}`}>
                          <span className="what" style={{ paddingInlineStart: `${search.trim() ? 0 : depth * 20}px` }}>
                            <strong>{unit.name.zh}</strong>
                          </span>
                          <span>{wordFor('unitLevel', unit.level)}</span>
                        </Link>
                      </li>
                    ))}
                  </ul>
                </div>
              )}
              {adding && <RegisterUnit units={units} close={() => setAdding(false)} />}
            </>
          );
        }}
      </Await>
    </Screen>
  );
}

/** From the region's government down, with how deep each stands; what hangs below nothing that is known comes first. */
export function inOrder(units: readonly KeptUnit[], top: string): readonly { unit: KeptUnit; depth: number }[] {
  const below = new Map<string, KeptUnit[]>();
  for (const unit of units) {
    const at = unit.parent?.code ?? '';
    below.set(at, [...(below.get(at) ?? []), unit]);
  }
  const known = new Set(units.map(({ code }) => code));
  const from = (unit: KeptUnit, depth: number): readonly { unit: KeptUnit; depth: number }[] => [
    { unit, depth },
    ...(below.get(unit.code) ?? []).flatMap((one) => from(one, depth + 1)),
  ];
  const roots = units.filter(({ code, parent }) => code === top || !parent || !known.has(parent.code));
  return roots.flatMap((unit) => from(unit, 0));
}
