import { parseArgs } from 'node:util'
import { day } from '#lib/day'
import { fen, mulDiv } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor } from '../modules/product/plan.ts'
import type { DayCount, Method, Terms } from '../modules/product/terms.ts'
import { trueCost } from '../modules/product/true-cost.ts'

/**
 * `npm run bench -- quote --plans 200000`: 36-installment plans with their true yearly cost, one core. The floor is the
 * work no plan can do without, measured in the same run: one rounded interest and one row kept for each installment.
 * Plans a second of processor time stand beside those of the clock, which counts what others do on the machine too.
 */
export function run(args: string[] = []): Record<string, number> {
  const { values } = parseArgs({
    args,
    options: { plans: { type: 'string', default: '200000' } },
    allowPositionals: true,
  })
  const plans = Number(values.plans)
  if (!Number.isInteger(plans) || plans < 1) throw new Error('--plans must be a positive whole number')
  const methods: Method[] = ['equal-installment', 'equal-principal', 'balloon', 'interest-only']
  const dayCounts: DayCount[] = ['period', 'actual/365', '30/360', 'actual/actual']
  // Every plan is another one: nothing can be remembered from the last.
  const terms = (index: number): Terms => ({
    principal: fen(5_000_000 + (index % 1_000_003) * 100),
    disbursedOn: day(`2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`),
    annualRate: (0.02 + (index % 997) / 10_000).toFixed(4) as Rate,
    periods: 36,
    method: methods[index % methods.length]!,
    dayCount: dayCounts[Math.floor(index / methods.length) % dayCounts.length]!,
    rounding: 'half-up',
    balloon: fen(1_000_000),
  })
  const work = (from: number, count: number) => {
    let checksum = 0n
    for (let index = from; index < from + count; index += 1) {
      const one = terms(index)
      const plan = planFor(one)
      checksum += plan.totals.payment + BigInt(trueCost(one, plan).effective.length)
    }
    return checksum
  }
  work(0, Math.min(plans, 20_000))
  const spent = timed(() => work(0, plans))
  const floorSpent = timed(() => floor(plans))
  return {
    plans,
    installments: plans * 36,
    seconds: rounded(spent.seconds),
    plansPerSecond: Math.round(plans / spent.seconds),
    processorSeconds: rounded(spent.processorSeconds),
    plansPerProcessorSecond: Math.round(plans / spent.processorSeconds),
    floorSeconds: rounded(floorSpent.seconds),
    ratio: rounded(spent.processorSeconds / floorSpent.processorSeconds),
  }
}

function floor(plans: number): bigint {
  let checksum = 0n
  for (let index = 0; index < plans; index += 1) {
    const numerator = 48n + BigInt(index % 997)
    const rows: { interest: bigint; balance: bigint }[] = []
    let balance = 10_000_000n + BigInt(index)
    for (let row = 0; row < 36; row += 1) {
      const interest = mulDiv(balance, numerator, 12_000n, 'half-up')
      balance -= 200_000n - interest
      rows.push({ interest, balance })
    }
    checksum += BigInt(rows.length)
  }
  return checksum
}

function timed(work: () => bigint): { seconds: number; processorSeconds: number } {
  const start = performance.now()
  const before = process.cpuUsage()
  if (work() < 0n) throw new Error('impossible')
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6 }
}

const rounded = (value: number) => Number(value.toFixed(3))

if (import.meta.main) console.log(JSON.stringify(run(process.argv.slice(2))))
