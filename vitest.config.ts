import { defineConfig } from 'vitest/config';

const { TEST_RESULTS: results } = process.env;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They wait for facts more than they work.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    env: { NO_COLOR: '1', LC_ALL: 'C.UTF-8' },
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
  },
});
