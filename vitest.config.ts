import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The browser's files, the longest, begin first: none is left to run alone while the other processor rests. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = (file: TestSpecification) => file.moduleId.includes('/tests/browser/')
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['node_modules/**', 'web/dist/**'],
    globalSetup: ['tests/database.setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // More workers than a small machine has processors: tests of the browser and the database wait for these as often as they work.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    maxConcurrency: 2,
    sequence: { sequencer: LongestFirst },
  },
})
