import { createHash } from 'node:crypto'
import { parseDay } from '#lib/day'
import { toId } from '#lib/id'
import { type Money, sum } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { csvProtocol } from '../debit-file.ts'
import { type DebitOutcome, debitOrders, saveDebitFile, saveDebitOutcomes } from '../store/debit.ts'
import { holdDay } from './open-book.ts'
import { recordRepayments } from './record-repayments.ts'

/**
 * Reads a bank's result file back: what was collected is recorded as repayments with the batch's day as value day and the
 * bank's reference, which a loan takes once; what was not is noted with the bank's reason. The same file again changes
 * nothing.
 * @throws Refusal servicing.debit_unreadable, servicing.debit_totals, servicing.debit_not_found, servicing.debit_unknown,
 *   servicing.day_stale
 */
export async function readDebitResults(
  ctx: Context,
  input: Input<typeof api.readDebitResults>,
): Promise<Output<typeof api.readDebitResults>> {
  await holdDay(ctx)
  const content = Buffer.from(input.content, 'base64')
  const { day: text, results } = csvProtocol.read(content.toString('utf8'))
  const day = parseDay(text)
  const orders = new Map(day ? (await debitOrders(ctx.sql, day)).map(row => [row.number, row]) : [])
  refuseUnless(day !== null && orders.size > 0, 'servicing.debit_not_found', { day: text }, 'content')
  const unknown = results.find(result => !orders.has(result.number))
  if (unknown) throw new Refusal('servicing.debit_unknown', { number: unknown.number, day }, 'content')
  const collected = results.filter(result => result.collected)
  const counts = { recorded: 0, failed: 0, refused: 0, amount: 0n as Money, repeatedFile: false }
  const fresh = await saveDebitFile(ctx.sql, {
    day,
    direction: 'result',
    protocol: csvProtocol.name,
    sha256: createHash('sha256').update(content).digest('hex'),
    rows: results.length,
    amount: sum(collected.map(result => result.amount)),
    byName: ctx.actor.name,
    at: ctx.now,
  })
  if (!fresh) return { ...counts, repeatedFile: true }
  // In the order of the loans, so that two files at once never wait for each other in a circle.
  const inOrder = [...collected].sort((a, b) => Number(orders.get(a.number)!.loanKey - orders.get(b.number)!.loanKey))
  const done = await recordRepayments(
    ctx,
    inOrder.map(({ number, amount, reference }) => ({
      loanId: toId('loan', orders.get(number)!.loanKey),
      amount,
      valueDate: day <= ctx.today ? day : ctx.today,
      channel: 'auto-debit',
      reference,
    })),
  )
  const outcomes = inOrder.map((result, index) => {
    const answer = done[index]
    const taken = !(answer instanceof Refusal) || answer.code === 'servicing.reference_taken'
    if (taken) counts.amount = (counts.amount + result.amount) as Money
    counts[taken ? 'recorded' : 'refused'] += 1
    const outcome: DebitOutcome = taken ? 'collected' : 'refused'
    const reason = answer instanceof Refusal && !taken ? answer.code : null
    return { loanKey: orders.get(result.number)!.loanKey, outcome, reason, reference: result.reference }
  })
  const failed = results
    .filter(result => !result.collected)
    .map(({ number, reason }) => ({
      loanKey: orders.get(number)!.loanKey,
      outcome: 'failed' as const,
      reason,
      reference: null,
    }))
  counts.failed = failed.length
  await saveDebitOutcomes(ctx.sql, day, [...outcomes, ...failed])
  ctx.note({ fileName: input.fileName, recorded: counts.recorded, failed: counts.failed })
  return counts
}
