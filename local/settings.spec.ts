import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

describe('settings', () => {
  it('have sensible values when nothing is said', () => {
    expect(readSettings({}, [])).toEqual({
      port: 8080,
      dataDir: resolve('data'),
      empty: false,
      origin: 'http://localhost:8080',
    });
  });

  it('are what is said', () => {
    const env = {
      PORT: '9000',
      DATA_DIR: '/srv/data',
      KEY_FILE: '/srv/key',
      ORIGIN: 'https://www.example.gov.cn/path?x=1',
      SITE_DOMAINS: 'gov.cn, Example.org',
    };
    expect(readSettings(env, ['--empty'])).toEqual({
      port: 9000,
      dataDir: '/srv/data',
      keyFile: '/srv/key',
      empty: true,
      origin: 'https://www.example.gov.cn',
      siteDomains: ['gov.cn', 'example.org'],
    });
  });

  it('are refused in one line that names what is wrong', () => {
    for (const PORT of ['0', '-1', '65536', '1.5', 'x', '1e9', ' '])
      expect(() => readSettings({ PORT }, []), PORT).toThrow(/^PORT .*$/);
    for (const ORIGIN of ['', 'nowhere', '/path', 'http://', 'javascript:alert(1)', 'file:///etc/passwd'])
      expect(() => readSettings({ ORIGIN }, []), ORIGIN).toThrow(/^ORIGIN .*$/);
    expect(() => readSettings({}, ['--empty', '--other'])).toThrow(/--other/);
  });

  it('never let a port through that is none', () => {
    fc.assert(
      fc.property(fc.string(), (PORT) => {
        try {
          const { port } = readSettings({ PORT }, []);
          expect(Number.isInteger(port) && port >= 1 && port <= 65_535).toBe(true);
        } catch (error) {
          expect((error as Error).message).toMatch(/^PORT /);
        }
      }),
    );
  });
});
