import { must } from '#lib/assert'
import { formatYuan } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { applicationByKey, insertEvent, patchApplication } from '../store/application.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { loadCase } from './load-case.ts'

/**
 * Records that the customer has read the all-in cost before signing (金规〔2026〕2号), for how long, and which form: its
 * fingerprint stays with the application, what it said in the history.
 * @throws Refusal origination.application_not_found, state, stale, read_longer, cost_stale
 */
export async function acknowledgeCost(
  ctx: Context,
  input: Input<typeof api.acknowledgeCost>,
): Promise<Output<typeof api.acknowledgeCost>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.application.submit', {
    version: input.version,
    states: ['approved', 'signing'],
  })
  const least = await parameterOn(ctx.sql, 'cost-disclosure.read-seconds', ctx.today)
  refuseUnless(input.readSeconds >= least, 'origination.read_longer', { seconds: least }, 'readSeconds')
  const { cost } = must((await loadCase(ctx, row)).offer, 'an approved application has an offer')
  const fingerprint = cost.fingerprint
  refuseUnless(input.formSha256 === null || input.formSha256 === fingerprint, 'origination.cost_stale')
  await patchApplication(ctx.sql, row.key, {
    cost_read_seconds: input.readSeconds,
    cost_acknowledged_at: ctx.now,
    cost_form_sha256: fingerprint,
  })
  await insertEvent(ctx, row, {
    action: 'acknowledge-cost',
    fromState: row.state,
    toState: row.state,
    reason: null,
    note: '',
    workingMinutes: null,
    withinTime: null,
    detail: {
      readSeconds: input.readSeconds,
      formSha256: fingerprint,
      simple: cost.simple,
      effective: cost.effective,
      total: formatYuan(cost.total),
      items: cost.items.map(({ code, name, how, standard, chargedBy }) => ({ code, name, how, standard, chargedBy })),
    },
  })
  ctx.about(input.id)
  return moved((await applicationByKey(ctx.sql, row.key))!)
}
