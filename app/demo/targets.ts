import { addMonths, type Day, daysBetween } from '#lib/day'
import { fen, formatYuan, mulDiv, parseYuan } from '#lib/money'
import type { House } from '../house.ts'
import { type Client, staffOf } from './client.ts'

type Wish = Omit<Parameters<Client['performance']['setTarget']>[0], 'upper' | 'version' | 'reason'>

/** The year's and the month's targets from the company down to people, and the last month's figures kept. */
export async function seedTargets(house: House, today: Day): Promise<void> {
  const hr = await staffOf(house)('yuyang')
  const year = `${today.slice(0, 4)}-01-01` as Day
  const month = `${today.slice(0, 7)}-01` as Day
  // The month that was paid was frozen with its figures.
  const before = addMonths(month, -1)
  if (!(await hr.performance.listFrozen({})).some(one => one.month === before))
    await hr.performance.freezeFigures({ month: before })
  const { figure } = await hr.performance.figureRows({
    metric: 'disbursed-amount',
    company: 'true',
    from: year,
    to: today,
  } as never)
  const so = parseYuan(figure.value ?? '0') ?? fen(0)
  // A tenth more than the pace so far, and never nothing.
  const whole = mulDiv(so, 11n * 365n, 10n * BigInt(Math.max(1, daysBetween(year, today))), 'half-up')
  const aim = whole > 1200n ? whole : fen(120_000_000)
  const wishes: Wish[] = [
    { code: 'disbursed-amount', from: year, grain: 'year', value: formatYuan(aim) },
    { code: 'disbursed-amount', from: month, grain: 'month', value: formatYuan(mulDiv(aim, 1n, 12n, 'half-up')) },
    { code: 'fpd30', from: year, grain: 'year', value: '0.03' },
    { code: 'fpd30', from: month, grain: 'month', value: '0.03' },
    { code: 'in-time', from: month, grain: 'month', value: '0.9' },
    { code: 'reviews', from: month, grain: 'month', value: '40' },
  ]
  for (const wish of wishes) {
    const { ids } = await hr.performance.setTarget({ ...wish, upper: null, reason: '年度经营计划', version: 0 })
    for (let level = 0, open = ids as `target_${string}`[]; level < 3; level += 1) {
      const below: `target_${string}`[] = []
      for (const id of open)
        below.push(
          ...(
            await hr.performance.splitTarget({
              id,
              into: 'people',
              basis: 'days',
              reason: '按在岗工作日分解',
              version: 1,
            })
          ).ids,
        )
      open = below
    }
  }
}
