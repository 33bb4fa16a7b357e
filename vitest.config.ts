import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.spec.ts', '**/*.spec.tsx'],
    exclude: ['**/node_modules/**', 'build/**', 'cdk.out/**', 'test/browser/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
