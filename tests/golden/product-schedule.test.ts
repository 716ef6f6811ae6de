import { describe, expect, it } from 'vitest'
import { quote } from '../../modules/product/quote-answer.ts'
import { outsideJson } from './outside.ts'

type Row = Record<'Nr' | 'Days' | 'Date' | 'Principal due' | 'Interest' | 'Fees' | 'Due' | 'Balance of loan', string>
type Case = {
  id: string
  terms: Record<string, string>
  disbursement: { date: string; amount: string }
  expected: Row[]
  product: { daysInYearType: string; daysInMonthType: string }
}

const leapSplit = 'splits a leap year on 31 December, where ISDA actual/actual splits on 1 January'
const multiples = 'rounds installments to whole multiples of 1'
const afterEvents = 'is a schedule after later events, not a plan: '
/** Cases outside `quote`, by name. Every other case must come out to the cent. */
const inapplicable: Record<string, string> = {
  'EMICalculation:5:0': leapSplit,
  'EMICalculation:7449:0': leapSplit,
  'EMICalculation:7774:0': 'counts 366 days only in the period that has 29 February',
  'EMICalculation:7474:0': `${afterEvents}interest recalculated on overdue installments`,
  'Loan:6165:0': `${afterEvents}interest recalculated on overdue installments`,
  'LoanCharge:4659:0': `${afterEvents}interest recalculated after a reversed repayment`,
  'LoanAccrualActivity:3303:1': `${afterEvents}an interest pause`,
  'LoanCharge:1218:0': `${afterEvents}overdue charges on flat interest`,
  'Loan:5530:0': 'a fixed length of 40 days shortens the last period',
  'Loan:5577:0': 'a fixed length of 5 weeks shortens the last period',
  'LoanAccrualActivity:1969:0': multiples,
  'LoanChargeOff:8128:0': multiples,
  'LoanDownPayment:2694:0': multiples,
}
/** A leap year strategy that looks for a 29 February; these periods have none, so every day is 1/365. */
const dayCountOf: Record<string, string> = { 'EMICalculation:7754:0': 'actual/365' }

const months = 'January February March April May June July August September October November December'.split(' ')
const dayOf = (text: string) => {
  const [date, month, year] = text.split(' ') as [string, string, string]
  return `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${date.padStart(2, '0')}`
}
const yuan = (text: string) => Number(text).toFixed(2)

function dayCount({ id, product, terms }: Case): string {
  const { daysInYearType: year, daysInMonthType: month } = product
  if (dayCountOf[id]) return dayCountOf[id]
  // Thirty-day months mean one twelfth a month; weeks and days are counted as they are.
  if (year.includes('DAYS360') && month.includes('DAYS30'))
    return terms.repaymentFrequencyType === 'MONTHS' ? 'period' : 'actual/360'
  return year.includes('DAYS360') ? 'actual/360' : year.includes('DAYS365') ? 'actual/365' : 'actual/actual'
}

function termsOf(one: Case) {
  const { terms, disbursement, expected } = one
  // A down payment is paid on the day itself: the plan is that of what is left.
  const downPayment = expected.find(row => row.Nr !== '' && row.Days === '0')
  return {
    principal: downPayment ? yuan(downPayment['Balance of loan']) : disbursement.amount,
    disbursedOn: dayOf(disbursement.date),
    annualRate: (Number(terms['ANNUAL interest rate %']) / 100).toFixed(8),
    periods: Number(terms.numberOfRepayments),
    every: { count: Number(terms.repaymentEvery), unit: terms.repaymentFrequencyType!.toLowerCase().replace(/s$/, '') },
    method: 'equal-installment',
    dayCount: dayCount(one),
    rounding: { mode: 'half-even', scale: 2 },
    tail: 'level',
  }
}

const cases = outsideJson<Case[]>('fineract/schedule-cases.json')

describe.skipIf(!cases)('schedules of Apache Fineract', () => {
  const applicable = (cases ?? []).filter(one => !inapplicable[one.id])
  it('are 53, of which 40 are plans that quote can express', () => {
    expect(cases).toHaveLength(53)
    expect(applicable).toHaveLength(40)
  })
  for (const one of applicable)
    it(`come out to the cent: ${one.id} ${one.terms.LoanProduct}`, () => {
      const plan = quote(termsOf(one))
      expect(
        plan.installments.map(row => [row.dueOn, row.days, row.principal, row.interest, row.payment, row.balance]),
      ).toEqual(
        one.expected
          .filter(row => row.Nr !== '' && row.Days !== '0' && row.Days !== '')
          .map(row => [
            dayOf(row.Date),
            Number(row.Days),
            yuan(row['Principal due']),
            yuan(row.Interest),
            (Number(row.Due) - Number(row.Fees)).toFixed(2),
            yuan(row['Balance of loan']),
          ]),
      )
    })
})
