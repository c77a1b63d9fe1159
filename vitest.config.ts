import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/{unit,run,clusters,browser}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Clusters and archives are heavy: on few cores more workers make each slower, not the whole faster.
    maxWorkers: 2,
  },
})
