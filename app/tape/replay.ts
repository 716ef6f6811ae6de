import { addDays, addMonths, type Day, dayOf, earliest, instantAt, monthsBetween, parts } from '#lib/day'
import type { Id } from '#lib/id'
import { type Money, max, min, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import type { heldClock } from '#platform/clock'
import type { Context } from '#platform/context'
import { planFor } from '#product'
import {
  actions,
  closeDay,
  components,
  openLoan,
  quoteSettlement,
  recordRepayments,
  reverseRepayment,
  settleLoan,
} from '#servicing'
import { ensureBranch } from '#team'
import type { House } from '../house.ts'
import { cutOff, monthDay, type TapeLoan } from './abs-ee.ts'
import { type Arrears, arrearsOf, compareMonth, type MonthComparison, outstandingOf } from './compare.ts'
import { extensionsOf } from './extension.ts'

type Tally = { count: number; amount: Money }

/** What the replay did, and what of the tape the book could not take, by kind. */
export type Replay = {
  loans: number
  months: MonthComparison[]
  payments: Tally
  settlements: { count: number; quoted: Money; taped: Money }
  deferrals: Tally
  reversals: Tally
  writeOffs: Tally
  recoveries: Tally
  unrepresented: Record<string, Tally & { why: string }>
  /** The loans outside one percent at the end, by what had happened to them, with how far off they are together. */
  outside: Record<string, Tally>
  /** How the book stands at the end. */
  arrears: Arrears
}

type Held = ReturnType<typeof heldClock>
type Open = {
  tape: TapeLoan
  id: Id<'loan'>
  putOff: ReadonlySet<number>
  closed: boolean
  /** The trust has no balance on it any more and nobody paid it: to be written off as soon as it is overdue. */
  lost: boolean
  claim: Money
  last: { id: Id<'repayment'>; amount: Money; month: number } | null
  deferred: boolean
  returned: boolean
}

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
  const replay: Replay = {
    loans: loans.length,
    months: [],
    payments: { count: 0, amount: zero },
    settlements: { count: 0, quoted: zero, taped: zero },
    deferrals: { count: 0, amount: zero },
    reversals: { count: 0, amount: zero },
    writeOffs: { count: 0, amount: zero },
    recoveries: { count: 0, amount: zero },
    unrepresented: {},
    outside: {},
    arrears: { overdue: '', nonPerforming: '', loans: 0, fragments: 0, tolerated: [] },
  }
  const opened = await openAll(house, loans, replay)
  report(`${opened.length} loans opened on ${cutOff}`)
  const byDate = Map.groupBy(opened, one => one.tape.dueDate)
  await closeDay(house.spine)
  for (let month = 1; month <= months; month += 1) {
    const last = monthDay(month, 31)
    for (let on = monthDay(month, 1); on <= last; on = addDays(on, 1)) {
      clock.set(instantAt(on, '10:00'))
      const due = (byDate.get(parts(on).date) ?? []).filter(one => !one.closed)
      // An installment can be put off until the day before it is due.
      const tomorrow = addDays(on, 1)
      const put = (byDate.get(parts(tomorrow).date) ?? []).filter(
        one => !one.closed && one.putOff.has(monthOf(tomorrow)),
      )
      if (due.length + put.length > 0)
        await house.system('import-tape', async ctx => {
          await payAll(ctx, due, month, replay)
          for (const one of put) await putOff(ctx, one, replay)
        })
      clock.set(instantAt(on, '23:30'))
      await closeDay(house.spine)
    }
    await house.drain()
    replay.months.push(
      await compareMonth(
        house,
        loans,
        new Set(opened.filter(one => one.lost).map(one => one.tape.number)),
        month,
        last,
      ),
    )
    const now = replay.months.at(-1)!
    report(
      `${last.slice(0, 7)}  within 1 %: ${now.within}/${now.loans}  without charge-offs ${now.sound.share} ${now.sound.deviation}  ours ${now.ours}  tape ${now.tape}  ${now.deviation}`,
    )
  }
  replay.outside = await outsideOf(house, opened, months)
  replay.arrears = await arrearsOf(house, loans, addDays(monthDay(months, 31), 1))
  return replay
}

async function openAll(house: House, loans: TapeLoan[], replay: Replay): Promise<Open[]> {
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
        // Money pays all interest that is due before any principal.
        lateOrders: [{ from: 0, across: 'parts', order: [...components] }],
        settlementFee: { rate: '0' as Rate, freeAfterPeriods: 0 },
      })
      found.push({
        tape,
        id,
        putOff: extensionsOf(tape),
        closed: false,
        lost: false,
        claim: zero,
        last: null,
        deferred: false,
        returned: false,
      })
      if (plan.arrears)
        note(
          replay,
          'interest-in-arrears',
          zero,
          'more interest was in arrears at the cut-off than an installment holds; the plan begins a month before its first due day',
        )
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
    const { payment, balance, recovered, costs } = one.tape.months[month - 1]!
    const before = month === 1 ? one.tape.principal : (one.tape.months[month - 2]!.balance ?? zero)
    const ended = before > 0n && (balance ?? 0n) <= 0n && (one.tape.months[month]?.balance ?? 0n) <= 0n
    if (costs > 0n)
      note(replay, 'repossession-costs', costs, 'costs of taking the vehicle back are the trust’s, not the loan’s')
    if (balance === null && before > 0n && payment <= 0n)
      note(replay, 'left-the-tape', before, 'the loan is on the tape no more and nothing says why; it goes on with us')
    else if (payment > 0n) {
      if (!(ended && (await paidOff(ctx, one, payment, replay)))) paying.push({ one, amount: payment })
    } else if (payment < 0n || (balance ?? 0n) > before)
      await giveBack(ctx, one, (balance ?? zero) - before, month, replay)
    else if (ended) one.lost = true
    if (one.lost && one.claim === 0n && !paying.some(other => other.one === one)) await writeOff(ctx, one, replay)
    if (recovered > 0n) await recover(ctx, one, recovered, replay)
  }
  await pay(ctx, paying, month, replay)
}

