import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { patience } from './tests/patience.ts'

/** What takes longest begins first, so that none is left to run alone while the other processor rests. */
const longest = [
  /\/browser\/screens/,
  /\/browser\/|\/servicing\/(close-|life)|\/close-queue/,
  /\/tests\/(start|golden)\//,
]
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => [...longest, /./].findIndex(pattern => pattern.test(moduleId))
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['node_modules/**', 'web/dist/**'],
    globalSetup: ['tests/database.setup.ts'],
    testTimeout: patience.test,
    hookTimeout: patience.test,
    pool: 'forks',
    isolate: false,
    // Both processors of a small machine: by default one of two is left alone.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    maxConcurrency: 2,
    sequence: { sequencer: LongestFirst },
  },
})
