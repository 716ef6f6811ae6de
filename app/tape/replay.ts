import { addDays, addMonths, type Day, dayOf, earliest, instantAt, parts } from '#lib/day'
import type { Id } from '#lib/id'
import { type Money, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import type { heldClock } from '#platform/clock'
import type { Context } from '#platform/context'
import { planFor } from '#product'
import { closeDay, openLoan, quoteSettlement, recordRepayments, settleLoan } from '#servicing'
import { ensureBranch } from '#team'
import type { House } from '../house.ts'
import { cutOff, monthDay, type TapeLoan } from './abs-ee.ts'
import { compareMonth, type MonthComparison } from './compare.ts'

/** What the replay did, and what of the tape the book could not take, by kind. */
export type Replay = {
  loans: number
  months: MonthComparison[]
  payments: { count: number; amount: Money }
  settlements: { count: number; quoted: Money; taped: Money }
  unrepresented: Record<string, { count: number; amount: Money; why: string }>
}

type Held = ReturnType<typeof heldClock>
type Open = { tape: TapeLoan; id: Id<'loan'>; closed: boolean; chargedOff: boolean }

/**
 * Opens every loan of the tape on the cut-off day and lives its months: each payment on the loan's due day, each day
 * closed, balances compared at every month's end. Needs an installation whose business day is the cut-off.
 */
export async function replayTape(
  house: House,
  clock: Held,
  loans: TapeLoan[],
  months: number,
  report: (line: string) => void,
): Promise<Replay> {
  const opened = await openAll(house, loans)
  report(`${opened.length} loans opened on ${cutOff}`)
  const replay: Replay = {
    loans: opened.length,
    months: [],
    payments: { count: 0, amount: zero },
    settlements: { count: 0, quoted: zero, taped: zero },
    unrepresented: {},
  }
  const byDate = Map.groupBy(opened, one => one.tape.dueDate)
  await closeDay(house.spine)
  for (let month = 1; month <= months; month += 1) {
    const last = monthDay(month, 31)
    for (let on = monthDay(month, 1); on <= last; on = addDays(on, 1)) {
      clock.set(instantAt(on, '10:00'))
      const due = (byDate.get(parts(on).date) ?? []).filter(one => !one.closed)
      if (due.length > 0) await house.system('import-tape', ctx => payAll(ctx, due, month, replay))
      clock.set(instantAt(on, '23:30'))
      await closeDay(house.spine)
    }
    await house.drain()
    replay.months.push(
      await compareMonth(
        house,
        loans,
        new Set(opened.filter(one => one.chargedOff).map(one => one.tape.number)),
        month,
        last,
      ),
    )
    const now = replay.months.at(-1)!
    report(
      `${last.slice(0, 7)}  within 1 %: ${now.within}/${now.loans}  without charge-offs ${now.sound.share} ${now.sound.deviation}  ours ${now.ours}  tape ${now.tape}  ${now.deviation}`,
    )
  }
  return replay
}

async function openAll(house: House, loans: TapeLoan[]): Promise<Open[]> {
  return house.system('import-tape', async ctx => {
    const branchKey = await ensureBranch(ctx.sql, { code: 'ABS', name: 'Ally 2019-3 资产池', city: '—' })
    const found: Open[] = []
    for (const tape of loans) {
      const plan = tapePlan(tape)
      const id = await openLoan(ctx, {
        number: tape.number,
        applicationKey: null,
        contractKey: null,
        customerKey: 0n,
        productKey: 0n,
        productVersion: 0,
        dealerKey: null,
        ownerKey: null,
        groupKey: null,
        branchKey,
        principal: tape.principal,
        annualRate: tape.annualRate,
        // Simple interest runs on while a payment is late, at the same rate.
        penaltyRate: tape.annualRate,
        plan,
        disbursedOn: plan.disbursedOn,
        slices: {
          originatedOn: earliest(tape.originatedOn, plan.disbursedOn),
          vehicle: tape.vehicle,
          region: tape.region,
        },
        payee: { dealerKey: null },
        graceDays: 0,
        settlementFee: { rate: '0' as Rate, freeAfterPeriods: 0 },
      })
      found.push({ tape, id, closed: false, chargedOff: false })
    }
    return found
  })
}

/**
 * What was still to come at the cut-off, by the contract: its installment each month until the balance is repaid, interest by
 * actual days over 365 from the day up to which it had been paid.
 */
export function tapePlan(tape: TapeLoan) {
  const { year, month } = parts(addMonths(cutOff, 1, 1))
  // Twelve months more than the remaining term: a balance that interest in arrears has raised is paid by further installments.
  const periods = tape.periods + 12
  const payments = Array.from({ length: periods }, (_, index) =>
    index === periods - 1 ? tape.principal : tape.installment,
  )
  const firstDueOn = dayOf(year, month, tape.dueDate)
  const planFrom = (disbursedOn: Day) => ({
    disbursedOn,
    ...planFor({
      principal: tape.principal,
      disbursedOn,
      firstDueOn,
      annualRate: tape.annualRate,
      periods,
      method: 'custom',
      payments,
      dayCount: 'actual/365',
      rounding: 'half-up',
    }),
  })
  const whole = planFrom(tape.interestFrom)
  // Interest in arrears above a whole installment has no row to stand in: the plan then begins a month before its first due day.
  const plan = whole.installments.some(row => row.principal < 0n) ? planFrom(addMonths(firstDueOn, -1)) : whole
  return {
    disbursedOn: earliest(plan.disbursedOn, cutOff),
    arrears: plan !== whole,
    installments: plan.installments.filter(row => row.payment !== 0n),
  }
}

async function payAll(ctx: Context, due: Open[], month: number, replay: Replay): Promise<void> {
  const paying: { one: Open; amount: Money }[] = []
  for (const one of due) {
    const { payment, balance, repossessed, recovery } = one.tape.months[month - 1]!
    const ended = balance === 0n && (one.tape.months[month]?.balance ?? 0n) === 0n
    if (repossessed || (recovery > 0n && ended)) chargeOff(one, payment, replay)
    if (payment <= 0n) {
      // A balance that ends without money was written off.
      if (ended && month > 1 && (one.tape.months[month - 2]!.balance ?? 0n) > 0n) chargeOff(one, payment, replay)
      continue
    }
    if (ended && !repossessed && (await paidOff(ctx, one, payment, replay))) continue
    paying.push({ one, amount: payment })
  }
  await pay(ctx, paying, replay)
}

/** Settles a loan that the tape paid off this month, when the payment covers what we would ask. */
async function paidOff(ctx: Context, one: Open, payment: Money, replay: Replay): Promise<boolean> {
  const quote = await quoteSettlement(ctx, { id: one.id })
  // A payment far below our quote is no pay-off of ours: the tape wrote the rest off.
  if (quote.total * 100n > payment * 110n) {
    chargeOff(one, payment, replay)
    return false
  }
  await settle(ctx, one, payment, replay)
  return true
}

/** Records a day's payments as one file: what is due first, the rest prepays principal and ends the loan sooner. */
async function pay(ctx: Context, paying: readonly { one: Open; amount: Money }[], replay: Replay): Promise<void> {
  const recorded = await recordRepayments(
    ctx,
    paying.map(({ one, amount }) => ({ loanId: one.id, amount, channel: 'bank-transfer', surplus: 'installment' })),
  )
  for (const [index, { one, amount }] of paying.entries()) {
    const done = recorded[index]!
    if (done instanceof Refusal) {
      if (done.code === 'servicing.prepayment_exceeds') await settle(ctx, one, amount, replay)
      else if (done.code === 'servicing.loan_settled') one.closed = true
      else note(replay, done.code, amount, 'refused by this rule; the money is not in our book')
    } else {
      if (!['active', 'overdue'].includes(done.state)) one.closed = true
      replay.payments.count += 1
      replay.payments.amount = (replay.payments.amount + amount) as Money
    }
  }
}

async function settle(ctx: Context, one: Open, payment: Money, replay: Replay): Promise<void> {
  const { total } = await quoteSettlement(ctx, { id: one.id })
  await settleLoan(ctx, { id: one.id, amount: total as Money, channel: 'bank-transfer' })
  one.closed = true
  replay.settlements.count += 1
  replay.settlements.quoted = (replay.settlements.quoted + total) as Money
  replay.settlements.taped = (replay.settlements.taped + payment) as Money
}

/** The loan leaves the trust's book at a loss; in ours it stays, overdue. */
function chargeOff(one: Open, payment: Money, replay: Replay) {
  one.chargedOff = true
  note(
    replay,
    'charge-off',
    payment,
    'the trust repossessed or charged the loan off; write-off and recovery are no operations yet, so the loan stays with us as overdue',
  )
}

function note(replay: Replay, kind: string, amount: Money, why: string) {
  const found = replay.unrepresented[kind] ?? { count: 0, amount: zero, why }
  replay.unrepresented[kind] = found
  found.count += 1
  found.amount = (found.amount + amount) as Money
}