/** Puts tomorrow's installment off by a month; interest runs on, and the term grows by what is then left. */
async function putOff(ctx: Context, one: Open, replay: Replay): Promise<void> {
  const refused = await refusalOf(() =>
    actions.deferLoan(ctx, {
      id: one.id,
      periods: 1,
      interest: 'runs-on',
      termException: false,
      reason: '按资产池记录延期',
    }),
  )
  if (refused)
    return note(
      replay,
      refused.code,
      one.tape.installment,
      'an installment put off by the tape, which our plan cannot put off',
    )
  one.deferred = true
  add(replay.deferrals, one.tape.installment)
}

/** A balance that rises without a new loan: the bank took the last payment back. */
async function giveBack(ctx: Context, one: Open, rise: bigint, month: number, replay: Replay): Promise<void> {
  const amount = (rise > 0n ? rise : 0n) as Money
  // Principal is most of a payment: what rises by another sum was another payment, or a part of one.
  const fits = one.last && month - one.last.month <= 3 && amount <= one.last.amount && amount * 2n >= one.last.amount
  if (!one.last || !fits)
    return note(
      replay,
      'returned-unknown',
      amount,
      'money went back that came in before the cut-off or in parts we cannot name',
    )
  const { id, amount: taken } = one.last
  const refused = await refusalOf(() =>
    reverseRepayment(ctx, { id: one.id, transactionId: id, reason: '按资产池记录退款' }),
  )
  if (refused)
    return note(replay, refused.code, amount, 'a payment the tape takes back, which ours does not let be taken back')
  one.last = null
  one.returned = true
  add(replay.reversals, taken)
}

/** The loan leaves the trust's book at a loss, and ours as soon as it is overdue here. */
async function writeOff(ctx: Context, one: Open, replay: Replay): Promise<void> {
  try {
    const { amount } = await actions.writeOffLoan(ctx, { id: one.id, reason: '按资产池记录核销' })
    one.claim = amount as Money
    add(replay.writeOffs, one.claim)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Not overdue with us yet: it is asked again next month.
    if (error.code !== 'servicing.not_overdue')
      note(replay, error.code, zero, 'a loss of the tape that our book does not let be written off')
  }
}

/** Money on a loan written off: the vehicle's proceeds, or what was recovered. */
async function recover(ctx: Context, one: Open, money: Money, replay: Replay): Promise<void> {
  const amount = min(money, one.claim)
  if (money > amount)
    note(
      replay,
      'recovered-beyond',
      (money - amount) as Money,
      'proceeds above our claim, or of a loan that is not written off with us',
    )
  if (amount === 0n) return
  await actions.recoverClaim(ctx, { id: one.id, amount, channel: 'bank-transfer' })
  one.claim = (one.claim - amount) as Money
  add(replay.recoveries, amount)
}

/** Settles a loan that the tape paid off this month, when the payment covers what we would ask. */
async function paidOff(ctx: Context, one: Open, payment: Money, replay: Replay): Promise<boolean> {
  const quote = await quoteSettlement(ctx, { id: one.id })
  // A payment far below our quote is no pay-off of ours: the tape wrote the rest off.
  if (quote.total * 100n > payment * 110n) {
    one.lost = true
    return false
  }
  await settle(ctx, one, payment, replay)
  return true
}

/** Records a day's payments as one file: what is due first, the rest prepays principal and ends the loan sooner. */
async function pay(
  ctx: Context,
  paying: readonly { one: Open; amount: Money }[],
  month: number,
  replay: Replay,
): Promise<void> {
  const recorded = await recordRepayments(
    ctx,
    paying.map(({ one, amount }) => ({ loanId: one.id, amount, channel: 'bank-transfer', surplus: 'installment' })),
  )
  for (const [index, { one, amount }] of paying.entries()) {
    const done = recorded[index]!
    if (done instanceof Refusal) {
      if (done.code === 'servicing.prepayment_exceeds') await settle(ctx, one, amount, replay)
      else if (done.code === 'servicing.loan_settled' && one.claim === 0n) one.closed = true
      else note(replay, done.code, amount, 'refused by this rule; the money is not in our book')
    } else {
      one.last = { id: done.id, amount, month }
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

/** The loans that end outside one percent of the tape, by what had happened to them. */
async function outsideOf(house: House, opened: readonly Open[], months: number): Promise<Replay['outside']> {
  const held = await outstandingOf(house)
  const outside: Replay['outside'] = {}
  for (const { tape, lost, returned, deferred } of opened) {
    const taped = max(tape.months[months - 1]!.balance ?? zero, zero)
    const own = held.get(tape.number)?.outstanding ?? 0n
    const gap = (own > taped ? own - taped : taped - own) as Money
    if (gap * 100n <= taped) continue
    const kind = lost ? 'lost by the trust' : returned ? 'payment taken back' : deferred ? 'put off' : 'neither'
    outside[kind] ??= { count: 0, amount: zero }
    add(outside[kind], gap)
  }
  return outside
}

async function refusalOf(work: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function add(tally: Tally, amount: bigint): void {
  tally.count += 1
  tally.amount = (tally.amount + amount) as Money
}

function note(replay: Replay, kind: string, amount: Money, why: string) {
  const found = replay.unrepresented[kind] ?? { count: 0, amount: zero, why }
  replay.unrepresented[kind] = found
  add(found, amount)
}

const monthOf = (on: Day) => monthsBetween(cutOff, on)
