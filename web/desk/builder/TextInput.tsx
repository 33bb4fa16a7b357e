import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Text } from '../api/model.ts';
import { type PropertyProps, propertyId } from './PropertyField.tsx';

/** A text in Chinese, and in English where somebody writes it. */
export function TextInput({ property, value, path, set, problem }: PropertyProps) {
  const text = (value as Text | undefined) ?? { zh: '' };
  const [english, setEnglish] = useState(Boolean(text.en));
  const id = propertyId(path);
  const Box = property.kind === 'longZh' ? Long : Input;
  const put = (next: Text) => {
    if (next.zh === '' && !next.en && !property.needed) return set(undefined);
    set(next.en ? { zh: next.zh, en: next.en } : { zh: next.zh });
  };
  return (
    <div className="bilingual">
      <Box
        id={id}
        status={problem ? 'error' : undefined}
        value={text.zh}
        onChange={(event: { target: { value: string } }) => put({ ...text, zh: event.target.value })}
      />
      {english ? (
        <Box
          aria-label={`${property.label}（英文）`}
          placeholder="English"
          lang="en"
          value={text.en ?? ''}
          onChange={(event: { target: { value: string } }) => put({ ...text, en: event.target.value })}
        />
      ) : (
        <Button type="link" size="small" onClick={() => setEnglish(true)}>
          加英文<span className="unseen">{property.label}</span>
        </Button>
      )}
    </div>
  );
}

function Long(props: React.ComponentProps<typeof Input.TextArea>) {
  return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} {...props} />;
}
