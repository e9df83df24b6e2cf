import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    env: { NO_COLOR: '1', LC_ALL: 'C.UTF-8' },
  },
});
