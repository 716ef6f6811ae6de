import { must } from '#lib/assert'
import { addDays, addMonths, type Day, monthEnd } from '#lib/day'
import type { Id } from '#lib/id'
import { parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { bringLoan, type City } from './book.ts'
import { type Client, staffOf } from './client.ts'
import { randomOf } from './random.ts'

/** What happens to a loan on a day, by whom: the client is signed in as the colleague named. Some pay again after it. */
type Deed = { on: Day; by: string; act(client: Client, id: Id<'loan'>): Promise<unknown>; paysAgain?: boolean }
/** A loan whose life is written beforehand: when it is brought and on what, how it is paid, what people do with it. */
type Life = Parameters<typeof bringLoan>[3] & { from: Day; deeds: Deed[] }

/**
 * Loans of the demo whose lives are written beforehand, so that every kind of thing that can happen to one has happened: paid out
 * in parts, restructured, written off with something coming back, a balloon financed anew, a payment found in a month that was
 * closed, two that had ended before the base rate they followed was corrected, and one whose pay was taken back. They draw their own luck, so that the rest of the
 * city stays as it is. None in a city of less than a year.
 */
export function livesOf(city: City, start: Day, today: Day): (on: Day) => Promise<void> {
  if (addMonths(start, 14) > today) return async () => {}
  const own: City = { ...city, random: randomOf(20260125), sequence: 9000 }
  const lives = [
    inParts(start),
    restructured(start),
    lost(start),
    balloon(start),
    found(start, today),
    untrue(start, today, must(city.people.get('lin'), 'who brings them')),
  ]
  const rate = wrongRate(start, today)
  if (rate) for (const after of [8, 10]) lives.push(following(start, after))
  const loans = new Map<Life, Id<'loan'>>()
  return async on => {
    for (const life of lives) {
      if (life.from === on) loans.set(life, await bringLoan(own, 'lin', on, life))
      for (const deed of life.deeds.filter(one => one.on === on)) {
        const client = await staffOf(city.house, '按审批意见办理')(deed.by)
        const id = must(loans.get(life), 'a deed comes after its loan')
        await deed.act(client, id)
        const borrower = must(
          city.borrowers.find(one => one.loanId === id),
          'a borrower',
        )
        const dueDays = (await client.servicing.getLoan({ id })).installments
          .map(row => row.dueOn)
          .filter(day => day > on)
        if (deed.paysAgain) Object.assign(borrower, { dueDays, paid: 0, done: false, habit: { kind: 'prompt' } })
      }
    }
    await rate?.(city, on)
  }
}

const yuan = (text: string) => must(parseYuan(text), text)

/** Two parts: the second when the car is converted. */
function inParts(start: Day): Life {
  const from = addDays(start, 47)
  return {
    from,
    code: 'standard-new',
    principal: yuan('90000'),
    periods: 36,
    commitment: yuan('120000'),
    habit: { kind: 'prompt' },
    deeds: [
      {
        on: addDays(from, 80),
        by: 'liu',
        act: (client, id) =>
          client.servicing.disburseTranche({ id, amount: '30000.00', reason: '车辆改装验收合格，按合同放第二笔' }),
      },
    ],
  }
}

/** Stops paying when the income falls; what is owed beside the principal is waived, the rest repaid over three years. */
function restructured(start: Day): Life {
  const from = addDays(start, 52)
  const on = addDays(from, 250)
  return {
    from,
    code: 'standard-new',
    principal: yuan('110000'),
    periods: 36,
    habit: { kind: 'stops', after: 4 },
    deeds: [
      {
        on,
        by: 'sun',
        paysAgain: true,
        async act(client, id) {
          const { due } = await client.servicing.getLoan({ id })
          const reason = '收入下降，还款意愿良好，申请重组'
          if (due.penalty !== '0.00' || due.compound !== '0.00')
            await client.servicing.waiveDebt({ id, penalty: due.penalty, compound: due.compound, reason })
          await client.servicing.restructureLoan({
            id,
            periods: 36,
            firstDueOn: addDays(on, 30),
            annualRate: '0.0498',
            method: 'equal-installment',
            arrears: 'spread',
            reason,
          })
        },
      },
    ],
  }
}

/** Pays twice and is gone, as risk control had feared; written off, and a part comes back from what the car brought. */
function lost(start: Day): Life {
  const from = addDays(start, 56)
  return {
    from,
    code: 'standard-new',
    principal: yuan('70000'),
    periods: 24,
    habit: { kind: 'stops', after: 2 },
    deeds: [
      {
        on: addDays(from, 75),
        by: 'sun',
        act: (client, id) =>
          client.servicing.watchLoan({
            id,
            reason: '借款人更换工作，单位电话无人接听',
            reviewOn: addDays(from, 105),
          }),
      },
      {
        on: addDays(from, 300),
        by: 'guo',
        act: (client, id) => client.servicing.writeOffLoan({ id, reason: '借款人失联，法院终结本次执行程序' }),
      },
      {
        on: addDays(from, 380),
        by: 'liu',
        act: (client, id) =>
          client.servicing.recoverClaim({
            id,
            amount: '18500.00',
            channel: 'bank-transfer',
            reference: 'HS-0001',
            note: '车辆处置款',
          }),
      },
    ],
  }
}

/** Does not pay the balloon at once: a week before it falls due it is financed anew over another year. */
function balloon(start: Day): Life {
  const from = addDays(start, 40)
  const matures = addMonths(from, 12)
  return {
    from,
    code: 'balloon-new',
    principal: yuan('150000'),
    price: yuan('200000'),
    periods: 12,
    habit: { kind: 'prompt' },
    deeds: [
      {
        on: addDays(matures, -7),
        by: 'sun',
        paysAgain: true,
        act: (client, id) =>
          client.servicing.restructureLoan({
            id,
            periods: 12,
            firstDueOn: matures,
            annualRate: '0.0568',
            method: 'equal-installment',
            arrears: 'first',
            distress: false,
            reason: '尾款到期前按合同约定续贷',
          }),
      },
    ],
  }
}

/** A transfer of last month, found when the bank's statement was matched in this one: the month it counts in is closed. */
function found(start: Day, today: Day): Life {
  // Falls due on the fifth; paid twelve days late as it seemed.
  const from = `${addMonths(start, 2).slice(0, 8)}05` as Day
  const lastMonth = monthEnd(addMonths(today, -1))
  return {
    from,
    code: 'standard-new',
    principal: yuan('80000'),
    periods: 36,
    habit: { kind: 'late', days: 12 },
    deeds: [
      {
        on: addDays(lastMonth, 6),
        by: 'liu',
        async act(client, id) {
          const loan = await client.servicing.getLoan({ id })
          const due = loan.installments.findLast(row => row.dueOn <= lastMonth)
          if (!due) return
          await client.servicing.recordRepayment({
            id,
            amount: due.payment,
            valueDate: due.dueOn,
            channel: 'bank-transfer',
            reference: 'HD-0105',
          })
        },
      },
    ],
  }
}

/**
 * Brought with an income nobody had checked, which a later check finds untrue: a case is opened and all of it found, the appeal is
 * heard by a third person yesterday and leaves four fifths. What is not deferred any more is taken from the months to come.
 */
function untrue(start: Day, today: Day, personId: Id<'person'>): Life {
  const theCase = async (client: Client, id: Id<'loan'>, state: 'open' | 'found' | 'appealed') => {
    const { rows } = await client.performance.listCases({ state, limit: 100 })
    const { id: caseId, version } = must(
      rows.find(row => row.loanId === id),
      `a case that is ${state}`,
    )
    return { id: caseId, version }
  }
  return {
    from: addDays(start, 75),
    code: 'standard-new',
    principal: yuan('900000'),
    price: yuan('1280000'),
    periods: 60,
    habit: { kind: 'prompt' },
    deeds: [
      {
        on: addDays(today, -21),
        by: 'guo',
        async act(client, id) {
          const text = '抽查发现收入证明与发薪银行流水不符，面签时未核实'
          const opened = { loanId: id, personId, duty: 'may' as const }
          const { id: caseId, version } = await client.performance.openCase({ ...opened, trigger: 'wrong-facts', text })
          const reason = '业务人员未按要求核实收入，全部责任'
          await client.performance.decideCase({ id: caseId, version, outcome: 'full', share: null, reason })
        },
      },
      {
        on: addDays(today, -12),
        by: 'lin',
        async act(client, id) {
          const text = '流水由客户自行提供，审核岗亦未提出，请求减轻'
          await client.performance.appealCase({ ...(await theCase(client, id, 'found')), text })
        },
      },
      {
        on: addDays(today, -1),
        by: 'qian',
        async act(client, id) {
          const reason = '资料复核亦有疏漏，改为八成责任'
          const ruling = { outcome: 'partial' as const, share: '0.8', reason }
          await client.performance.decideAppeal({ ...(await theCase(client, id, 'appealed')), ...ruling })
        },
      },
    ],
  }
}

/** Follows the base rate and is settled early, before anybody knows that the rate was written down wrong. */
function following(start: Day, after: number): Life {
  return {
    from: addDays(start, 41 + after),
    code: 'floating-new',
    principal: yuan('140000'),
    periods: 36,
    habit: { kind: 'settles', after },
    deeds: [],
  }
}

/**
 * The base rate of a December, which January's resets use, is written down as that of the year before, and put right six weeks
 * before today. One of the loans that had ended by then is decided; the other one waits. Null where no December lies far enough back.
 */
function wrongRate(start: Day, today: Day): ((city: City, on: Day) => Promise<void>) | null {
  const righted = addDays(today, -45)
  const wrong = [today, addMonths(today, -12)]
    .map(day => `${day.slice(0, 4)}-12-20` as Day)
    .flatMap(twentieth => [twentieth, addMonths(twentieth, -12)])
    .find(day => addDays(day, 240) < righted && day > addMonths(start, 3))
  if (!wrong) return null
  const record = async (city: City, value: string, source: string) => {
    const client = await staffOf(city.house, '登记市场数据')('guo')
    const series = await client.reference.listSeries({ code: 'lpr-1y' })
    const published = series.find(row => row.day >= wrong && row.day <= addDays(wrong, 4))
    await client.reference.recordSeries({
      code: 'lpr-1y',
      day: published?.day ?? wrong,
      value: value as Rate,
      source,
      mark: 'B',
    })
    await city.house.drain()
  }
  return async (city, on) => {
    if (on === addDays(wrong, 5)) await record(city, '0.0310', '全国银行间同业拆借中心')
    if (on === righted) await record(city, '0.0300', '更正：登记时误用上年数值')
    if (on !== addDays(righted, 10)) return
    const client = await staffOf(city.house, '利率更正')('qian')
    const { rows } = await client.servicing.listCorrections({ state: 'open' })
    const one = rows.find(row => row.difference?.startsWith('-'))
    if (one)
      await client.servicing.decideCorrection({ id: one.id, outcome: 'refund', reason: '登记有误，多收利息退还客户' })
  }
}
