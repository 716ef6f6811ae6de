import { addDays, addMonths, type Day, instantAt } from '#lib/day'
import type { steeredClock } from '#platform/clock'
import type { City } from './book.ts'
import { staffOf } from './client.ts'
import { pipelineOf } from './pipeline.ts'
import { randomOf } from './random.ts'

/** Who looks after a developer's loans once they are paid out: customer service and collection in Shanghai, risk control for Hangzhou. */
const after: Record<string, readonly [string, string]> = { SH: ['wujiayi', 'hejunjie'], HZ: ['sun', 'cao'] }
const inHangzhou = ['xuwenbo', 'luo']

/**
 * Files of the last month of the quarter that is appraised, four of each developer, from the application to the money: so that there are
 * customers to ask about everybody and enough colleagues who worked on the same files. They draw their own luck, so that the rest of
 * the city stays as it is. None in a city of less than a year.
 */
export function servedOf(
  city: City,
  clock: ReturnType<typeof steeredClock>,
  developers: readonly string[],
  start: Day,
  today: Day,
): (on: Day) => Promise<void> {
  if (addMonths(start, 14) > today) return async () => {}
  const own: City = { ...city, random: randomOf(20261031), sequence: 7000 }
  const walk = pipelineOf(own, clock)
  const first = addMonths(`${today.slice(0, 7)}-01` as Day, -1)
  const turns = new Map(
    developers.flatMap((_, at) => [0, 1, 2, 3].map(turn => [addDays(first, at * 4 + turn), { at, turn }])),
  )
  return async on => {
    const now = turns.get(on)
    if (!now) return
    const developer = developers[now.at]!
    const hangzhou = inHangzhou.includes(developer)
    await walk(developer, on, 'disbursed', false, hangzhou ? 'feng' : now.turn % 2 === 0 ? 'chen' : 'zhao')
    const loan = own.borrowers.at(-1)
    if (now.turn !== 0 || !loan) return
    clock.set(instantAt(on, '17:30'))
    const as = staffOf(city.house)
    const say = async (username: string, text: string) =>
      (await as(username)).notification.postLine({ record: loan.loanId, text })
    await say(developer, '客户希望每期到期前两天短信提醒，下午方便接电话。')
    const [caller, watcher] = after[hangzhou ? 'HZ' : 'SH']!
    await say(caller, '已电话回访，客户知道还款日和扣款卡。')
    await say(watcher, '首期前再核对一次扣款卡是否签约。')
  }
}
