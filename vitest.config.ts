import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/{unit,run,clusters,browser,faults,fuzz,leaks}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Clusters and archives are heavy: on few cores more workers make each slower, not the whole faster.
    maxWorkers: 2,
    maxConcurrency: 3,
    // A machine that is shared may stall for longer than a deadline of a test; what fails twice is broken.
    retry: process.env['CI'] ? 1 : 0,
  },
})
