import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.spec.ts', '**/*.spec.tsx'],
    exclude: ['**/node_modules/**', 'build/**', 'cdk.out/**', 'test/browser/**'],
    setupFiles: ['test/properties.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Generous, since property tests share two cores with emulators and browsers; a hang still ends.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
