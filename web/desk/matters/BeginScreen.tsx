import { Select } from 'antd';
import { useRef, useState } from 'react';
import { ask } from '../api/ask.ts';
import { BEGIN_MATTER, OPEN_PLACE, type System } from '../api/matters.ts';
import { upload } from '../form/upload.ts';
import { Link } from '../shell/Link.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Empty } from '../ui/states.tsx';
import { Drafted, type Drafting } from './Drafted.tsx';
import { FillPages } from './FillPages.tsx';
import { OpenedSystem } from './parts.tsx';

const NOTHING = {};

/** Beginning a matter: the first pages of its form. */
export function BeginScreen({ systemKey }: { systemKey: string }) {
  return <OpenedSystem systemKey={systemKey}>{(system) => <Begin system={system} />}</OpenedSystem>;
}

function Begin({ system }: { system: System }) {
  const [unit, setUnit] = useState(system.beginIn[0]?.code);
  const home = `/systems/${encodeURIComponent(system.key)}`;
  return (
    <Screen
      title={`发起${system.name.zh}`}
      back={<Link to={home}>{system.name.zh}</Link>}
      sub={system.beginIn.length === 1 ? `以${system.beginIn[0]?.name.zh}的名义发起。` : undefined}
    >
      {system.beginIn.length === 0 ? (
        <Empty title="您不能发起" hint="这个系统由别的角色或单位发起。" action={<Link to={home}>看看台账</Link>} />
      ) : (
        <>
          {system.beginIn.length > 1 && (
            <p className="begin-unit">
              <label htmlFor="begin-unit">发起单位</label>
              <Select
                id="begin-unit"
                value={unit}
                options={system.beginIn.map(({ code, name }) => ({ value: code, label: name.zh }))}
                onChange={setUnit}
              />
            </p>
          )}
          <Drafted at={{ system: system.key }}>
            {(drafting) => <First system={system} unit={unit} drafting={drafting} />}
          </Drafted>
        </>
      )}
    </Screen>
  );
}

/** The first pages; where their files are taken in is opened with the first of them. */
function First({ system, unit, drafting }: { system: System; unit: string | undefined; drafting: Drafting }) {
  const { found } = drafting;
  const place = useRef<Promise<string> | null>(found.place === null ? null : Promise.resolve(found.place));
  const placeId = () => {
    place.current ??= ask(OPEN_PLACE, { system: system.key }).then(({ openMatterPlace }) => {
      drafting.keep({ place: openMatterPlace });
      return openMatterPlace;
    });
    place.current.catch(() => {
      place.current = null;
    });
    return place.current;
  };
  return (
    <FillPages
      form={system.formVersion.definition}
      pages={system.pages}
      known={NOTHING}
      takeFile={(answers) => async (at, file) => upload({ matter: await placeId() }, at, answers, file)}
      submitWords="发起"
      drafting={drafting}
      submit={async (answers, commandId) => {
        const opened = place.current ? { place: await place.current } : {};
        const { beginMatter } = await ask(BEGIN_MATTER, {
          ...{ system: system.key, unit, answers, commandId },
          ...opened,
        });
        return `/systems/matters/${encodeURIComponent(beginMatter.number)}`;
      }}
    />
  );
}
