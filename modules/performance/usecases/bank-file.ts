import { csvLine } from '#lib/csv'
import { toId } from '#lib/id'
import { formatYuan, sum } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { firstOf } from '../period.ts'
import * as store from '../store/month.ts'
import { payeesOf } from '../store/pay-account.ts'
import { accountSeal } from './pay-account.ts'

/**
 * What the bank pays out for an approved month: who, where and how much, one line a person, with the sum last. It opens account
 * numbers, so it is a command and leaves its line in the audit trail. @throws Refusal performance.month_state
 */
export async function bankFile(ctx: Context, input: Input<typeof api.bankFile>): Promise<Output<typeof api.bankFile>> {
  const month = firstOf(input.month)
  const kept = await store.payMonth(ctx.sql, month)
  refuseUnless(kept && kept.state !== 'frozen', 'performance.month_state', { month: month.slice(0, 7) })
  const found = (await store.monthSums(ctx.sql, month)).filter(row => row.net > 0n)
  const people = found.map(row => row.personKey)
  const names = await personNames(ctx.sql, people)
  const payees = await pastWall(ctx.sql, () => payeesOf(ctx.sql, people))
  const lines = found.map((row, at) => {
    const payee = payees.get(row.personKey)
    return [
      String(at + 1),
      toId('person', row.personKey),
      names.get(row.personKey) ?? '',
      payee?.bank ?? '',
      payee ? ctx.vault.open(payee.sealed, accountSeal) : '',
      formatYuan(row.net),
    ]
  })
  const total = formatYuan(sum(found.map(row => row.net)))
  const head = ['序号', '员工编号', '户名', '开户行', '账号', '金额']
  const text = [head, ...lines, ['合计', '', '', '', String(found.length), total]].map(csvLine).join('\r\n')
  const without = found.filter(row => !payees.has(row.personKey)).map(row => names.get(row.personKey) ?? '')
  ctx.note({ month, people: found.length, total, without: without.length })
  return { fileName: `pay-${month.slice(0, 7)}.csv`, text: `${text}\r\n`, without }
}
