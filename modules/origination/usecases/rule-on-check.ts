import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { defectsOf, insertRuling } from '../store/quality.ts'
import { checkForUpdate, checkOutside } from './independent-check.ts'
import { settleDefects } from './settle-defects.ts'

/**
 * A third person, neither checker nor judged nor with any hand in the file, upholds or lifts a contested defect, once.
 * @throws Refusal origination.check_not_found, defect_not_contested, third_person, authority.*
 */
export async function ruleOnCheck(
  ctx: Context,
  input: Input<typeof api.ruleOnCheck>,
): Promise<Output<typeof api.ruleOnCheck>> {
  const check = await checkForUpdate(ctx, input.id, 'origination.quality.rule')
  refuseUnless(check.checkedBy !== ctx.actor.key, 'origination.third_person')
  await checkOutside(ctx, check)
  const defect = (await defectsOf(ctx.sql, check.key)).find(one => one.key === toKey(input.defectId))
  refuseUnless(defect?.answer === 'contest' && defect.upheld === null, 'origination.defect_not_contested')
  await insertRuling(ctx, defect.key, input.upheld, input.reason)
  const state = await settleDefects(ctx, check)
  ctx.about(input.id, toId('application', check.applicationKey), toId('person', check.ownerId))
  ctx.note({ code: defect.code, upheld: input.upheld })
  await ctx.emit('origination.check-ruled', { checkId: input.id, upheld: input.upheld })
  await notify(ctx, {
    to: [check.ownerId, ...(check.checkedBy === null ? [] : [check.checkedBy])],
    template: input.upheld ? 'origination.notice.upheld' : 'origination.notice.lifted',
    facts: { number: check.applicationNumber, defect: defect.name },
    about: input.id,
  })
  return { id: input.id, state }
}
