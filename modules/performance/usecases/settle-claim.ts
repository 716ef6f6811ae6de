import { accounts, post } from '#ledger'
import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { monthlyCap } from '../recovery.ts'
import { type ClaimRow, claimLines, claimOf } from '../store/claim.ts'
import { caseByKey } from '../store/fault.ts'
import { lockMonths, openMonthFor } from '../store/month.ts'
import { insertLines, wagesOn } from '../store/pay.ts'
import { involved } from './decide-case.ts'
import { continued } from './hold-pay.ts'
import { claimView, leftOf, placeOf } from './list-claims.ts'
import { recoveryLaw, spreadClaim } from './spread-claim.ts'

type Whose = { caseId: `case_${string}`; personId: `person_${string}` }

async function claimFor(ctx: Context, { caseId, personId }: Whose, permission: string): Promise<ClaimRow> {
  await lockMonths(ctx.sql, true)
  const found = await claimOf(ctx.sql, toKey(caseId), toKey(personId))
  if (!found) throw new Refusal('performance.claim_not_found')
  ctx.rights.check(permission, placeOf(found))
  refuseUnless(found.personKey !== ctx.actor.key, 'performance.own_case')
  ctx.about(caseId, personId)
  return found
}

/**
 * Plans anew what months take of a claim: less a month than the law allows, as it was agreed, or once there is a wage.
 * @throws Refusal performance.claim_not_found, claim_amount, claim_cap, own_case
 */
export async function planClaim(
  ctx: Context,
  input: Input<typeof api.planClaim>,
): Promise<Output<typeof api.planClaim>> {
  const found = await claimFor(ctx, input, 'performance.case.open')
  const left = leftOf(found)
  refuseUnless(left > 0n, 'performance.claim_amount', { left: formatYuan(left) }, 'monthly')
  const [wage] = await wagesOn(ctx.sql, ctx.today, [found.personKey])
  const most = wage ? monthlyCap(wage.monthly, await recoveryLaw(ctx, ctx.today)) : 0n
  refuseUnless(input.monthly <= most, 'performance.claim_cap', { most: formatYuan(most) }, 'monthly')
  await plan(ctx, found, left, input.monthly)
  ctx.note({ monthly: formatYuan(input.monthly), reason: input.reason })
  return shown(ctx, found)
}

/**
 * Somebody has paid (part of) a claim back by other ways than the wage, a leaver mostly: the bank has it, what staff owe is less.
 * @throws Refusal performance.claim_not_found, claim_amount, own_case
 */
export async function repayClaim(
  ctx: Context,
  input: Input<typeof api.repayClaim>,
): Promise<Output<typeof api.repayClaim>> {
  const found = await claimFor(ctx, input, 'performance.month.pay')
  await settle(ctx, found, 'give-back', input.amount)
  await post(ctx, {
    day: ctx.today,
    source: 'performance.claim-repaid',
    about: input.caseId,
    branchKey: must(found.branchId, 'who was paid stood in a branch'),
    description: 'performance.journal.claim-repaid',
    note: input.reason,
    lines: [
      { account: accounts.bank, debit: input.amount, credit: 0n as Money },
      { account: accounts.staffPayable, debit: 0n as Money, credit: input.amount },
    ],
  })
  ctx.note({ amount: formatYuan(input.amount), reason: input.reason })
  return shown(ctx, found)
}

/**
 * Lets (part of) a claim go: a dead claim, or one the law forbids. Who was involved in the file or the finding does not.
 * @throws Refusal performance.claim_not_found, claim_amount, own_case
 */
export async function waiveClaim(
  ctx: Context,
  input: Input<typeof api.waiveClaim>,
): Promise<Output<typeof api.waiveClaim>> {
  const found = await claimFor(ctx, input, 'performance.case.appeal')
  const judged = must(await caseByKey(ctx.sql, found.caseKey), 'a claim has its case')
  const by = must(ctx.actor.key, 'people let go')
  refuseUnless(by !== judged.decidedBy && !(await involved(ctx, judged)).has(by), 'performance.own_case')
  await settle(ctx, found, 'forgive', input.amount)
  ctx.note({ amount: formatYuan(input.amount), reason: input.reason })
  await notify(ctx, {
    to: [found.personKey],
    template: 'performance.notice.waived',
    facts: { amount: formatYuan(input.amount) },
    about: input.caseId,
  })
  return shown(ctx, found)
}

/** A line that takes something off the claim, and the rest planned as it was: no more a month than before. */
async function settle(ctx: Context, found: ClaimRow, step: 'give-back' | 'forgive', amount: Money): Promise<void> {
  const left = leftOf(found)
  refuseUnless(amount <= left, 'performance.claim_amount', { left: formatYuan(left) }, 'amount')
  const month = await openMonthFor(ctx.sql, ctx.today)
  const lines = await claimLines(ctx.sql, [found.personKey])
  const parent = must(
    lines.find(line => line.caseKey === found.caseKey),
    'a claim has its line',
  )
  await insertLines(ctx.sql, [continued(ctx, { step, amount, parent }, month, ctx.today, 'finding', found.caseKey)])
  if (found.nextAmount) await plan(ctx, found, (left - amount) as Money, found.nextAmount)
}

async function plan(ctx: Context, found: ClaimRow, left: Money, most: Money): Promise<void> {
  const first = await openMonthFor(ctx.sql, ctx.today)
  await spreadClaim(ctx, { caseKey: found.caseKey, personKey: found.personKey, left, first, most })
}

async function shown(ctx: Context, { caseKey, personKey }: ClaimRow) {
  return claimView(ctx, must(await claimOf(ctx.sql, caseKey, personKey), 'the claim is there'))
}
