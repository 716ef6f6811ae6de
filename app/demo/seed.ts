import { addDays, addMonths, type Day, dayAt, daysBetween, instantAt, monthEnd, weekday } from '#lib/day'
import { type Id, toId } from '#lib/id'
import { addDealer } from '#party'
import { type steeredClock, systemClock } from '#platform/clock'
import { addProduct, publishProduct } from '#product'
import { closeDay } from '#servicing'
import { ensureBranch } from '#team'
import type { House } from '../house.ts'
import { signAccessReview } from './access-review.ts'
import { seedPastCycle, seedPresentCycle } from './appraisals.ts'
import { bringLoan, type City, payDay, receiveSubsidies } from './book.ts'
import { seedCareers, seedNewcomer } from './careers.ts'
import { dealers, products } from './city.ts'
import { demoFirstDay, demoMonths } from './days.ts'
import { seedHeld } from './held.ts'
import { livesOf } from './lives.ts'
import { readNotices } from './notices.ts'
import { seedOrganisation } from './organisation.ts'
import { payLastMonth, seedPlans } from './pay.ts'
import { demoPeople } from './people.ts'
import { seedPeople, seedPulse } from './people-week.ts'
import { pipelineOf, type Stage } from './pipeline.ts'
import { mistakesOf, sampleMore, seedQuality } from './quality.ts'
import { randomOf } from './random.ts'
import { grantRights, setReviewDay } from './rights.ts'
import { servedOf } from './served.ts'
import { seedStaff } from './staff.ts'
import { seedTargets } from './targets.ts'
import { seedTogether } from './together.ts'
import { trainingOf } from './training.ts'
import { seedWatch } from './watch.ts'

/**
 * How big a city: months of history, loans the team brought along, the last days in which applications run through every step, and how
 * many more a workday of these brings to the desks.
 */
export type DemoSize = { months: number; loans: number; pipelineDays: number; busy?: number }
const fullSize: DemoSize = { months: demoMonths, loans: 264, pipelineDays: 24, busy: 4 }
/** When these begin: the desks are busiest late in the morning. */
const busyFrom = ['09:10', '10:30', '13:10', '14:40']

const developers = demoPeople.filter(person => person.post === 'market_developer').map(person => person.username)

const shanghai = developers.filter(username => !['xuwenbo', 'luo'].includes(username))

/**
 * Fills an empty installation with the demo city: staff, dealers, products, eighteen months of a loan book with people who pay
 * late or not at all, and applications at every stage. Everything goes through the same use cases as in daily work, on a held
 * clock that ends at today; every day is closed. Deterministic: the same seed gives the same city.
 */
