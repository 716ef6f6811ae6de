import { must } from '#lib/assert'
import { addDays } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { formatYuan, type Money, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { subsidyReceiptEntries } from '../entry.ts'
import { newKey, newKeys } from '../store/loan.ts'
import * as store from '../store/subsidy-claim.ts'
import { insertTransactions, type TransactionLoan } from '../store/transaction.ts'
import { type Met, meetClaims } from '../subsidy-claim.ts'
import { holdDay } from './open-book.ts'

/**
 * Records money of a payer of subsidies, in or out, and meets its claims with it: the oldest loans first. Each loan gets its line
 * and its entries. Emits `servicing.subsidy-recorded`.
 * @throws Refusal servicing.subsidy_exceeds, servicing.subsidy_payer, servicing.subsidy_reference_taken, servicing.subsidy_day,
 *   servicing.day_stale
 */
export async function recordSubsidyReceipt(
  ctx: Context,
  input: Input<typeof api.recordSubsidyReceipt>,
): Promise<Output<typeof api.recordSubsidyReceipt>> {
  await holdDay(ctx)
  const { payer, brand, reference } = input
  const dealerKey = input.dealerId === null ? null : toKey(input.dealerId)
  const named = payer === 'fiscal' ? !brand && dealerKey === null : payer === 'dealer' ? dealerKey !== null : !!brand
  refuseUnless(named, 'servicing.subsidy_payer', { payer: `product.subsidy-payer.${payer}` }, 'payer')
  const receivedOn = input.receivedOn ?? ctx.today
  const earliest = addDays(ctx.today, -366)
  refuseUnless(
    receivedOn <= ctx.today && receivedOn >= earliest,
    'servicing.subsidy_day',
    { from: earliest, to: ctx.today },
    'receivedOn',
  )
  const known = await store.receiptByReference(ctx.sql, reference)
  refuseUnless(
    !known,
    'servicing.subsidy_reference_taken',
    { reference, amount: formatYuan(known?.amount ?? zero) },
    'reference',
  )
  const counterparty = {
    payer,
    dealerKey: payer === 'dealer' ? dealerKey : null,
    brand: payer === 'manufacturer' ? brand : null,
  }
  const claims = await store.openClaims(ctx, counterparty)
  const amount = (input.way === 'returned' ? -input.amount : input.amount) as Money
  const met = meetClaims(claims, amount, input.setOff)
  const loans = new Map(claims.map(claim => [claim.loanKey, { ...claim, key: claim.loanKey }]))
  const key = await newKey(ctx.sql)
  const receipt = { ...counterparty, key, amount, receivedOn, reference, note: input.note ?? null, parentKey: null }
  await take(ctx, receipt, met, loans)
  const setOff = sum(met.filter(one => one.amount < 0n).map(one => one.amount))
  return {
    id: toId('receipt', key),
    amount,
    claims: met.length,
    setOff: amount > 0n ? (-setOff as Money) : zero,
  }
}

/**
 * Takes a receipt back: the claims it met are open again. Emits `servicing.subsidy-recorded`.
 * @throws Refusal servicing.receipt_not_found, servicing.reversed_taken, servicing.day_stale
 */
export async function reverseSubsidyReceipt(
  ctx: Context,
  input: Input<typeof api.reverseSubsidyReceipt>,
): Promise<Output<typeof api.reverseSubsidyReceipt>> {
  await holdDay(ctx)
  const receipt = await store.receiptByKey(ctx.sql, toKey(input.id))
  refuseUnless(receipt && receipt.parentKey === null, 'servicing.receipt_not_found')
  refuseUnless(receipt.reversedByKey === null, 'servicing.reversed_taken')
  const lines = await store.linesOfReceipt(ctx.sql, receipt.key)
  const met = lines.map(({ loanKey, seq, amount }) => ({ loanKey, seq, amount: -amount as Money }))
  const loans = new Map(lines.map(line => [line.loanKey, line]))
  const key = await newKey(ctx.sql)
  const { payer, dealerKey, brand, receivedOn, reference } = receipt
  const back = -receipt.amount as Money
  await take(
    ctx,
    { payer, dealerKey, brand, key, amount: back, receivedOn, reference, note: input.reason, parentKey: receipt.key },
    met,
    loans,
  )
  return { id: toId('receipt', key) }
}

/** Books a receipt: its own record, and on each loan it met a line with entries. */
async function take(
  ctx: Context,
  receipt: Parameters<typeof store.insertReceipt>[1],
  met: readonly Met[],
  loans: ReadonlyMap<bigint, TransactionLoan>,
): Promise<void> {
  const keys = await newKeys(ctx.sql, met.length)
  await insertTransactions(
    ctx.sql,
    met.map(({ loanKey, amount }, index) => ({
      loan: must(loans.get(loanKey), 'each claim has a loan'),
      one: {
        key: must(keys[index], 'a key for each'),
        kind: 'subsidy-receipt' as const,
        valueDate: receipt.receivedOn,
        postedOn: ctx.today,
        amount,
        terms: { payer: receipt.payer, reference: receipt.reference },
        entries: subsidyReceiptEntries(amount),
        note: receipt.note,
        recordedBy: ctx.actor.id,
        recordedAt: ctx.now,
      },
    })),
  )
  await store.insertReceipt(ctx, receipt, met)
  const id = toId('receipt', receipt.key)
  ctx.about(id)
  ctx.note({ payer: receipt.payer, amount: formatYuan(receipt.amount), claims: met.length })
  await ctx.emit('servicing.subsidy-recorded', {
    receiptId: id,
    payer: receipt.payer,
    amount: formatYuan(receipt.amount),
    day: ctx.today,
  })
}
