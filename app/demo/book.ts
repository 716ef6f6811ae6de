import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { type Money, parseYuan, sum } from '#lib/money'
import { addCustomer } from '#party'
import type { Context } from '#platform/context'
import { runCommand } from '#platform/write-path'
import { dealOn, productVersionOn, upFrontCharges } from '#product'
import { openLoan, quoteSettlement, recordRepayment, settleLoan, subsidyMoney } from '#servicing'
import { cityOfBranch, personById } from '#team'
import type { House } from '../house.ts'
import { dealOf, type Habit, habitOf, personOf } from './city.ts'
import type { Random } from './random.ts'

/** What the city knows of a loan's borrower: when installments fall due and how they are paid. */
export type Borrower = { loanId: Id<'loan'>; dueDays: Day[]; habit: Habit; paid: number; done: boolean }

/** Everything the city's history needs at hand. */
export type City = {
  house: House
  random: Random
  people: Map<string, Id<'person'>>
  userIds: Map<string, string>
  productIds: Map<string, Id<'product'>>
  dealerIds: { id: Id<'dealer'>; branch: string }[]
  borrowers: Borrower[]
  /** Runs on for identifiers and numbers. */
  sequence: number
}

/** Runs work as one of the staff, in one transaction with its audit line. */
export async function actAs<Out>(
  city: City,
  username: string,
  work: (ctx: Context) => Promise<Out>,
  called = { name: 'demo', permission: 'self' },
): Promise<Out> {
  const userId = must(city.userIds.get(username), `no staff ${username}`)
  const call = {
    userId,
    language: 'zh' as const,
    idempotencyKey: null,
    dryRun: false,
    requestId: 'demo',
    address: null,
  }
  return runCommand(city.house.spine, call, called, null, work)
}

/** A loan that is not left to luck. */
type Told = { code: string; principal: Money; periods: number; price?: Money; commitment?: Money; habit: Habit }

/** Takes one loan of the book the team brought along into the program: its customer, its plan, paid out to a dealer that day. */
export async function bringLoan(city: City, username: string, on: Day, told?: Told): Promise<Id<'loan'>> {
  const { random } = city
  city.sequence += 1
  const { sequence } = city
  const person = personOf(random, sequence)
  const deal = dealOf(random, sequence)
  const code = told?.code ?? productFor(deal, sequence)
  const periods = told?.periods ?? (code === 'used-car' ? Math.min(deal.periods, 36) : deal.periods)
  const principal = told?.principal ?? (parseYuan(deal.principal) as Money)
  const opened = await actAs(city, username, async ctx => {
    const { id: customerId } = await addCustomer(ctx, {
      kind: 'individual',
      ...person,
      monthlyIncome: parseYuan(person.monthlyIncome)!,
      monthlyDebt: parseYuan(person.monthlyDebt)!,
    })
    const owner = must(await personById(ctx.sql, city.people.get(username)!, ctx.today), 'staff')
    const product = must(await productVersionOn(ctx.sql, must(city.productIds.get(code), code), on), 'on offer')
    const worked = await dealOn(ctx.sql, product, { principal, periods, disbursedOn: on, price: told?.price }, on)
    const dealer = random.pick(city.dealerIds)
    const region = await cityOfBranch(ctx.sql, owner.branchKey!)
    return { customerId, owner, product, worked, dealer, region }
  })
  const { owner, product, worked, dealer, customerId, region } = opened
  const { plan, floating, terms } = worked
  const loanId = await city.house.system('demo.book', ctx =>
    openLoan(ctx, {
      number: `L-${on.replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`,
      applicationKey: null,
      contractKey: null,
      customerKey: toKey(customerId),
      productKey: product.key,
      productVersion: product.version,
      dealerKey: toKey(dealer.id),
      ownerKey: owner.key,
      groupKey: owner.groupKey,
      branchKey: owner.branchKey!,
      principal,
      ...(told?.commitment ? { commitment: told.commitment } : {}),
      annualRate: terms.annualRate,
      penaltyRate: worked.penaltyRate,
      dayCount: worked.terms.dayCount,
      floating,
      plan,
      charges: upFrontCharges(product.definition, principal).map(charge => ({ ...charge, taken: 'borrower' as const })),
      subsidies: worked.subsidies,
      subsidyLoss: worked.subsidyLoss,
      disbursedOn: on,
      payee: { dealerKey: toKey(dealer.id) },
      slices: { vehicle: deal.vehicle, region },
    }),
  )
  city.borrowers.push({
    loanId,
    dueDays: plan.installments.map(row => row.dueOn),
    habit: told?.habit ?? habitOf(random),
    paid: 0,
    done: false,
  })
  return loanId
}

