import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../platform/contract/json.ts';
import { openEmbedded } from '../../platform/embedded/open.ts';
import { domain } from '../../views/registry.ts';
import { contextFor, openCloud, systemActor } from '../context.ts';
import { newId } from '../ids.ts';
import { draftDefinition, reviseDefinition } from './edit.ts';

const number = '430423198502020021';
const form = {
  title: { zh: '试验表' },
  pages: [
    {
      key: 'p',
      title: { zh: '页' },
      sections: [
        {
          key: 's',
          title: { zh: '节' },
          items: [
            { kind: 'identityNumber', key: 'number', label: { zh: '身份证号' } },
            {
              kind: 'group',
              key: 'family',
              label: { zh: '家人' },
              fields: [{ kind: 'identityNumber', key: 'number', label: { zh: '身份证号' } }],
            },
          ],
        },
      ],
    },
  ],
};

it('an example that names somebody known is not saved, and leaves nothing in the log', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hengyun-real-'));
  const platform = await openEmbedded({ dataDir, domain });
  try {
    const context = contextFor(openCloud(platform, '430423'), systemActor('test'));
    const wish = { kind: 'form' as const, key: 'trial', title: '试验表', copyOf: null, unit: '430423' };
    await draftDefinition(context, { ...wish, commandId: newId() });
    const save = (answers: JsonObject) => {
      const definition = { ...form, tests: [{ name: '例', answers, errors: {} }] } as unknown as JsonObject;
      return reviseDefinition(context, { kind: 'form', key: 'trial', commandId: newId(), definition });
    };
    await save({ number });
    await platform.vault.subjectFor(number);
    const heads = await platform.log.heads();
    await expect(save({ number })).rejects.toMatchObject({
      fields: [{ code: 'REAL_PERSON', path: 'tests.0.answers.number' }],
    });
    await expect(save({ family: [{ id: 'r', number }] })).rejects.toMatchObject({
      fields: [{ code: 'REAL_PERSON', path: 'tests.0.answers.family.0.number' }],
    });
    expect(await platform.log.heads()).toEqual(heads);
    await save({ number: '110000199001010017' });
  } finally {
    await platform.close();
    rmSync(dataDir, { recursive: true });
  }
});
