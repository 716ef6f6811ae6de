import { describe, expect, it } from 'vitest'
import { quote } from '../../modules/product/quote-answer.ts'
import { outsideJson } from './outside.ts'

type Row = Record<
  'Nr' | 'Days' | 'Date' | 'Principal due' | 'Interest' | 'Fees' | 'Penalties' | 'Due' | 'Balance of loan',
  string
>
type Case = {
  id: string
  terms: Record<string, string>
  disbursement: { date: string; amount: string }
  expected: Row[]
  product: { daysInYearType: string; daysInMonthType: string; installmentAmountInMultiplesOf?: string }
}

const unpaid =
  'is what a loan owes on a later day, not a plan: installments lie unpaid and their principal goes on bearing the rate of the loan, where ours bears penalty beside a plan that stands'
/** Cases outside `quote`, by name. Every other case must come out to the cent. */
const inapplicable: Record<string, string> = {
  'EMICalculation:7474:0': unpaid,
  'Loan:6165:0': unpaid,
  'LoanCharge:4659:0': unpaid,
}
/** What a name of the case says beside its terms: a term agreed to the day. */
const fixedLength: Record<string, string> = { 'Loan:5530:0': '2024-03-12', 'Loan:5577:0': '2024-03-07' }
/** Interest that rests from 10 February to 9 March; the installment stays as it was agreed, and the last row settles. */
const rests: Record<string, [from: string, annualRate: string][]> = {
  'LoanAccrualActivity:3303:1': [
    ['2024-02-09', '0'],
    ['2024-03-10', '0.07'],
  ],
}

const months = 'January February March April May June July August September October November December'.split(' ')
const dayOf = (text: string) => {
  const [date, month, year] = text.split(' ') as [string, string, string]
  return `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${date.padStart(2, '0')}`
}
const yuan = (text: string) => Number(text).toFixed(2)

function dayCount({ product, terms }: Case): string {
  const { daysInYearType: year, daysInMonthType: month } = product
  // The leap year strategy of this product takes 366 days where a period has a 29 February, and nowhere else.
  if (terms.LoanProduct!.includes('LEAP_YEAR')) return 'actual/actual-afb'
  // Thirty-day months mean one twelfth a month; weeks and days are counted as they are.
  if (year.includes('DAYS360') && month.includes('DAYS30'))
    return terms.repaymentFrequencyType === 'MONTHS' ? 'period' : 'actual/360'
  return year.includes('DAYS360') ? 'actual/360' : year.includes('DAYS365') ? 'actual/365' : 'actual/actual'
}

function termsOf(one: Case) {
  const { terms, disbursement, expected, product } = one
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
    // Its days are those behind the one before: a year's last day is counted in that year.
    ...(dayCount(one).startsWith('actual/actual') ? { countedDay: 'last' } : {}),
    ...(fixedLength[one.id] ? { lastDueOn: fixedLength[one.id] } : {}),
    ...(product.installmentAmountInMultiplesOf === '1' ? { paymentMultiple: '1.00' } : {}),
    ...flatInterest(one),
  }
}

/** Interest on the original principal is what `quote` calls a flat fee. */
const flatInterest = ({ terms }: Case) =>
  terms['interest type'] === 'FLAT' && Number(terms['ANNUAL interest rate %']) > 0
    ? {
        method: 'flat-fee',
        annualRate: undefined,
        monthlyFeeRate: String(Number(terms['ANNUAL interest rate %']) / 1200),
      }
    : {}

/** The plan of a case; where interest rests later on, the installments are those of the plan without that. */
function planOf(one: Case) {
  const terms = termsOf(one)
  const plan = quote(terms)
  const changes = rests[one.id]
  if (!changes) return plan
  return quote({
    ...terms,
    method: 'custom',
    payments: plan.installments.map(row => row.payment),
    rateChanges: changes.map(([from, annualRate]) => ({ from, annualRate })),
  })
}

const cases = outsideJson<Case[]>('fineract/schedule-cases.json')

describe.skipIf(!cases)('schedules of Apache Fineract', () => {
  const applicable = (cases ?? []).filter(one => !inapplicable[one.id])
  it('are 53, of which 50 are plans that quote can express', () => {
    expect(cases).toHaveLength(53)
    expect(applicable).toHaveLength(50)
  })
  for (const one of applicable)
    it(`come out to the cent: ${one.id} ${one.terms.LoanProduct}`, () => {
      expect(
        planOf(one).installments.map(row => [
          row.dueOn,
          row.days,
          row.principal,
          (Number(row.interest) + Number(row.fee)).toFixed(2),
          row.payment,
          row.balance,
        ]),
      ).toEqual(
        one.expected
          .filter(row => row.Nr !== '' && row.Days !== '0' && row.Days !== '')
          .map(row => [
            dayOf(row.Date),
            Number(row.Days),
            yuan(row['Principal due']),
            yuan(row.Interest),
            // What is charged on the way, when somebody pays late, is no part of a plan.
            (Number(row.Due) - Number(row.Fees) - Number(row.Penalties)).toFixed(2),
            yuan(row['Balance of loan']),
          ]),
      )
    })
})

const loan = (change: Record<string, unknown>) => ({
  principal: '100',
  disbursedOn: '2024-01-01',
  annualRate: '0.094822',
  periods: 6,
  method: 'equal-installment',
  dayCount: 'period',
  rounding: { mode: 'half-even', scale: 2 },
  tail: 'level',
  ...change,
})