/** Once a month brands and dealers pay what they owe of subsidies, a brand a little less than all; the treasury takes its time. */
export async function receiveSubsidies(city: City, today: Day): Promise<void> {
  if (!today.endsWith('-20')) return
  await actAs(city, 'liu', async ctx => {
    for (const one of await subsidyMoney.listSubsidyPayers(ctx)) {
      if (one.payer === 'fiscal' || one.open === 0n) continue
      const amount = one.payer === 'manufacturer' ? (((one.open / 100n) * 9n) / 10n) * 100n : one.open
      if (amount <= 0n) continue
      await subsidyMoney.recordSubsidyReceipt(ctx, {
        payer: one.payer,
        dealerId: one.dealerId,
        brand: one.brand,
        way: 'received',
        amount: amount as Money,
        setOff: false,
        reference: `TX${today.replaceAll('-', '')}-${one.brand ?? one.dealerName ?? ''}`,
      })
    }
  })
}

/** Which product a deal is sold on: mostly the plain ones, now and then one whose rate floats, with a flat fee, or subsidised. */
function productFor({ vehicle, periods, principal }: ReturnType<typeof dealOf>, sequence: number): string {
  if (vehicle.condition === 'used') return 'used-car'
  const lent = must(parseYuan(principal), 'a deal has an amount')
  const green = vehicle.energy === 'new-energy' && periods >= 24
  if (sequence % 11 === 4) return 'floating-new'
  if (sequence % 11 === 7 && periods <= 36 && lent <= 20_000_000n) return 'flat-fee'
  if (sequence % 11 === 9 && green && periods <= 36 && lent <= 30_000_000n) return 'stacked-subsidy'
  return green ? 'green-new-energy' : 'standard-new'
}

/** Everybody whose habit it is pays today: one transaction for the day's direct debits and transfers. */
export async function payDay(city: City, today: Day): Promise<void> {
  const payers = city.borrowers.filter(one => !one.done && one.paid < one.dueDays.length && paysOn(one) === today)
  if (payers.length === 0) return
  await city.house.system('demo.repayments', async ctx => {
    for (const one of payers) {
      if (one.habit.kind === 'settles' && one.paid >= one.habit.after) {
        const { total } = await quoteSettlement(ctx, { id: one.loanId })
        await settleLoan(ctx, { id: one.loanId, amount: total as Money, channel: 'bank-transfer' })
        one.done = true
        continue
      }
      const { due } = await quoteSettlement(ctx, { id: one.loanId })
      const amount = sum(Object.values(due) as bigint[])
      if (amount > 0n)
        await recordRepayment(ctx, {
          loanId: one.loanId,
          amount,
          channel: one.habit.kind === 'late' ? 'bank-transfer' : 'auto-debit',
        })
      one.paid = one.dueDays.filter(day => day <= today).length
      one.done = one.paid >= one.dueDays.length
    }
  })
}

/** The day the next installment is paid; null when it never will be. */
function paysOn({ habit, dueDays, paid }: Borrower): Day | null {
  const due = dueDays[paid]!
  if (habit.kind === 'stops' && paid >= habit.after) return null
  return habit.kind === 'late' ? addDays(due, habit.days) : due
}
