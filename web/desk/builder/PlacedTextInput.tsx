import { Button } from 'antd';
import { useState } from 'react';
import type { Text } from '../api/model.ts';
import { PlacedText } from './documents/PlacedText.tsx';
import { type PropertyProps, propertyId } from './PropertyField.tsx';

/** A text with places to be filled in, in Chinese, and in English where somebody writes it. */
export function PlacedTextInput({ property, value, path, set, problem }: PropertyProps) {
  const text = (value as Text | undefined) ?? { zh: '' };
  const [english, setEnglish] = useState(Boolean(text.en));
  const id = propertyId(path);
  const { label, places = [] } = property;
  return (
    <div className="bilingual">
      <PlacedText
        id={id}
        label={label}
        text={text.zh}
        places={places}
        problem={problem}
        set={(zh) => set(text.en ? { zh, en: text.en } : { zh })}
      />
      {english ? (
        <PlacedText
          id={`${id}-en`}
          label={`${label}（英文）`}
          text={text.en ?? ''}
          places={places}
          problem={undefined}
          set={(en) => set(en === '' ? { zh: text.zh } : { zh: text.zh, en })}
        />
      ) : (
        <Button type="link" size="small" onClick={() => setEnglish(true)}>
          加英文<span className="unseen">{label}</span>
        </Button>
      )}
    </div>
  );
}
