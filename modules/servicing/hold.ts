import { addDays, addMonths, type Day, latest } from '#lib/day'
import { type LoanClass, loanClasses } from './standing.ts'

/** A hold without an end in sight: the loan is in arrears. Later than any day of any plan. */
export const noEnd = '9999-12-31' as Day

/** What other loans of the same corporate debtor do to this one. */
export const contagions = ['none', 'kept', 'all'] as const
/** `all`: so much of the debtor's exposure is bad that all of it is; `kept`: some is, so that what is bad cannot get better. */
export type Contagion = (typeof contagions)[number]

/**
 * Why a loan may stand worse than its days past due say. Each hold ends on a morning; while the loan is in arrears it has
 * no end, and when the arrears are paid its end is set by the rules of cure.
 */
export type Hold = {
  /** Corporate, dealer or fleet: judged with the debtor's other loans, not by days past due alone. */
  nonRetail: boolean
  contagion: Contagion
  /** On the watch list: stage 2 at least. */
  watched: boolean
  /** Was non-performing and stays so until this morning. */
  classUntil: Day | null
  /** Risk had increased significantly, and counts so until this morning. */
  stageUntil: Day | null
  /** Restructured, and under observation until this morning, at least in `observedClass`. */
  observedUntil: Day | null
  observedClass: LoanClass | null
}

/** A loan that nothing holds. */
export const noHold: Hold = {
  nonRetail: false,
  contagion: 'none',
  watched: false,
  classUntil: null,
  stageUntil: null,
  observedUntil: null,
  observedClass: null,
}

/** The dated parameters of getting better again. */
export type CureRules = {
  /** Months and consecutive installments of good conduct, the longer of the two, before a bad loan is upgraded. */
  upgrade: { months: number; periods: number }
  /** Days past due from which risk has increased significantly, and from which the loan is in default. */
  significantFrom: number
  defaultFrom: number
  /** Months of good conduct before a loan leaves stage 2; for a bad loan they begin when it is upgraded. */
  cureMonths: number
}

/** What the holds are judged by on a morning. */
type Facts = {
  overdueDays: number
  /** The class by days past due alone, as its place among the five. */
  rankByDays: number
  /** The due days from this morning on, as many as there are. */
  dueDays: readonly Day[]
  /** The class the loan stood in, as its place. */
  rankBefore: number
}

/** The place of the first class that counts as non-performing: substandard. */
export const badRank = loanClasses.indexOf('substandard')

/**
 * The holds on a morning. Looking at them more often than something happens changes nothing. Sources: five-class rules of
 * 2023 (upgrade after two periods or six months, the longer; no upgrade while the debtor has bad exposure here;
 * observation of restructured loans), IFRS 9 5.5.11 and B5.5.37 with cure periods.
 */
export function holdOn(hold: Hold, on: Day, facts: Facts, rules: CureRules): Hold {
  const overdue = facts.overdueDays > 0
  const bad = facts.rankByDays >= badRank || facts.overdueDays >= rules.defaultFrom
  const periods = afterPeriods(facts.dueDays, on, rules.upgrade.periods)
  const upgraded = latest(addMonths(on, rules.upgrade.months), periods)
  const classUntil = holdUntil(hold.classUntil, on, {
    set: bad,
    overdue,
    cured: upgraded,
    kept: hold.contagion !== 'none',
  })
  const observedUntil =
    hold.observedUntil !== null && hold.observedUntil <= on && overdue
      ? noEnd
      : holdUntil(hold.observedUntil, on, { set: false, overdue: false, cured: overdue ? noEnd : periods, kept: false })
  const from = classUntil !== null && classUntil > on && classUntil < noEnd ? classUntil : on
  const stageUntil = holdUntil(hold.stageUntil, on, {
    set: facts.overdueDays >= rules.significantFrom,
    overdue,
    cured: addMonths(from, rules.cureMonths),
    kept: false,
  })
  return { ...hold, classUntil, stageUntil, observedUntil, observedClass: observedUntil ? hold.observedClass : null }
}

function holdUntil(
  until: Day | null,
  on: Day,
  now: { set: boolean; overdue: boolean; cured: Day; kept: boolean },
): Day | null {
  if (now.set) return noEnd
  if (until === null) return null
  if (now.overdue) return noEnd
  if (until === noEnd) return now.cured
  return until <= on && !now.kept ? null : until
}

/** The morning after so many due days from a morning on; after the last when there are fewer. */
function afterPeriods(dueDays: readonly Day[], on: Day, periods: number): Day {
  const last = dueDays[Math.min(periods, dueDays.length) - 1]
  return last === undefined ? on : addDays(last, 1)
}

/** The class a loan stands in: the worst of what its days, its holds and its debtor say. As its place among the five. */
export function rankWith(hold: Hold, facts: Pick<Facts, 'rankByDays' | 'rankBefore'>): number {
  const debtor = hold.contagion === 'all' || (hold.contagion === 'kept' && facts.rankBefore >= badRank)
  return Math.max(
    facts.rankByDays,
    hold.classUntil === null ? 0 : badRank,
    hold.observedClass === null ? 0 : loanClasses.indexOf(hold.observedClass),
    debtor ? badRank : 0,
  )
}

/** Stage of impairment: 3 credit-impaired, 2 significantly increased risk, 1 otherwise (CAS 22 / IFRS 9). */
export function stageWith(hold: Hold, rank: number, overdueDays: number, rules: CureRules): 1 | 2 | 3 {
  if (rank >= badRank || overdueDays >= rules.defaultFrom) return 3
  return hold.stageUntil !== null || hold.observedUntil !== null || hold.watched ? 2 : 1
}

/** The next morning on which a hold ends by itself; null when none does. */
export function recheckOn(hold: Hold, on: Day): Day | null {
  const ends = [hold.classUntil, hold.stageUntil, hold.observedUntil].filter(
    (end): end is Day => end !== null && end > on && end < noEnd,
  )
  return ends.sort()[0] ?? null
}

/**
 * Puts a restructured loan under observation: at least special mention, bad if it was bad or is restructured a second time
 * while observed; a year and two installments from the first due day of the new plan, the longer.
 * @param dueDays the due days of the new plan, in order
 * @param rank the class the loan stands in, as its place among the five
 */
export function observe(hold: Hold, dueDays: readonly Day[], rank: number, periods: number): Hold {
  const first = dueDays[0]
  if (first === undefined) return hold
  const observedClass: LoanClass = rank >= badRank || hold.observedUntil !== null ? 'substandard' : 'special-mention'
  const observedUntil = latest(addMonths(first, 12), afterPeriods(dueDays, first, periods))
  return { ...hold, observedUntil, observedClass }
}

/** A loan's part in its debtor's exposure. */
export type DebtorLoan = { outstanding: bigint; classUntil: Day | null; observedClass: LoanClass | null }

/**
 * What a corporate debtor's loans do to each other on a morning: more than `share` of what is owed on loans that are bad
 * by themselves makes all of it bad.
 * @param shareUnits the share in ten-billionths
 */
export function contagionOf(loans: readonly DebtorLoan[], on: Day, shareUnits: bigint): Contagion {
  const isBad = (loan: DebtorLoan) =>
    (loan.classUntil !== null && loan.classUntil > on) || loan.observedClass === 'substandard'
  const total = loans.reduce((sum, loan) => sum + loan.outstanding, 0n)
  const bad = loans.filter(isBad).reduce((sum, loan) => sum + loan.outstanding, 0n)
  if (bad === 0n) return 'none'
  return bad * 10n ** 10n > total * shareUnits ? 'all' : 'kept'
}
