import { addDays, type Day } from '#lib/day'
import type { House } from '../house.ts'
import { staffOf } from './client.ts'

/** Risk control has put two loans on the watch list by hand that no overdue day would have brought there. */
export async function seedWatch(house: House, today: Day): Promise<void> {
  const officer = await staffOf(house)('sun')
  const { rows } = await officer.servicing.listLoans({ state: 'active', sort: 'outstanding', direction: 'desc' })
  const reasons = ['借款人所在企业停工，收入可能中断', '所购品牌宣布停产，残值可能下跌']
  for (const [index, reason] of reasons.entries()) {
    const loan = rows[index]
    if (loan) await officer.servicing.watchLoan({ id: loan.id, reason, reviewOn: addDays(today, index === 0 ? 7 : 30) })
  }
}
