import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { metrics } from '../metric.ts'

/** The registry as people read it. */
export async function listMetrics(): Promise<Output<typeof api.listMetrics>> {
  return metrics.map(({ code, version, unit, source, better, boards }) => ({
    code,
    version,
    unit,
    source,
    better,
    boards: [...boards],
  }))
}