/**
 * Figures that Fineract's own unit tests expect: payment and interest of each row. Source: apache/fineract (Apache-2.0),
 * fineract-progressive-loan, ProgressiveEMICalculatorTest and LoanScheduleGeneratorTest.
 */
const further: [string, Record<string, unknown>, string, string][] = [
  [
    'emiAdjustment_newCalculatedEmiNotBetterThanOriginal',
    { annualRate: '0.15678', dayCount: 'actual/365' },
    '17.43 17.43 17.43 17.43 17.43 17.47',
    '1.33 1.05 0.90 0.66 0.46 0.22',
  ],
  [
    'dayInYears360_daysInMonth30_repayEvery1Month',
    {},
    '17.13 17.13 17.13 17.13 17.13 17.13',
    '0.79 0.66 0.53 0.40 0.27 0.13',
  ],
  [
    'reschedule_interest_on0201_4per',
    { annualRate: '0.07', rateChanges: [{ from: '2024-02-01', annualRate: '0.04' }] },
    '17.01 16.88 16.88 16.88 16.88 16.89',
    '0.58 0.28 0.22 0.17 0.11 0.06',
  ],
  [
    'dayInYearsActual_daysInMonthActual_repayEvery1Month',
    { disbursedOn: '2023-12-12', dayCount: 'actual/actual' },
    '17.13 17.13 17.13 17.13 17.13 17.13',
    '0.80 0.67 0.50 0.41 0.26 0.14',
  ],
  [
    'NoInterest_repayEvery1Month',
    { principal: '1000', annualRate: '0', periods: 4, dayCount: 'actual/actual' },
    '250.00 250.00 250.00 250.00',
    '0.00 0.00 0.00 0.00',
  ],
  [
    'dayInYears364_daysInMonthActual_repayEvery1Week',
    { every: { count: 1, unit: 'week' } },
    '16.77 16.77 16.77 16.77 16.77 16.78',
    '0.18 0.15 0.12 0.09 0.06 0.03',
  ],
  [
    'dayInYears364_daysInMonthActual_repayEvery2Week',
    { every: { count: 2, unit: 'week' }, periods: 3 },
    '33.57 33.57 33.58',
    '0.36 0.24 0.12',
  ],
  [
    'dayInYears360_daysInMonthDoesntMatter_repayEvery15Days',
    { every: { count: 15, unit: 'day' }, dayCount: 'actual/360' },
    '16.90 16.90 16.90 16.90 16.90 16.89',
    '0.40 0.33 0.26 0.20 0.13 0.07',
  ],
  [
    'dailyInterest_disbursedAmt1000_repayIn1Month',
    { principal: '1000', annualRate: '0.07', periods: 1 },
    '1005.83',
    '5.83',
  ],
  [
    'multi_disbursed: what the second tranche makes of the four rows left',
    { principal: '167.19', disbursedOn: '2024-03-01', periods: 4 },
    '42.63 42.63 42.63 42.61',
    '1.32 0.99 0.67 0.33',
  ],
  [
    'testGenerateLoanScheduleWithDownPayment: what is left of it',
    { principal: '75', annualRate: '0.0999' },
    '12.87 12.87 12.87 12.87 12.87 12.85',
    '0.62 0.52 0.42 0.32 0.21 0.11',
  ],
  // Fineract's half months are one per cent each, whatever their days, which only half a month's rate a month says here.
  [
    'testGenerateSemiMonthlyLoanSchedule: its figures, by months',
    { principal: '1000', annualRate: '0.12', periods: 4 },
    '256.28 256.28 256.28 256.29',
    '10.00 7.54 5.05 2.54',
  ],
]

describe('figures of the unit tests of Apache Fineract', () => {
  for (const [name, change, payments, interest] of further)
    it(`come out to the cent: ${name}`, () => {
      const { installments } = quote(loan(change))
      expect(installments.map(row => row.payment).join(' ')).toBe(payments)
      expect(installments.map(row => row.interest).join(' ')).toBe(interest)
    })
})

describe('installments in whole multiples', () => {
  const rows = (change: Record<string, unknown>) =>
    quote({ ...loan({ principal: '100000', annualRate: '0.048', periods: 36, tail: 'last' }), ...change }).installments
  it('round as the terms say, and the last row settles', () => {
    for (const [mode, payment] of [
      ['half-up', '2990.00'],
      ['up', '2990.00'],
      ['down', '2980.00'],
    ]) {
      const plan = rows({ paymentMultiple: '10', rounding: { mode, scale: 2 } })
      expect(new Set(plan.slice(0, -1).map(row => row.payment))).toEqual(new Set([payment]))
      expect([plan[0]!.interest, plan.at(-1)!.balance]).toEqual(['400.00', '0.00'])
    }
    expect(rows({ paymentMultiple: 1, tail: 'level' })[0]!.payment).toBe('2988.00')
    expect(rows({ paymentMultiple: '0.01' })).toEqual(rows({}))
    expect(rows({ paymentMultiple: '100', method: 'balloon', balloon: '30000' })[0]!.payment).toBe('2200.00')
  })
  it('are refused where they are none, and not read where nothing is solved', () => {
    const code = (change: Record<string, unknown>) => {
      try {
        return rows(change)
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    for (const paymentMultiple of [0, -1, 'x', '100000.01', []])
      expect(code({ paymentMultiple })).toBe('product.payment_multiple')
    expect(code({ paymentMultiple: '0.001' })).toBe('product.principal_decimals')
    const plan = quote({ ...loan({ method: 'interest-only' }), paymentMultiple: '10' })
    expect(plan.warnings.map(warning => warning.code)).toEqual(['product.ignored_field'])
  })
})
