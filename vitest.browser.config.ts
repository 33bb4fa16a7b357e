import { defineConfig } from 'vitest/config';

/** Tests in a real browser against the real single machine: one file at a time, since two cores must do for both. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.spec.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
