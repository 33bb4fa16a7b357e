import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { viewsCases } from '../conformance/views.cases.ts';
import type { ViewsStore } from '../conformance/views.hooks.ts';
import { openLog } from './log.ts';
import { openViews } from './views.ts';

function freshStore(lanes: number): () => Promise<ViewsStore> {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hengyun-views-'));
    const log = await openLog({ file: join(folder, 'log.db'), lanes });
    return {
      log,
      open: (domain, { log: other = log, pageSize, ...options } = {}) => {
        const size = pageSize === undefined ? {} : { pageSize, rebuildPageSize: pageSize };
        return openViews({ file: join(folder, 'views.db'), log: other, domain, ...size, ...options });
      },
      async close() {
        await log.close();
        await rm(folder, { recursive: true });
      },
    };
  };
}

viewsCases('embedded views, one lane', freshStore(1));
viewsCases('embedded views, three lanes', freshStore(3));
