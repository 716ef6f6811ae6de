import { runSystem, type Spine } from '#platform/write-path'
import { makeDigests } from './make-digests.ts'

/** It is Monday: everybody's week that is over, once. */
export const digestsDue = (spine: Spine): Promise<void> =>
  runSystem(spine, 'performance.digests-due', ctx => makeDigests(ctx))
