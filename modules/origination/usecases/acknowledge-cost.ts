import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { applicationByKey, insertEvent, patchApplication } from '../store/application.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'

/**
 * Records that the customer has read the all-in cost before signing (金规〔2026〕2号), and for how long.
 * @throws Refusal origination.application_not_found, state, stale, read_longer
 */
export async function acknowledgeCost(
  ctx: Context,
  input: Input<typeof api.acknowledgeCost>,
): Promise<Output<typeof api.acknowledgeCost>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.application.submit', {
    version: input.version,
    states: ['approved'],
  })
  const least = await parameterOn(ctx.sql, 'cost-disclosure.read-seconds', ctx.today)
  refuseUnless(input.readSeconds >= least, 'origination.read_longer', { seconds: least }, 'readSeconds')
  await patchApplication(ctx.sql, row.key, { cost_read_seconds: input.readSeconds, cost_acknowledged_at: ctx.now })
  await insertEvent(ctx, row, {
    action: 'acknowledge-cost',
    fromState: row.state,
    toState: row.state,
    reason: null,
    note: '',
    workingMinutes: null,
    withinTime: null,
    detail: { readSeconds: input.readSeconds, simple: row.annualRateSimple, effective: row.annualRateEffective },
  })
  ctx.about(input.id)
  return moved((await applicationByKey(ctx.sql, row.key))!)
}
