import type { ReactNode } from 'react';
import { TextInput } from './form-bits.tsx';
import { useSpeech } from './reading.tsx';

/** Who reports something, and where to reach them. */
export function CallerFields({
  value,
  error,
  hint,
  optional,
}: {
  readonly value: (name: string) => string;
  readonly error: (name: string) => string | undefined;
  readonly hint?: string;
  readonly optional?: boolean;
}): ReactNode {
  const t = useSpeech();
  return (
    <>
      <TextInput
        name="callerName"
        label={t('称呼', 'Your name')}
        hint={hint}
        value={value('callerName')}
        error={error('callerName')}
        maxLength={50}
        autoComplete="name"
        optional={optional}
      />
      <TextInput
        name="callerPhone"
        label={t('联系电话', 'Phone')}
        hint={hint}
        value={value('callerPhone')}
        error={error('callerPhone')}
        maxLength={20}
        autoComplete="tel"
        inputMode="tel"
        optional={optional}
        short
      />
    </>
  );
}