export async function seedDemo(
  house: House,
  clock: ReturnType<typeof steeredClock>,
  say: (line: string) => void,
  size: DemoSize = fullSize,
): Promise<void> {
  const today = dayAt(systemClock.now())
  const start = demoFirstDay(today, size.months)
  clock.set(instantAt(start, '08:30'))
  const people = await seedStaff(house, addMonths(start, -6))
  const { rows } = await house.pool.query<{ username: string; user_id: string }>(
    'SELECT username, user_id FROM team.person',
  )
  const city: City = {
    house,
    people,
    random: randomOf(20261123),
    userIds: new Map(rows.map(row => [row.username, row.user_id])),
    productIds: await sellProducts(house, start),
    dealerIds: await meetDealers(house),
    borrowers: [],
    sequence: 0,
  }
  await setReviewDay(city, today)
  await seedPlans(house, people, start)
  await sampleMore(house, addDays(start, 1))
  const walk = pipelineOf(city, clock)
  const learn = trainingOf(city, clock, start, today)
  const mistakes = mistakesOf(city, clock, walk, start, today)
  const lives = livesOf(city, start, today)
  const served = servedOf(city, clock, developers, start, today)
  const days = daysBetween(start, today)
  const bookDays = Math.max(1, days - size.pipelineDays)
  for (let offset = 0; offset < days; offset += 1) {
    const on = addDays(start, offset)
    await learn(on)
    await mistakes.morning(on)
    clock.set(instantAt(on, '10:00'))
    // The book grows evenly until the pipeline takes over, so that buckets and ages are of every kind.
    const wanted = Math.floor(((offset + 1) / bookDays) * size.loans)
    while (offset < bookDays && city.sequence - mistakes.files() < wanted)
      await bringLoan(city, city.random.pick(developers), on)
    if (offset >= bookDays && offset % 2 === 0)
      await walk(
        city.random.pick(developers),
        on,
        city.random.pick(['disbursed', 'disbursed', 'disbursed', 'rejected']),
      )
    await lives(on)
    await served(on)
    if (offset >= bookDays && weekday(on) <= 5)
      for (let more = 0; more < (size.busy ?? 0); more += 1) {
        const stage = city.random.pick(['rejected', 'rejected', 'approved'] as const)
        await walk(city.random.pick(shanghai), on, stage, false, undefined, busyFrom[more % busyFrom.length]!)
      }
    clock.set(instantAt(on, '20:00'))
    await payDay(city, on)
    await receiveSubsidies(city, on)
    clock.set(instantAt(on, '23:30'))
    await closeDay(house.spine)
    await mistakes.night()
    if (on === monthEnd(on)) {
      await house.drain()
      clock.set(instantAt(addDays(on, 1), '08:00'))
      await payLastMonth(house, on)
      await signAccessReview(house, true)
      say(`${on.slice(0, 7)}  ${city.borrowers.length} 笔贷款 loans`)
    }
  }
  await grantRights(city)
  clock.set(instantAt(today, '08:30'))
  await seedPeople(house, today)
  await seedPastCycle(house, today)
  await house.drain()
  await readNotices(house)
  await openDesk(walk, today)
  await seedOrganisation(house)
  await seedCareers(city)
  await seedNewcomer(city, clock, walk, today)
  await seedHeld(house)
  await house.drain()
  await seedQuality(house)
  await seedWatch(house, today)
  await seedTargets(house, today)
  await seedTogether(house)
  await seedPresentCycle(house, today)
  await seedPulse(house, today)
  await signAccessReview(house, false)
  await house.drain()
  clock.release()
}

/** What lies on the desks this morning. */
async function openDesk(walk: ReturnType<typeof pipelineOf>, today: Day): Promise<void> {
  const desk: [string, Stage, boolean?][] = [
    ['lin', 'draft'],
    ['zhou', 'draft'],
    ['lin', 'submitted'],
    ['zhou', 'submitted'],
    ['maxiao', 'submitted'],
    ['hujiayin', 'submitted'],
    ['gao', 'submitted', true],
    ['lin', 'returned'],
    ['zhou', 'escalated', true],
    ['gao', 'joint', true],
    ['maxiao', 'committee', true],
    ['lin', 'approved'],
    ['maxiao', 'signing'],
    ['lin', 'requested'],
    ['xuwenbo', 'submitted'],
    ['luo', 'requested'],
  ]
  for (const [username, stage, big] of desk) await walk(username, today, stage, big ?? false)
}

async function sellProducts(house: House, from: Day): Promise<Map<string, Id<'product'>>> {
  return house.system('demo.products', async ctx => {
    const ids = new Map<string, Id<'product'>>()
    for (const { code, definition } of products) {
      const { id, number } = await addProduct(ctx, { code, note: '首版', definition })
      await publishProduct(ctx, { id, number, version: 1, effectiveFrom: from, lastDay: null })
      ids.set(code, id)
    }
    return ids
  })
}

async function meetDealers(house: House): Promise<City['dealerIds']> {
  return house.system('demo.dealers', async ctx => {
    const found: City['dealerIds'] = []
    for (const { branch, ...dealer } of dealers) {
      const branchKey = await ensureBranch(ctx.sql, { code: branch, name: branch, city: branch })
      const { id } = await addDealer(ctx, {
        ...dealer,
        accountName: dealer.name,
        bankName: '示范银行',
        branchId: toId('branch', branchKey),
      })
      found.push({ id, branch })
    }
    return found
  })
}
