import { Button } from 'antd';
import { Icon } from '../shell/icons.tsx';
import { PropertyField, type PropertyProps } from './PropertyField.tsx';
import { at, joinPath, put } from './tree.ts';

/** A list of records of the same shape: added, moved, copied and removed with buttons, each edited in place. */
export function PropertyList({ property, value, path, scope, set }: PropertyProps) {
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const name = property.item ?? '项';
  const change = (next: readonly unknown[]) => set(next.length === 0 && !property.needed ? undefined : next);
  const swap = (a: number, b: number) => {
    const next = [...items];
    [next[a], next[b]] = [next[b], next[a]];
    change(next);
  };
  return (
    <div className="records">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: records have no name of their own
        <fieldset key={index} className="record">
          <legend>
            {name} {index + 1}
          </legend>
          <div className="record-tools">
            <Tool icon="up" label={`上移${name} ${index + 1}`} off={index === 0} act={() => swap(index, index - 1)} />
            <Tool
              icon="down"
              label={`下移${name} ${index + 1}`}
              off={index === items.length - 1}
              act={() => swap(index, index + 1)}
            />
            <Tool
              icon="copy"
              label={`复制${name} ${index + 1}`}
              act={() => change(items.toSpliced(index + 1, 0, item))}
            />
            <Tool icon="trash" label={`删除${name} ${index + 1}`} act={() => change(items.toSpliced(index, 1))} />
          </div>
          {property.sentence && <p className="record-sentence">{property.sentence(item)}</p>}
          {(property.eachFor?.(item) ?? property.each)?.map((each) => (
            <PropertyField
              key={each.name}
              property={each}
              path={joinPath(path, index, each.name)}
              scope={scope}
              value={at(item, each.name)}
              set={(next) => change(items.with(index, each.name === '' ? next : put(item, each.name, next)))}
            />
          ))}
        </fieldset>
      ))}
      <Button
        size="small"
        icon={<Icon name="plus" size={12} />}
        onClick={() => change([...items, property.fresh?.() ?? {}])}
      >
        添加{name}
      </Button>
    </div>
  );
}

export function Tool({
  icon,
  label,
  off = false,
  act,
}: {
  icon: string;
  label: string;
  off?: boolean;
  act: () => void;
}) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} disabled={off} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
