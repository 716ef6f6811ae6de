import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { patience } from './tests/patience.ts'

/**
 * What takes longest begins first, so that none is left to run alone while the other processor rests. What stands second
 * needs no web: where it has to be built, the first builds it and whoever needs it waits.
 */
const longest = [
  /\/browser\/screens/,
  /\/servicing\/close-(twins|day)/,
  /\/browser\//,
  /\/start\/|\/servicing\/(close-|life)|\/tests\/(close-queue|operations)|\/golden\/real-book/,
  /\/scenarios\/(wall|one-loan|loan-|pay|product-kinds|risk|scope)/,
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
    // One more than a small machine has processors: a page, a database and a queue are waited for as long as they work.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    maxConcurrency: 2,
    sequence: { sequencer: LongestFirst },
  },
})
