import { parse } from 'csv-parse/sync'
import { type Day, day, dayOf, earliest, parseDay, parts } from '#lib/day'
import { type Money, parseYuan, sum, zero } from '#lib/money'
import { parseRate, type Rate } from '#lib/rate'

/** One month of a loan on the tape: what was paid, and the balance the trust reported after it. */
export type TapeMonth = {
  month: number
  balance: Money | null
  principal: Money
  payment: Money
  /** Money that came in on a loan gone from the book: recovered, or the vehicle's proceeds; its costs are not the loan's. */
  recovered: Money
  /** What taking the vehicle back cost. */
  costs: Money
}

/** A loan of the tape as our book can take it, or the reason why not. */
export type TapeLoan = {
  number: string
  principal: Money
  annualRate: Rate
  periods: number
  /** The installment the contract schedules. */
  installment: Money
  /** The day up to which interest had been paid at the cut-off: the running interest period begins there. */
  interestFrom: Day
  /** The month the loan was made, as its first day. */
  originatedOn: Day
  dueDate: number
  delinquentDays: number
  vehicle: { brand: string; model: string; condition: 'new' | 'used' }
  /** The state the borrower lives in. */
  region: string
  months: TapeMonth[]
}

/** The first due month is the month after the cut-off of the tape, August 2019. */
export const cutOff = day('2019-08-31')

/** The last day of the k-th month after the cut-off. */
export function monthDay(month: number, date: number): Day {
  const index = 2019 * 12 + 7 + month
  return dayOf(Math.floor(index / 12), (index % 12) + 1, date)
}

const amount = (text: string | undefined): Money | null => {
  if (text === undefined || text === '' || text === 'NA') return null
  // The tape is written by a spreadsheet: 5e-04 and 12.340000001 stand for cents.
  return parseYuan(Number(text).toFixed(2))
}

/** The sum of those amounts that are above zero. */
function positive(...texts: (string | undefined)[]): Money {
  return sum(texts.map(text => amount(text) ?? zero).filter(one => one > 0n))
}

const negated = (text: string | undefined) => (text?.startsWith('-') ? text.slice(1) : undefined)

/** `08-26-2019` or, where only the month is told, `02/2019`. */
function americanDay(text: string | undefined): Day | null {
  const whole = /^(\d\d)-(\d\d)-(\d{4})$/.exec(text ?? '')
  if (whole) return parseDay(`${whole[3]}-${whole[1]}-${whole[2]}`)
  const month = /^(\d\d)\/(\d{4})$/.exec(text ?? '')
  return month ? parseDay(`${month[2]}-${month[1]}-01`) : null
}

/**
 * Reads an SEC ABS-EE auto-loan tape: asset-level columns of the cut-off month and, for k = 1…46, BALk (balance at the
 * end of the k-th month: the month's principal PRCk is the fall from BALk−1), PMTk, RECk and REPk.
 * @throws Error when the file is no such tape
 */
export function readTape(bytes: Buffer): {
  loans: TapeLoan[]
  months: number
  rejected: { number: string; reason: string }[]
} {
  const records = parse(bytes, { columns: true, skip_empty_lines: true }) as Record<string, string>[]
  const first = records[0]
  if (!first || !('assetNumber' in first) || !('BAL1' in first))
    throw new Error('this is no ABS-EE tape: columns assetNumber and BAL1 are missing')
  const months = Object.keys(first).filter(name => /^BAL\d+$/.test(name)).length
  const loans: TapeLoan[] = []
  const rejected: { number: string; reason: string }[] = []
  for (const record of records) {
    const number = `AART-${record.assetNumber}`
    const principal = amount(record.reportingPeriodActualEndBalanceAmount)
    const annualRate = parseRate(record.reportingPeriodInterestRatePercentage ?? '')
    const periods = Number(record.remainingTermtoMaturityNumber)
    const installment = amount(record.reportingPeriodScheduledPaymentAmount)
    const interestFrom = americanDay(record.interestPaidThroughDate)
    const originatedOn = americanDay(record.originationDate)
    if (!principal || principal <= 0n) rejected.push({ number, reason: 'no balance at the cut-off' })
    else if (!annualRate) rejected.push({ number, reason: 'no interest rate' })
    else if (!Number.isInteger(periods) || periods < 1) rejected.push({ number, reason: 'no remaining term' })
    else if (!installment || installment <= 0n) rejected.push({ number, reason: 'no scheduled installment' })
    else if (!interestFrom || !originatedOn) rejected.push({ number, reason: 'no day of interest or origination' })
    else
      loans.push({
        number,
        principal,
        annualRate,
        periods,
        installment,
        interestFrom: earliest(interestFrom, cutOff),
        originatedOn,
        // The tape tells the month of a payment, not its day; the day to which interest is paid is a day the borrower paid on.
        dueDate: Math.min(parts(interestFrom).date, 28),
        delinquentDays: Number(record.currentDelinquencyStatus) || 0,
        vehicle: {
          brand: record.vehicleManufacturerName ?? '',
          model: record.vehicleModelName ?? '',
          condition: record.vehicleNewUsedCode === '1' ? 'new' : 'used',
        },
        region: record.obligorGeographicLocation ?? '',
        months: Array.from({ length: months }, (_, index) => ({
          month: index + 1,
          balance: amount(record[`BAL${index + 1}`]),
          principal: amount(record[`PRC${index + 1}`]) ?? (0n as Money),
          payment: amount(record[`PMT${index + 1}`]) ?? (0n as Money),
          recovered: positive(record[`REC${index + 1}`], record[`REP${index + 1}`]),
          costs: positive(negated(record[`REP${index + 1}`])),
        })),
      })
  }
  return { loans, months, rejected }
}
